"""The participation register, drawn: one card in, its findings and stored numbers out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.registers.desk import KEY, Findings, judged, staged

from toandan.values.ids import IdKind, keyed_id

GOOD = {
    "full_name": "Nguyễn Văn A",
    "birth_date": "1990-01-05",
    "sex": "male",
    "group_code": "GD",
    "benefit_digit": "4",
    "commune": "02923",
    "valid_from": "2025-08-01",
    "valid_to": "2025-10-31",
}

# What is changed in a good row, and what is found; each row gets an insurance number of its own.
ONE_ROW: list[tuple[dict[str, str], Findings]] = [
    ({}, set()),
    ({"insurance_no": "GD4 15 10.0000-0001"}, set()),
    ({"insurance_no": "gd4151000000002"}, set()),
    ({"insurance_no": "HS4151000000003", "group_code": "", "benefit_digit": ""}, set()),
    ({"insurance_no": "010190000001"}, set()),
    ({"insurance_no": "010190000002", "national_id": "010190000002"}, set()),
    ({"insurance_no": "", "national_id": "010190000003"}, set()),
    ({"insurance_no": "", "national_id": ""}, {("required_missing", "insurance_no")}),
    ({"insurance_no": "12345678901"}, {("id_kind_ambiguous", "insurance_no")}),
    ({"insurance_no": "123456789"}, {("id_kind_ambiguous", "insurance_no")}),
    ({"insurance_no": "GD6151000000004"}, {("id_bad_form", "insurance_no")}),
    ({"insurance_no": "A123456789"}, {("id_bad_form", "insurance_no")}),
    ({"national_id": "1234567890"}, {("id_kind_ambiguous", "national_id")}),
    ({"insurance_no": "010190000004", "national_id": "010190000005"}, {("ids_disagree", "insurance_no")}),
    ({"insurance_no": "HS4151000000005"}, {("card_disagrees", "group_code")}),
    ({"insurance_no": "GD3151000000006"}, {("card_disagrees", "benefit_digit")}),
    ({"group_code": ""}, {("required_missing", "group_code")}),
    ({"benefit_digit": ""}, {("required_missing", "benefit_digit")}),
    ({"group_code": "??"}, {("group_unknown", "group_code")}),
    ({"benefit_digit": "6"}, {("benefit_digit_unknown", "benefit_digit")}),
    ({"valid_to": "2025-07-31"}, {("cover_ends_before_start", "valid_to")}),
    ({"valid_to": "2025-08-01"}, set()),
    ({"valid_from": ""}, {("required_missing", "valid_from")}),
    ({"valid_to": "31/12/2025"}, {("date_unreadable", "valid_to")}),
    ({"birth_date": "2025-11"}, {("birth_in_future", "birth_date"), ("cover_before_birth", "valid_to")}),
    ({"birth_date": "2025-10-15"}, set()),
    ({"paid_on": "2025-11-01"}, {("date_in_future", "paid_on")}),
    ({"amount_vnd": "-1"}, {("negative_amount", "amount_vnd")}),
    ({"amount_vnd": "1.263.600"}, {("number_unreadable", "amount_vnd")}),
    ({"amount_vnd": "0"}, set()),
    ({"payer_code": "0100109106-001"}, set()),
    ({"payer_code": "12"}, {("id_bad_form", "payer_code")}),
    ({"commune": "02911", "valid_from": "2025-06-30"}, set()),
    ({"commune": "02911"}, {("commune_of_other_vintage", "commune")}),
    ({"commune": "02911", "commune_on": "2025-06-30"}, set()),
    (
        {"commune": "02911", "valid_from": "2025-06-30", "commune_on": "2025-10-31"},
        {("commune_of_other_vintage", "commune")},
    ),
    ({"commune": "99999"}, {("unknown_commune", "commune")}),
    ({"commune": "11506"}, {("commune_outside_scope", "commune")}),
]

NO, OTHER_NO = "1234567890", "1234567891"
ID, OTHER_ID = "010190000001", "010190000002"
SHARED_NO, SHARED_ID = {("id_shared", "insurance_no")}, {("id_shared", "national_id")}
NEXT = {"valid_from": "2025-11-01", "valid_to": "2026-10-31"}
SEVERAL: dict[str, tuple[list[dict[str, str]], list[Findings]]] = {
    "one card after the other": ([{"insurance_no": NO}, {"insurance_no": NO, **NEXT}], [set(), set()]),
    "the same card twice: the first is kept": (
        [{"insurance_no": NO}, {"insurance_no": f"GD415{NO}"}],
        [set(), {("same_card_twice", "insurance_no")}],
    ),
    "the same card twice, known by the national id alone": (
        [{"insurance_no": ID}, {"insurance_no": "", "national_id": ID}],
        [set(), {("same_card_twice", "insurance_no")}],
    ),
    "the same days in another commune are another card": (
        [{"insurance_no": NO}, {"insurance_no": NO, "commune": "02926"}],
        [set(), set()],
    ),
    "one number, two national ids": (
        [{"insurance_no": NO, "national_id": ID}, {"insurance_no": NO, "national_id": OTHER_ID, **NEXT}],
        [SHARED_NO, SHARED_NO],
    ),
    "one number, two births": (
        [{"insurance_no": NO}, {"insurance_no": NO, "birth_date": "1991", **NEXT}],
        [SHARED_NO, SHARED_NO],
    ),
    "one number, a birth less known": (
        [{"insurance_no": NO}, {"insurance_no": NO, "birth_date": "1990", **NEXT}],
        [set(), set()],
    ),
    "one person with two insurance numbers is counted once, not refused": (
        [{"insurance_no": NO, "national_id": ID}, {"insurance_no": OTHER_NO, "national_id": ID}],
        [set(), set()],
    ),
    "one national id, two births": (
        [
            {"insurance_no": NO, "national_id": ID},
            {"insurance_no": OTHER_NO, "national_id": ID, "birth_date": "1991"},
        ],
        [SHARED_ID, SHARED_ID],
    ),
}


@pytest.fixture(scope="module")
def one_by_one(tmp_path_factory: pytest.TempPathFactory) -> list[Findings]:
    """All single rows in one extract."""
    rows = [{"insurance_no": f"2{n:09d}", **GOOD, **change} for n, (change, _) in enumerate(ONE_ROW)]
    return judged(tmp_path_factory.mktemp("participation"), "participation", rows)


@pytest.mark.parametrize("place", range(len(ONE_ROW)), ids=[str(change) for change, _ in ONE_ROW])
def test_one_row(one_by_one: list[Findings], place: int) -> None:
    assert one_by_one[place] == ONE_ROW[place][1]


@pytest.mark.parametrize("case", SEVERAL)
def test_rows_against_each_other(tmp_path: Path, case: str) -> None:
    changes, expected = SEVERAL[case]
    assert judged(tmp_path, "participation", [{**GOOD, **change} for change in changes]) == expected


def test_what_is_kept_of_a_card(tmp_path: Path) -> None:
    rows = [
        {**GOOD, "insurance_no": f"HS415{NO}", "group_code": "", "benefit_digit": "", "payer_code": ID},
        {
            **GOOD,
            "insurance_no": ID,
            "payer_code": "0100109106-001",
            "commune": "02911",
            "commune_on": "2025-06-30",
        },
    ]
    names = ["insurance_no", "national_id", "card_province_code", "group_code", "benefit_digit", "vintage"]
    names += ["commune_code", "payer_code", "payer_id", "cover_start", "cover_end"]
    (path,) = staged(tmp_path, "participation", rows).parts
    number, person = keyed_id(KEY, IdKind.INSURANCE, NO), keyed_id(KEY, IdKind.NATIONAL, ID)
    days = (date(2025, 8, 1), date(2025, 11, 1))
    assert [tuple(row.values()) for row in pq.read_table(path, columns=names).to_pylist()] == [
        (number, None, "15", "HS", "4", date(2025, 7, 1), "02923", None, person, *days),
        (None, person, None, "GD", "4", date(2025, 6, 30), "02911", "0100109106001", None, *days),
    ]
    assert NO.encode() not in path.read_bytes()
    assert ID.encode() not in path.read_bytes()
