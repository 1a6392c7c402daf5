"""The law as the rules read it: three small tables, made once for every version of the law.

``periods``: one row per period in which nothing changes, with every figure and with sets of
categories (which exist, who pays for whom, on which base, which level). ``provinces``: one row per
province with its items side by side. ``words``: the word of every category.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa

from toandan.lawbook.tables import LawTables
from toandan.rules.levels import Columns, benefit_columns, set_column, support_columns
from toandan.rules.sets import category, title
from toandan.schemas.categories import CATEGORIES
from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS

NO_END = date(9999, 12, 31)
PAYERS = ("employer_and_employee", "employer", "person", "si_agency", "state", "state_and_person")
BASES = ("wage", "pension", "unemployment_benefit", "base_salary")
SLOT = (
    ("law_start", pa.date32()),
    ("law_end", pa.date32()),
    ("item", pa.string()),
    ("age_from", pa.int64()),
    ("age_to", pa.int64()),
    ("needs_permanent", pa.bool_()),
    ("member_n", pa.int64()),
    ("add_bp", pa.int64()),
    ("level_bp", pa.int64()),
    ("total_at_most_bp", pa.int64()),
)

# The figures the rules of this room read.
FIGURES = (
    "priority_text",
    "child_months",
    "child_card_end",
    "child_card_month",
    "survivor_years",
    "survivor_near_poor_years",
    "minority_exit_months",
    "trafficking_victim_years",
    "base_salary_vnd",
    "contribution_rate_bp",
    "wage_cap_times",
    "wage_floor_times",
    "employer_split_parts",
    "whole_split_parts",
    *(f"ladder_{step}_bp" for step in range(1, 6)),
    "wait_days",
    "interruption_days",
    "interruption_old_months",
)

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LawRows:
    """The three tables, in memory."""

    periods: pa.Table
    provinces: pa.Table
    words: pa.Table


def law_rows(tables: LawTables) -> LawRows:
    """The tables of the rules from those of the law."""
    return LawRows(periods_table(tables), provinces_table(tables), words_table())


def periods_table(tables: LawTables) -> pa.Table:
    """One row per period in which neither a figure nor a category changes."""
    figures, categories = tables.figures.to_pylist(), tables.categories.to_pylist()
    days = sorted({row[end] for row in (*figures, *categories) for end in ("law_start", "law_end")} - {None})
    begun = [day for day in days if day >= figures[0]["law_start"]]
    dated = [
        (_on(figures, start)[0], _on(categories, start), start, end)
        for start, end in zip(begun, [*begun[1:], NO_END], strict=True)
    ]
    rows = [figure | {"law_start": start, "law_end": end} for figure, _, start, end in dated]
    held = [there for _, there, _, _ in dated]
    columns: Columns = {name: [row[name] for row in rows] for name in ("law_start", "law_end", *FIGURES)}
    for name, test in _SETS.items():
        columns |= set_column(name, [_set(there, test) for there in held])
    columns |= support_columns(held, rows) | benefit_columns(held)
    types = {field.name: field.type for field in tables.figures.schema}
    return pa.table({name: pa.array(made, types.get(name, pa.int64())) for name, made in columns.items()})


def provinces_table(tables: LawTables) -> pa.Table:
    """One row per province that has items, in order of their ids: ``item_1``, ``categories_1``, …"""
    rows = sorted(tables.local.to_pylist(), key=lambda row: (row["province_code"], row["item"]))
    of_province = [
        (code, list(items)) for code, items in groupby(rows, lambda row: str(row["province_code"]))
    ]
    slots_n = max((len(items) for _, items in of_province), default=0)
    made = [_province_row(code, items) for code, items in of_province]
    return pa.Table.from_pylist(made, schema=province_schema(slots_n))


def period_columns() -> tuple[str, ...]:
    """The columns of ``periods`` that every law has: its days, figures and sets, all but the levels."""
    return ("law_start", "law_end", *FIGURES, *CATEGORY_SETS.names(*_SETS))


def province_schema(slots_n: int) -> pa.Schema:
    """The columns of ``provinces`` with so many items side by side."""
    slots = (column for slot in range(1, slots_n + 1) for column in slot_columns(slot).items())
    return pa.schema([("province_code", pa.string()), *slots])


def slot_columns(slot: int) -> dict[str, pa.DataType]:
    """The columns of one item of a province's row."""
    categories = CATEGORY_SETS.names(f"categories_{slot}")
    sets = (*categories, *TITLE_SETS.names(f"titles_{slot}", f"without_titles_{slot}"))
    return {f"{name}_{slot}": kind for name, kind in SLOT} | dict.fromkeys(sets, pa.int64())


def words_table() -> pa.Table:
    """One row per category and one for none: its set of one and its word."""
    members = set_column("member", [0, *(category(one.slug) for one in CATEGORIES)])
    return pa.table(
        {
            **{name: pa.array(made, pa.int64()) for name, made in members.items()},
            "word": ["", *(one.slug for one in CATEGORIES)],
        }
    )


def _on(rows: Sequence[Row], day: date) -> list[Row]:
    return [
        row for row in rows if row["law_start"] <= day and (row["law_end"] is None or day < row["law_end"])
    ]


def _set(there: Iterable[Row], fields: Mapping[str, str]) -> int:
    found = (row["category"] for row in there if all(row[name] == word for name, word in fields.items()))
    return category(*found)


def _province_row(code: str, items: Sequence[Row]) -> Row:
    made: Row = {"province_code": code}
    for slot, item in enumerate(items, 1):
        made |= {f"{name}_{slot}": item[name] for name, _ in SLOT}
        made[f"law_end_{slot}"] = item["law_end"] or NO_END
        made |= CATEGORY_SETS.row(f"categories_{slot}", category(*item["categories"]))
        for name in ("titles", "without_titles"):
            made |= TITLE_SETS.row(f"{name}_{slot}", title(*item[name]))
    return made


_SETS: dict[str, Mapping[str, str]] = {
    "law_exists": {},
    **{f"law_payer_{word}": {"payer": word} for word in PAYERS},
    **{f"law_base_{word}": {"base": word} for word in BASES},
    **{f"law_cover_{word}": {"cover_from": word} for word in ("decision", "birth")},
}
