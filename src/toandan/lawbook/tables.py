"""The law as small tables for joining by day: made once for every version of the law.

Every table begins with ``law_start`` and ``law_end`` (half-open; null = no end known). Rows of one
figure, category or item follow each other without gap. Percents come as basis points (``_bp``,
4.5% = 450), money as whole đồng, categories and titles as their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from toandan.lawbook.category import LegalCategory
from toandan.lawbook.law import Law
from toandan.lawbook.local import LocalItem, LocalPolicy
from toandan.lawbook.parameter import column_of, stored
from toandan.schemas.categories import clause_slugs

_PERIOD = (("law_start", pa.date32()), ("law_end", pa.date32()))
_PERCENT_BP = 100
_TABLES: dict[str, LawTables] = {}

CATEGORY_COLUMNS = pa.schema(
    [
        *_PERIOD,
        ("category", pa.string()),
        ("clause", pa.int64()),
        ("payer", pa.string()),
        ("base", pa.string()),
        ("support_bp", pa.int64()),
        ("months", pa.list_(pa.int64())),
        ("cover_from", pa.string()),
        ("on_change", pa.string()),
        ("benefit_share", pa.int64()),
        ("older_age", pa.int64()),
        ("older_share", pa.int64()),
    ]
)
LOCAL_COLUMNS = pa.schema(
    [
        *_PERIOD,
        ("item", pa.string()),
        ("policy", pa.string()),
        ("province_code", pa.string()),
        ("categories", pa.list_(pa.string())),
        ("titles", pa.list_(pa.string())),
        ("without_titles", pa.list_(pa.string())),
        ("age_from", pa.int64()),
        ("age_to", pa.int64()),
        ("needs_permanent", pa.bool_()),
        ("member_n", pa.int64()),
        ("add_bp", pa.int64()),
        ("level_bp", pa.int64()),
        ("total_at_most_bp", pa.int64()),
        ("months", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True)
class LawTables:
    """``figures``: one row per period with every scalar figure. ``categories``: one row per category and
    period. ``local``: one row per item of a provincial policy and period; no ``titles`` asks for none."""

    figures: pa.Table
    categories: pa.Table
    local: pa.Table


def tables_of(law: Law) -> LawTables:
    """The tables of a law, made on first use and kept for its version."""
    if law.version not in _TABLES:
        _TABLES[law.version] = LawTables(figures_table(law), categories_table(law), local_table(law))
    return _TABLES[law.version]


def group_table(law: Law, day: date) -> pa.Table:
    """The groups in force on a day, one row per code in order; a closing keeps it (``out_law__month_group``).

    Columns: group_code, group_order, clause (0 = not confirmed), name, name_vi.
    """
    groups = list(law.groups_at(day).values())
    return pa.table(
        {
            "group_code": pa.array([group.code for group in groups], pa.string()),
            "group_order": pa.array([group.order for group in groups], pa.int64()),
            "clause": pa.array([group.clause for group in groups], pa.int64()),
            "name": pa.array([group.name for group in groups], pa.string()),
            "name_vi": pa.array([group.name_vi for group in groups], pa.string()),
        }
    )


def figures_table(law: Law) -> pa.Table:
    """One row per period in which no figure changes: one column per figure, null where it has no value."""
    columns = {slug: column_of(slug, one.unit) for slug, one in law.parameters.items()}
    schema = pa.schema(
        [
            *_PERIOD,
            *(
                (columns[slug], pa.string() if one.unit == "word" else pa.int64())
                for slug, one in law.parameters.items()
            ),
        ]
    )
    rows = [
        {columns[slug]: _stored(law, slug, start) for slug in law.parameters}
        | {"law_start": start, "law_end": end}
        for start, end in _periods(_figure_days(law))
    ]
    return pa.Table.from_pylist(_merged(rows), schema=schema)


def categories_table(law: Law) -> pa.Table:
    """One row per category and period: who pays on what, support, benefit."""
    rows = [row for one in law.categories.values() for row in _merged(list(_category_rows(law, one)))]
    return pa.Table.from_pylist(rows, schema=CATEGORY_COLUMNS)


def local_table(law: Law) -> pa.Table:
    """One row per item of a provincial policy, in the order of ids: the first wins a tie."""
    rows = [_local_row(policy, item) for policy in law.local.values() for item in policy.items]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["item"])), schema=LOCAL_COLUMNS)


def _stored(law: Law, slug: str, day: date) -> int | str | None:
    parameter = law.parameters.get(slug)
    value = parameter.value_at(day) if parameter else None
    return stored(value.content, parameter.unit) if parameter and value else None


def _figure_days(law: Law) -> Iterator[date]:
    for one in law.parameters.values():
        yield from (value.start for value in one.values)
        if one.end is not None:
            yield one.end


def _category_rows(law: Law, one: LegalCategory) -> Iterator[dict[str, Any]]:
    days = {one.start, *(terms.start for terms in one.terms), *(benefit.start for benefit in one.benefits)}
    for terms in one.terms:
        support = law.parameters.get(terms.support or "")
        days |= {value.start for value in support.values if value.start > one.start} if support else set()
    ends = set() if one.end is None else {one.end}
    for start, end in _periods(days | ends):
        if one.holds(start):
            yield {"law_start": start, "law_end": end} | _category_row(law, one, start)


def _category_row(law: Law, one: LegalCategory, day: date) -> dict[str, Any]:
    terms, benefit = one.terms_at(day), one.benefit_at(day)
    support = _stored(law, terms.support, day) if terms and terms.support else None
    return {
        "category": one.slug,
        "clause": law.clauses[one.slug],
        "payer": terms and terms.payer,
        "base": terms and terms.base,
        "support_bp": support,
        "months": terms and list(terms.months),
        "cover_from": terms and terms.cover_from,
        "on_change": terms and terms.on_change,
        "benefit_share": benefit and benefit.level,
        "older_age": benefit.older.age if benefit and benefit.older else None,
        "older_share": benefit.older.level if benefit and benefit.older else None,
    }


def _local_row(policy: LocalPolicy, item: LocalItem) -> dict[str, Any]:
    start, end = policy.period_of(item)
    who = item.who
    anybody = clause_slugs(5) if who.unsupported else clause_slugs(4, 5)
    return {
        "law_start": start,
        "law_end": end,
        "item": item.id,
        "policy": policy.id,
        "province_code": policy.province,
        "categories": [slug for slug in anybody if not who.categories or slug in who.categories],
        "titles": list(who.titles),
        "without_titles": list(who.without_titles),
        "age_from": who.age_from,
        "age_to": who.age_to,
        "needs_permanent": who.permanent,
        "member_n": who.member_n,
        "add_bp": _bp(item.gives.add),
        "level_bp": _bp(item.gives.level),
        "total_at_most_bp": _bp(policy.total_at_most),
        "months": item.months,
    }


def _bp(percent: int | None) -> int | None:
    return None if percent is None else percent * _PERCENT_BP


def _periods(days: Iterable[date]) -> Iterator[tuple[date, date | None]]:
    ordered = sorted(set(days))
    yield from zip(ordered, [*ordered[1:], None], strict=True)


def _merged(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose content does not change are one row."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        if kept and all(kept[-1][name] == value for name, value in row.items() if name not in _ENDS):
            kept[-1] = kept[-1] | {"law_end": row["law_end"]}
        else:
            kept.append(row)
    return kept


_ENDS = ("law_start", "law_end")
