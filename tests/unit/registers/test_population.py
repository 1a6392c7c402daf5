"""The population register, drawn: one row in, its findings out."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.registers.desk import KEY, Findings, judged, staged

from toandan.values.ids import IdKind, keyed_id

GOOD = {
    "full_name": "Nguyễn Văn A",
    "birth_date": "1990-01-05",
    "sex": "male",
    "commune": "02923",
    "residence_kind": "permanent",
}

# What is changed in a good row, and what is found.
ONE_ROW: list[tuple[dict[str, str], Findings]] = [
    ({}, set()),
    ({"national_id": "010190000001"}, set()),
    ({"national_id": " 0101.9000-0002 "}, set()),
    ({"birth_date": "1990"}, set()),
    ({"birth_date": "1990-07"}, set()),
    ({"birth_date": "2025-10-31"}, set()),
    ({"residence_from": "2025-10-31", "died_on": "2025-10-31"}, set()),
    ({"full_name": ""}, {("required_missing", "full_name")}),
    ({"sex": " ", "commune": ""}, {("required_missing", "sex"), ("required_missing", "commune")}),
    ({"sex": "nam"}, {("value_not_allowed", "sex")}),
    ({"residence_kind": "moved"}, {("value_not_allowed", "residence_kind")}),
    ({"relation_to_head": "vợ"}, {("value_not_allowed", "relation_to_head")}),
    ({"birth_date": "05/01/1990"}, {("birth_unreadable", "birth_date")}),
    ({"birth_date": "1990-02-30"}, {("birth_unreadable", "birth_date")}),
    ({"birth_date": "1990-00-00"}, {("birth_unreadable", "birth_date")}),
    ({"birth_date": "2025-11-01"}, {("birth_in_future", "birth_date")}),
    ({"birth_date": "1790-01-05"}, {("date_out_of_range", "birth_date")}),
    ({"residence_from": "1/2/2020"}, {("date_unreadable", "residence_from")}),
    ({"residence_from": "2025-11-01"}, {("date_in_future", "residence_from")}),
    ({"died_on": "2025-11-02"}, {("died_in_future", "died_on")}),
    ({"died_on": "1989-12-31"}, {("died_before_birth", "died_on")}),
    ({"national_id": "1234567890"}, {("id_kind_ambiguous", "national_id")}),
    ({"national_id": "12345678901"}, {("id_kind_ambiguous", "national_id")}),
    ({"national_id": "123456789"}, {("id_kind_ambiguous", "national_id")}),
    ({"national_id": "12345678"}, {("id_bad_form", "national_id")}),
    ({"national_id": "01019000000A"}, {("id_bad_form", "national_id")}),
    ({"national_id": "--"}, {("id_bad_form", "national_id")}),
    ({"commune": "00000"}, {("unknown_commune", "commune")}),
    ({"commune": "2923"}, {("zeros_lost", "commune"), ("unknown_commune", "commune")}),
    ({"commune": "29"}, {("zeros_lost", "commune"), ("unknown_commune", "commune")}),
    ({"commune": "02911"}, {("commune_of_other_vintage", "commune")}),
    ({"commune": "11506"}, {("commune_outside_scope", "commune")}),
    (
        {"birth_date": "x", "sex": "", "national_id": "7"},
        {("birth_unreadable", "birth_date"), ("required_missing", "sex"), ("id_bad_form", "national_id")},
    ),
]

ID = "010190000001"
SEVERAL: dict[str, tuple[list[dict[str, str]], list[Findings]]] = {
    "the same person twice: the first is kept": (
        [{"national_id": ID}, {"national_id": ID}, {"national_id": ID}],
        [set(), {("same_person_twice", "national_id")}, {("same_person_twice", "national_id")}],
    ),
    "spellings of one name and a birth less known are one person": (
        [
            {"national_id": ID, "full_name": "Lê Hoà"},
            {"national_id": ID, "full_name": "LÊ  HÒA", "birth_date": "1990"},
        ],
        [set(), {("same_person_twice", "national_id")}],
    ),
    "present in one place and absent in another are two rows of one person": (
        [{"national_id": ID}, {"national_id": ID, "residence_kind": "absent", "commune": "02926"}],
        [set(), set()],
    ),
    "temporary and permanent are both present": (
        [{"national_id": ID}, {"national_id": ID, "residence_kind": "temporary", "commune": "02926"}],
        [set(), {("same_person_twice", "national_id")}],
    ),
    "two names with one id: neither is accepted": (
        [{"national_id": ID}, {"national_id": ID, "full_name": "Trần Thị B"}, {}],
        [{("id_shared", "national_id")}, {("id_shared", "national_id")}, set()],
    ),
    "two births with one id: neither is accepted": (
        [{"national_id": ID}, {"national_id": ID, "birth_date": "1990-01-06"}],
        [{("id_shared", "national_id")}, {("id_shared", "national_id")}],
    ),
    "a row refused for itself is not the one that is kept": (
        [{"national_id": ID, "sex": "nam"}, {"national_id": ID}],
        [{("value_not_allowed", "sex")}, set()],
    ),
    "people without an id are never the same": ([{}, {}], [set(), set()]),
}


@pytest.fixture(scope="module")
def one_by_one(tmp_path_factory: pytest.TempPathFactory) -> list[Findings]:
    """All single rows in one extract; each has an id of its own or none."""
    return judged(
        tmp_path_factory.mktemp("population"), "population", [{**GOOD, **change} for change, _ in ONE_ROW]
    )


@pytest.mark.parametrize("place", range(len(ONE_ROW)), ids=[str(change) for change, _ in ONE_ROW])
def test_one_row(one_by_one: list[Findings], place: int) -> None:
    assert one_by_one[place] == ONE_ROW[place][1]


@pytest.mark.parametrize("case", SEVERAL)
def test_rows_against_each_other(tmp_path: Path, case: str) -> None:
    changes, expected = SEVERAL[case]
    assert judged(tmp_path, "population", [{**GOOD, **change} for change in changes]) == expected


def test_a_row_without_values(tmp_path: Path) -> None:
    empty, good = judged(tmp_path, "population", [{}, GOOD])
    assert ("row_empty", "national_id") in empty
    assert good == set()


def test_what_is_kept_of_a_number(tmp_path: Path) -> None:
    rows = [
        {**GOOD, "national_id": "010090123456", "household_no": "42"},
        {**GOOD, "national_id": "010190123456"},
        {**GOOD, "national_id": "010390123456", "sex": "unknown", "birth_date": "2090"},
        GOOD,
    ]
    (path,) = staged(tmp_path, "population", rows).parts
    kept = pq.read_table(
        path, columns=["national_id", "household_id", "national_birth_year", "national_agrees"]
    )
    ids = [keyed_id(KEY, IdKind.NATIONAL, str(row["national_id"])) for row in rows[:3]]
    household = keyed_id(KEY, IdKind.HOUSEHOLD, f"{GOOD['commune']}/42")
    assert [tuple(row.values()) for row in kept.to_pylist()] == [
        (ids[0], household, 1990, True),
        (ids[1], None, 1990, False),
        (ids[2], None, 2090, True),
        (None, None, None, None),
    ]
    assert b"010090123456" not in path.read_bytes()


def test_a_hamlet_is_kept_by_commune_and_name_in_one_spelling(tmp_path: Path) -> None:
    hamlets = ("Thôn Hoà Bình", "THÔN HÒA BÌNH", "Bản Nà Pắng", "Thôn", "")
    rows = [{**GOOD, "hamlet": hamlet} for hamlet in hamlets]
    other = {**GOOD, "commune": "02926", "hamlet": hamlets[0]}
    table = pq.read_table(staged(tmp_path, "population", [*rows, other]).parts[0]).sort_by("row_n")
    here, there = (keyed_id(KEY, IdKind.HAMLET, f"{code}/hoa binh") for code in ("02923", "02926"))
    pang = keyed_id(KEY, IdKind.HAMLET, "02923/na pang")
    assert table["hamlet_id"].to_pylist() == [here, here, pang, None, None, there]
    assert not any("hamlet" in name for name in table.schema.names if name != "hamlet_id")
