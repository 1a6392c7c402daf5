"""The small tables say on every day what the law of the day says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.lawbook.small_law import small_law

from toandan.lawbook.law import Law, shipped
from toandan.lawbook.parameter import column_of, stored
from toandan.lawbook.tables import LawTables, tables_of
from toandan.schemas.categories import CATEGORY, clause_slugs

LAW: Law = shipped()
TABLES: LawTables = tables_of(LAW)
DAYS = st.dates(LAW.first_day, date(2033, 1, 1))


def rows_at(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """The rows whose period holds the day."""
    return [
        row for row in rows if row["law_start"] <= day and (row["law_end"] is None or day < row["law_end"])
    ]


@given(DAYS)
def test_one_row_of_figures_holds_a_day_and_says_what_the_law_says(day: date) -> None:
    (row,) = rows_at(TABLES.figures.to_pylist(), day)
    for name, one in LAW.parameters.items():
        value = one.value_at(day)
        kept = None if value is None else stored(value.content, one.unit)
        assert row[column_of(name, one.unit)] == kept


@given(DAYS)
def test_one_row_of_each_category_holds_a_day(day: date) -> None:
    rows = {row["category"]: row for row in rows_at(TABLES.categories.to_pylist(), day)}
    assert set(rows) == set(LAW.at(day).categories)
    for slug, one in LAW.at(day).categories.items():
        terms, benefit = one.terms_at(day), one.benefit_at(day)
        assert terms is not None
        assert benefit is not None
        row = rows[slug]
        assert row["clause"] == CATEGORY[slug].clause
        assert (row["payer"], row["base"], row["benefit_share"]) == (terms.payer, terms.base, benefit.level)
        support = None if terms.support is None else int(LAW.at(day).number(terms.support) * 100)
        assert row["support_bp"] == support


@pytest.mark.parametrize("table", [TABLES.figures, TABLES.categories])
def test_no_row_repeats_the_row_before(table: Any) -> None:
    rows = table.to_pylist()
    for first, second in pairwise(rows):
        if first["law_end"] == second["law_start"]:
            assert {**first, "law_start": 0, "law_end": 0} != {**second, "law_start": 0, "law_end": 0}


def test_the_small_law_as_tables(tmp_path: Path) -> None:
    law = small_law(tmp_path)
    tables = tables_of(law)
    assert tables.figures.select(["law_start", "law_end", "base_salary_vnd"]).to_pylist() == [
        {"law_start": date(2020, 1, 1), "law_end": date(2022, 1, 1), "base_salary_vnd": 1_000_000},
        {"law_start": date(2022, 1, 1), "law_end": None, "base_salary_vnd": 2_000_000},
    ]
    assert tables.figures["contribution_rate_bp"].to_pylist() == [450, 450]
    near_poor, elders = sorted(tables.local.to_pylist(), key=lambda row: str(row["item"]), reverse=True)
    assert near_poor["categories"] == ["near_poor"]
    assert (near_poor["add_bp"], near_poor["level_bp"]) == (3000, None)
    assert elders["categories"] == list(clause_slugs(5))
    assert (elders["law_start"], elders["law_end"]) == (date(2022, 1, 1), date(2026, 1, 1))
    assert tables_of(law) is tables


def test_titles_of_items_are_words() -> None:
    rows = {row["item"]: row for row in TABLES.local.to_pylist()}
    assert rows["hai-phong-57-2025-hiv"]["titles"] == ["hiv"]
    assert rows["hai-phong-57-2025-age-60"]["without_titles"] == ["pensioner", "social_allowance"]
    assert rows["hai-phong-57-2025-hiv"]["categories"] == list(clause_slugs(4, 5))


def test_people_are_joined_to_the_law_of_their_day() -> None:
    days = [date(2024, 6, 30), date(2024, 7, 1), date(2026, 6, 30), date(2026, 7, 1)]
    people = ibis.memtable({"person": [1, 2, 3, 4], "day": days})
    law = ibis.memtable(
        TABLES.figures.select(["law_start", "law_end", "base_salary_vnd", "contribution_rate_bp"])
    )
    joined = people.join(
        law, [people.day >= law.law_start, law.law_end.isnull() | (people.day < law.law_end)]
    ).order_by("person")
    premium = joined.mutate(premium=joined.base_salary_vnd * joined.contribution_rate_bp // 10_000)
    assert premium.execute()["premium"].tolist() == [81_000, 105_300, 105_300, 113_850]


def test_the_last_day_of_a_period_is_inside_it() -> None:
    for row in TABLES.figures.to_pylist():
        if row["law_end"] is not None:
            assert rows_at(TABLES.figures.to_pylist(), row["law_end"] - timedelta(days=1)) == [row]
