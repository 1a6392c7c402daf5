"""The accounts told by what the law entitles to: who is covered as what, and who pays how much."""

from __future__ import annotations

from typing import Any

from ibis.expr.types import Table

from toandan.accounts.area import Area, is_country
from toandan.accounts.closed import ClosedMonth
from toandan.engine import Engine
from toandan.errors import BadInput
from toandan.lawbook.law import shipped
from toandan.schemas.categories import CATEGORY
from toandan.schemas.closing import CARD_JUDGED, ENTITLED
from toandan.schemas.facts import PAYERS

BY = "entitlement"
COUNTS = ("residents_n", "covered_residents_n", "uncovered_n", *CARD_JUDGED, "priced_n")
SUMS = (*COUNTS, "premium_month_vnd", *PAYERS)
type Row = dict[str, Any]


def entitlement_rows(engine: Engine, now: ClosedMonth, area: Area) -> list[Row]:
    """One row per category in the order of Article 12, then one per reason why none can be told.

    Counts are people, money whole đồng a month of ``priced_n`` people. Raises BadInput for a closing
    that read no register of facts.
    """
    if ENTITLED.name not in now.tables:
        raise _not_asked(now)
    cells = _inside(now.tables[ENTITLED.name], area)
    sums = {name: cells[name].sum().cast("int64") for name in SUMS}
    found = engine.fetch(cells.group_by("entitled", "because").agg(**sums)).to_pylist()
    known: dict[str, Row] = {}
    unknown: dict[str, Row] = {}
    for row in found:
        into, word = (known, row["entitled"]) if row["entitled"] else (unknown, row["because"])
        total = into.setdefault(word, dict.fromkeys(SUMS, 0))
        total |= {name: total[name] + row[name] for name in SUMS}
    return [
        *(_row(slug, known[slug], is_known=True) for slug in sorted(known, key=_order)),
        *(_row(slug, unknown[slug], is_known=False) for slug in sorted(unknown, key=_order)),
    ]


def _inside(table: Table, area: Area) -> Table:
    return table if is_country(area) else table.filter(table.commune_code.isin(area.communes))


def _order(slug: str) -> int:
    return CATEGORY[slug].bit


def _row(slug: str, sums: Row, *, is_known: bool) -> Row:
    one = shipped().categories[slug]
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
        why="it read no register of facts: social_protection, place_list, school, employment",
        do=f"take one in as of {now.month.last_day} with toandan intake, then run toandan close {now.month}",
    )
