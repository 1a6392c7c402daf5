"""Registers of facts, drawn: one row in, its findings out, and what the lake keeps."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.registers.desk import KEY, Findings, judged, staged

from toandan.values.ids import IdKind, keyed_id

ID = "015080000017"
PERIOD = {"valid_from": "2025-01-01", "valid_to": "2025-12-31"}
PERSON = {"national_id": ID, "kind": "social_pension", "listed": "yes", "document": "A", **PERIOD}
HOUSEHOLD = {**PERSON, "national_id": "", "kind": "poor", "commune": "02923", "household_no": "17"}
NOBODY = {**PERSON, "national_id": "", "kind": "mine_victim", "listed": "no"}
COMMUNE = {"commune": "02923", "kind": "difficult", "listed": "yes", "document": "A", **PERIOD}
LEARNER = {"national_id": ID, "school_code": "15T01", "level": "primary", **PERIOD}
WORKER = {
    "national_id": ID,
    "employer_code": "5300100012",
    "contract": "employee",
    "wage_vnd": "7000000",
    **PERIOD,
}

ROWS: list[tuple[str, dict[str, str], Findings]] = [
    ("social_protection", PERSON, set()),
    ("social_protection", HOUSEHOLD, set()),
    ("social_protection", NOBODY, set()),
    ("social_protection", {**PERSON, "kind": "employee"}, {("value_not_allowed", "kind")}),
    ("social_protection", {**PERSON, "national_id": ""}, {("required_missing", "national_id")}),
    ("social_protection", {**NOBODY, "national_id": ID}, {("listed_disagrees", "listed")}),
    ("social_protection", {**HOUSEHOLD, "commune": ""}, {("required_missing", "commune")}),
    ("social_protection", {**HOUSEHOLD, "commune": "99999"}, {("unknown_commune", "commune")}),
    ("social_protection", {**PERSON, "amount_vnd": "-1"}, {("negative_amount", "amount_vnd")}),
    ("social_protection", {**PERSON, "valid_to": "2024-12-31"}, {("ends_before_start", "valid_to")}),
    ("place_list", COMMUNE, set()),
    ("place_list", {**COMMUNE, "commune": "", "listed": "no"}, set()),
    ("place_list", {**COMMUNE, "listed": "no"}, {("listed_disagrees", "listed")}),
    ("place_list", {**COMMUNE, "commune": ""}, {("required_missing", "commune")}),
    ("place_list", {**COMMUNE, "hamlet": "Thôn 1"}, set()),
    ("place_list", {**COMMUNE, "hamlet": "Thôn"}, {("hamlet_unreadable", "hamlet")}),
    (
        "place_list",
        {**COMMUNE, "commune": "", "hamlet": "Thôn 1", "listed": "no"},
        {("listed_disagrees", "listed")},
    ),
    ("place_list", {**COMMUNE, "kind": "mountain"}, {("value_not_allowed", "kind")}),
    ("school", LEARNER, set()),
    ("school", {**LEARNER, "level": "kindergarten"}, {("value_not_allowed", "level")}),
    ("school", {**LEARNER, "national_id": ""}, {("required_missing", "national_id")}),
    ("employment", WORKER, set()),
    ("employment", {**WORKER, "wage_vnd": ""}, set()),
    ("employment", {**WORKER, "employer_code": "53001000"}, {("id_bad_form", "employer_code")}),
    ("employment", {**WORKER, "contract": "student"}, {("value_not_allowed", "contract")}),
    ("employment", {**WORKER, "wage_vnd": "-1"}, {("negative_amount", "wage_vnd")}),
]


@pytest.mark.parametrize("register", ["social_protection", "place_list", "school", "employment"])
def test_each_row_has_its_findings(register: str, tmp_path: Path) -> None:
    mine = [(row, told) for name, row, told in ROWS if name == register]
    # Each row begins on a day of its own, so that none repeats another.
    rows = [{**row, "valid_from": f"2025-01-{place:02}"} for place, (row, _) in enumerate(mine, start=1)]
    assert judged(tmp_path, register, rows) == [told for _, told in mine]


def test_what_the_lake_keeps_of_a_household(tmp_path: Path) -> None:
    rows = [HOUSEHOLD, {**PERSON, "commune": "02923", "household_no": "17"}]
    (path,) = staged(tmp_path, "social_protection", rows).parts
    house, person = pq.read_table(path).sort_by("row_n").to_pylist()
    assert (house["national_id"], person["household_id"]) == (None, None)
    assert house["household_id"] == keyed_id(KEY, IdKind.HOUSEHOLD, "02923/17")
    assert person["national_id"] == keyed_id(KEY, IdKind.NATIONAL, ID)
    assert (str(house["start_date"]), str(house["end_date"])) == ("2025-01-01", "2026-01-01")


def test_hamlets_of_one_commune_are_listed_side_by_side(tmp_path: Path) -> None:
    hamlets = ("Thôn 1", "Thôn 2", "", "thôn 01")
    rows = [{**COMMUNE, "hamlet": hamlet} for hamlet in hamlets]
    outcome = staged(tmp_path, "place_list", rows)
    stored = pq.read_table(outcome.parts[0]).sort_by("row_n")["hamlet_id"].to_pylist()
    one, two = (keyed_id(KEY, IdKind.HAMLET, f"02923/{name}") for name in ("1", "2"))
    assert stored == [one, two, None, one]
    # Only the repetition is refused.
    assert outcome.bad["row_n"].to_pylist() == [4]


@pytest.mark.parametrize(
    ("register", "row", "column", "other"),
    [
        ("social_protection", PERSON, "kind", {"valid_to": "2025-11-30"}),
        ("employment", WORKER, "national_id", {"wage_vnd": "8000000"}),
        ("place_list", COMMUNE, "kind", {"valid_to": "2025-06-30"}),
        ("school", LEARNER, "national_id", {"level": "university"}),
    ],
)
def test_two_values_for_one_key_are_both_set_aside(
    register: str, row: dict[str, str], column: str, other: dict[str, str], tmp_path: Path
) -> None:
    conflict: Findings = {("values_conflict", column)}
    assert judged(tmp_path, register, [row, {**row, **other}]) == [conflict, conflict]
