"""Plans, population figures and published figures, drawn: one statement in, its findings out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.registers.desk import KNOWN, Findings, judged, staged

from toandan.registers.known import Known

PLAN = {
    "subject_kind": "place",
    "subject": "15",
    "insurance": "health",
    "period": "2025",
    "kind": "plan",
    "value": "1579758",
    "unit": "people",
    "comparison": "at_least",
    "document": "A",
}
SHARE = {"unit": "share_of_population", "value": "0.95", "kind": "target"}
GONE = {("place_gone", "subject")}

PLAN_ROWS: list[tuple[dict[str, str], Findings]] = [
    ({}, set()),
    ({"subject": "02923"}, set()),
    ({"subject_kind": "body", "subject": "Sở Y tế"}, set()),
    ({"subject_kind": "officer", "subject": "10"}, set()),
    ({"subject": "10"}, GONE),
    ({"subject": "086"}, GONE),
    ({"subject": "02911"}, GONE),
    ({"subject": "98"}, {("place_unknown", "subject")}),
    ({"subject": "Lào Cai"}, {("place_unknown", "subject")}),
    ({"subject": "31"}, {("place_outside_scope", "subject")}),
    ({"subject": "VN"}, {("place_outside_scope", "subject")}),
    ({"group_code": "HS"}, set()),
    ({"group_code": "??"}, {("group_unknown", "group_code")}),
    (SHARE, set()),
    ({**SHARE, "value": "1"}, set()),
    ({**SHARE, "value": "95"}, {("number_out_of_range", "value")}),
    ({**SHARE, "value": "95%"}, {("number_unreadable", "value")}),
    ({**SHARE, "value": "0,95"}, {("number_unreadable", "value")}),
    ({**SHARE, "value": "0.9500001"}, {("number_unreadable", "value")}),
    ({"value": "10.5"}, {("number_out_of_range", "value")}),
    ({"value": "1.000"}, {("number_out_of_range", "value")}),
    ({"value": "-10"}, {("negative_amount", "value")}),
    ({"period": "2025-13"}, {("period_unreadable", "period")}),
    ({"period": "2025-W53"}, {("period_unreadable", "period")}),
    ({"period": "2025-H3"}, {("period_unreadable", "period")}),
    ({"period": "10/2025"}, {("period_unreadable", "period")}),
    ({"period": ""}, {("required_missing", "period")}),
    ({"comparison": ">="}, {("value_not_allowed", "comparison")}),
]

PERIODS = {
    "2025": ("2025-01-01", "2026-01-01"),
    "2025-H1": ("2025-01-01", "2025-07-01"),
    "2025-H2": ("2025-07-01", "2026-01-01"),
    "2025-Q4": ("2025-10-01", "2026-01-01"),
    "2025-02": ("2025-02-01", "2025-03-01"),
    "2025-12": ("2025-12-01", "2026-01-01"),
    "2025-W01": ("2024-12-30", "2025-01-06"),
    "2025-W44": ("2025-10-27", "2025-11-03"),
    "2026-W53": ("2026-12-28", "2027-01-04"),
}

SEVERAL: dict[str, tuple[list[dict[str, str]], list[Findings]]] = {
    "the same statement twice": ([{}, {}], [set(), {("same_row_twice", "value")}]),
    "two values of one statement": (
        [{}, {"value": "2"}, {"document": "B"}],
        [{("values_conflict", "value")}, {("values_conflict", "value")}, set()],
    ),
    "another group is another statement": ([{}, {"group_code": "HS"}], [set(), set()]),
}

FIGURE = {
    "place": "15",
    "date": "2025-10-31",
    "kind": "implied",
    "value": "1673064",
    "source": "s",
    "origin": "o",
}
CLAIM = {
    "figure_id": "f",
    "place": "15",
    "date": "2025-10-31",
    "measure": "participants_n",
    "value": "1475810",
    "origin": "o",
    "source": "s",
}
STATEMENTS: list[tuple[str, dict[str, str], Findings]] = [
    ("population_figure", FIGURE, set()),
    ("population_figure", {**FIGURE, "value": "1.673.064"}, {("number_unreadable", "value")}),
    ("population_figure", {**FIGURE, "value": "-1"}, {("negative_amount", "value")}),
    ("population_figure", {**FIGURE, "date": "10/2025"}, {("date_unreadable", "date")}),
    ("population_figure", {**FIGURE, "place": "10"}, {("place_gone", "place")}),
    ("population_figure", {**FIGURE, "kind": "guess"}, {("value_not_allowed", "kind")}),
    ("published_figure", CLAIM, set()),
    ("published_figure", {**CLAIM, "measure": "change_on_year_n", "value": "-57418"}, set()),
    ("published_figure", {**CLAIM, "measure": "plan_share", "value": "93.42"}, set()),
    (
        "published_figure",
        {**CLAIM, "measure": "plan_share", "value": "93,42"},
        {("number_unreadable", "value")},
    ),
    ("published_figure", {**CLAIM, "measure": "document_date", "value": "2025-10-03"}, set()),
    (
        "published_figure",
        {**CLAIM, "measure": "document_date", "value": "3/10"},
        {("date_unreadable", "value")},
    ),
    ("published_figure", {**CLAIM, "measure": "low_commune", "value": "02680"}, set()),
]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Findings]:
    """All single plan rows in one extract, each of a document of its own."""
    rows = [{**PLAN, "document": f"D{n}", **change} for n, (change, _) in enumerate(PLAN_ROWS)]
    return judged(tmp_path_factory.mktemp("plan"), "plan", rows)


@pytest.mark.parametrize("place", range(len(PLAN_ROWS)), ids=[str(change) for change, _ in PLAN_ROWS])
def test_one_plan(plans: list[Findings], place: int) -> None:
    assert plans[place] == PLAN_ROWS[place][1]


@pytest.mark.parametrize("case", SEVERAL)
def test_plans_against_each_other(tmp_path: Path, case: str) -> None:
    changes, expected = SEVERAL[case]
    assert judged(tmp_path, "plan", [{**PLAN, **change} for change in changes]) == expected


def test_a_province_that_was_is_a_place_on_its_own_map(tmp_path: Path) -> None:
    before = Known(date(2025, 6, 30), "10", KNOWN.groups)
    assert judged(tmp_path, "plan", [{**PLAN, "subject": "10"}, {**PLAN, "subject": "086"}], before) == [
        set(),
        set(),
    ]


def test_the_days_of_every_kind_of_period(tmp_path: Path) -> None:
    (path,) = staged(tmp_path, "plan", [{**PLAN, "period": period} for period in PERIODS]).parts
    kept = pq.read_table(
        path, columns=["period", "period_start", "period_end", "value", "vintage"]
    ).to_pylist()
    assert {row["period"]: (str(row["period_start"]), str(row["period_end"])) for row in kept} == PERIODS
    assert {(row["value"], row["vintage"]) for row in kept} == {(Decimal(1579758), date(2025, 7, 1))}


@pytest.mark.parametrize(("register", "row", "expected"), STATEMENTS)
def test_one_statement(tmp_path: Path, register: str, row: dict[str, str], expected: Findings) -> None:
    assert judged(tmp_path, register, [row]) == [expected]
