"""What the law entitles an area's residents to, added up: not covered, covered as something else, unknown, and money.

Money is of one month under the law of the last day, and of a year of twelve such months. Two sums are
told and never mixed: of those covered today, and of those for whom no card was found, which is what
covering them adds. Who cannot be told, or not priced, is in neither and counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from toandan.accounts.closed import ClosedMonth
from toandan.accounts.entitlement import COUNTS, MONEY, PRICED, UNCOVERED, entitlement_rows
from toandan.accounts.entitlement_findings import findings
from toandan.lawbook.law import Law
from toandan.schemas.categories import CATEGORY
from toandan.schemas.facts import MISSING_HOUSEHOLD
from toandan.schemas.registers import of_role
from toandan.schemas.table import Role
from toandan.values.month import MONTHS_A_YEAR

# What is missing to tell a premium, where the category is known: English, Vietnamese.
MISSING = {
    "wage": ("wage", "tiền lương"),
    "pension": ("pension", "lương hưu"),
    "benefit": ("unemployment benefit", "trợ cấp thất nghiệp"),
    MISSING_HOUSEHOLD: ("number of the household", "số hộ"),
}
type Row = dict[str, Any]


def entitled_summary(now: ClosedMonth, cells: Sequence[Row], *, law: Law) -> Row:
    """The sums as the document tells them, with their findings in both languages."""
    rows = entitlement_rows(cells, law=law)
    known = [row for row in rows if row["answer"] == "known"]
    unknown = [row for row in rows if row["answer"] != "known"]
    total, told = _added(rows), _added(known)
    summary: Row = {
        "as_of": now.month.last_day.isoformat(),
        "residents_n": total["residents_n"],
        "known_n": told["residents_n"],
        "cannot_tell_n": total["residents_n"] - told["residents_n"],
        "uncovered_n": told["uncovered_n"],
        "uncovered_cannot_tell_n": total["uncovered_n"] - told["uncovered_n"],
        "compared_n": told["covered_residents_n"] - told["unjudged_n"],
        "as_entitled_n": told["as_entitled_n"],
        "by_choice_n": told["by_choice_n"],
        "otherwise_n": told["otherwise_n"],
        "covered_today": _money(cell for cell in cells if cell["is_covered"]),
        "to_cover": _money(cell for cell in cells if not cell["is_covered"]),
        "uncovered_by_category": _uncovered(known),
        "reasons": _reasons(unknown, cells, law),
        "sources": [
            {"register": one.register, "as_of": one.as_of.isoformat(), "use": one.use}
            for register in of_role(Role.LINKED, Role.FACT)
            for one in now.used(register.name)
        ],
    }
    return summary | {"findings": findings(summary)}


def _added(rows: Iterable[Row]) -> Row:
    total: Row = dict.fromkeys(COUNTS, 0)
    for row in rows:
        total = {name: total[name] + row[name] for name in COUNTS}
    return total


def _money(cells: Iterable[Row]) -> Row:
    """Of the cells whose category is known: people with and without a premium, money of a month and of a year."""
    people_n, sums = 0, dict.fromkeys(PRICED, 0)
    for cell in cells:
        if cell["entitled"]:
            people_n += cell["residents_n"]
            sums = {name: sums[name] + cell[name] for name in PRICED}
    month = {name: sums[name] for name in MONEY}
    return {
        "priced_n": sums["priced_n"],
        "not_priced_n": people_n - sums["priced_n"],
        "month": month,
        "year": {_of_year(name): vnd * MONTHS_A_YEAR for name, vnd in month.items()},
    }


def _of_year(name: str) -> str:
    return name.replace("_month_", "_year_")


def _uncovered(known: Iterable[Row]) -> list[Row]:
    """Categories in which somebody is not covered, most people first."""
    found = [
        {name: row[name] for name in ("code", "name", "name_vi", "residents_n", "uncovered_n")}
        | {"month": {name: row[UNCOVERED][name] for name in PRICED}}
        for row in known
        if row["uncovered_n"]
    ]
    return sorted(found, key=lambda row: (-row["uncovered_n"], CATEGORY[row["code"]].place))


def _reasons(unknown: Iterable[Row], cells: Iterable[Row], law: Law) -> list[Row]:
    """Why a category or a premium cannot be told, most people first."""
    found = [
        {"what": "category", "code": row["code"], "name": one.name, "name_vi": one.name_vi}
        | {name: row[name] for name in ("residents_n", "uncovered_n")}
        for row in unknown
        for one in [law.categories[row["code"]]]
    ]
    open_: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        if cell["entitled"] and cell["because"]:
            people = open_[cell["because"]]
            people[0] += cell["residents_n"]
            people[1] += cell["uncovered_n"]
    for code, (residents_n, uncovered_n) in open_.items():
        name, name_vi = MISSING[code]
        counts = {"residents_n": residents_n, "uncovered_n": uncovered_n}
        found.append({"what": "premium", "code": code, "name": name, "name_vi": name_vi} | counts)
    return sorted(found, key=lambda row: (-row["residents_n"], row["code"]))
