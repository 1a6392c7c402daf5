"""The accounts told by what the law entitles to: who is covered as what, and who pays how much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toandan.accounts.area import Area
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.counted import inside_of
from toandan.errors import BadInput
from toandan.lawbook.law import Law
from toandan.schemas.categories import CATEGORY
from toandan.schemas.closing import CARD_JUDGED, ENTITLED
from toandan.schemas.facts import PAYERS
from toandan.schemas.registers import of_role
from toandan.schemas.table import Role

BY = "entitlement"
COUNTS = ("residents_n", "covered_residents_n", "uncovered_n", *CARD_JUDGED)
MONEY = ("premium_month_vnd", *PAYERS)
PRICED = ("priced_n", *MONEY)
SUMS = (*COUNTS, *PRICED)
UNCOVERED = "uncovered"
type Row = dict[str, Any]


def is_told(now: ClosedMonth) -> bool:
    """Whether the closing says what the law entitles to: it read a register of facts."""
    return ENTITLED.name in now.tables


def entitled_cells(now: ClosedMonth, area: Area) -> list[Row]:
    """The sums of an area by category, what is missing, and whether a card was found.

    Raises BadInput for a closing that read no register of facts.
    """
    if not is_told(now):
        raise _not_asked(now)
    cells = now.tables[ENTITLED.name].cells
    by = [cells.coded("entitled"), cells.coded("because"), cells.coded("group_code").equal("")]
    return [
        {"entitled": entitled, "because": because, "is_covered": not is_uncovered, **sums}
        for (entitled, because, is_uncovered), sums in cells.sums(by, SUMS, inside_of(area))
    ]


def entitlement_rows(cells: Iterable[Row], *, law: Law) -> list[Row]:
    """One row per category in the order of Article 12, then one per reason why none can be told.

    The categories are named as ``law`` names them. Counts are people, money whole đồng a month of ``priced_n`` people; ``uncovered`` holds the same
    money of those for whom no card was found: what covering them costs.
    """
    known: dict[str, Row] = {}
    unknown: dict[str, Row] = {}
    for cell in cells:
        into, word = (known, cell["entitled"]) if cell["entitled"] else (unknown, cell["because"])
        total = into.setdefault(word, dict.fromkeys(SUMS, 0) | {UNCOVERED: dict.fromkeys(PRICED, 0)})
        total |= {name: total[name] + cell[name] for name in SUMS}
        if not cell["is_covered"]:
            total[UNCOVERED] = {name: total[UNCOVERED][name] + cell[name] for name in PRICED}
    return [
        *(_row(law, slug, known[slug], is_known=True) for slug in sorted(known, key=_order)),
        *(_row(law, slug, unknown[slug], is_known=False) for slug in sorted(unknown, key=_order)),
    ]


def _order(slug: str) -> int:
    return CATEGORY[slug].place


def _row(law: Law, slug: str, sums: Row, *, is_known: bool) -> Row:
    one = law.categories[slug]
    if is_known:
        return {"code": slug, "name": one.name, "name_vi": one.name_vi, "answer": "known", **sums}
    return {
        "code": slug,
        "name": f"cannot tell, because it is not known whether they are: {one.name}",
        "name_vi": f"chưa xác định được, vì chưa biết có thuộc: {one.name_vi}",
        "answer": "cannot_tell",
        **sums,
    }


def _not_asked(now: ClosedMonth) -> BadInput:
    return BadInput(
        what=f"the closing of {now.month} does not say what the law entitles to",
        where=now.closing_id,
        why=f"it read no register of facts: {', '.join(one.name for one in of_role(Role.FACT))}",
        do=f"take one in as of {now.month.last_day} with toandan intake, then run toandan close {now.month}",
    )
