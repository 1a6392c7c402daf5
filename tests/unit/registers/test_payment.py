"""Receipts of collection agents, drawn: one row in, its findings out, and what the lake keeps."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.registers.desk import KEY, Findings, judged, staged

from toandan.registers.heading.match import match_headings
from toandan.schemas.payment import PAYMENT
from toandan.values.ids import IdKind, keyed_id

ID, NUMBER = "015080000017", "1523456789"
RECEIPT = {
    "receipt_no": "BL-0001",
    "insurance_no": NUMBER,
    "months": "6",
    "from_date": "2025-11-01",
    "amount_vnd": "631800",
    "paid_on": "2025-10-20",
    "agent_code": "NV007",
}
HOUSEHOLD = {"commune": "02923", "household_no": "17"}

ROWS: list[tuple[dict[str, str], Findings]] = [
    (RECEIPT, set()),
    ({**RECEIPT, "insurance_no": "", "national_id": ID}, set()),
    ({**RECEIPT, "insurance_no": f"GD415{NUMBER}", **HOUSEHOLD, "full_name": "Vàng Thị A"}, set()),
    ({**RECEIPT, "from_date": "2027-01-01"}, set()),
    ({**RECEIPT, "months": "60"}, set()),
    ({**RECEIPT, "receipt_no": ""}, {("required_missing", "receipt_no")}),
    ({**RECEIPT, "receipt_no": "B" * 41}, {("text_too_long", "receipt_no")}),
    ({**RECEIPT, "receipt_no": NUMBER}, {("person_as_code", "receipt_no")}),
    ({**RECEIPT, "receipt_no": f"BL-{NUMBER}/2"}, {("person_as_code", "receipt_no")}),
    ({**RECEIPT, "receipt_no": "BL-015080000099"}, {("person_as_code", "receipt_no")}),
    ({**RECEIPT, "receipt_no": "0000012345"}, set()),
    ({**RECEIPT, "receipt_no": "20251012-0001"}, set()),
    ({**RECEIPT, "receipt_no": "000000012345"}, set()),
    ({**RECEIPT, "insurance_no": ""}, {("required_missing", "insurance_no")}),
    ({**RECEIPT, "insurance_no": "152345678"}, {("id_kind_ambiguous", "insurance_no")}),
    ({**RECEIPT, "national_id": "12345"}, {("id_bad_form", "national_id")}),
    ({**RECEIPT, "insurance_no": ID, "national_id": "015080000018"}, {("ids_disagree", "insurance_no")}),
    ({**RECEIPT, "months": ""}, {("required_missing", "months")}),
    ({**RECEIPT, "months": "0"}, {("months_out_of_range", "months")}),
    ({**RECEIPT, "months": "61"}, {("months_out_of_range", "months")}),
    ({**RECEIPT, "amount_vnd": "0"}, {("nothing_paid", "amount_vnd")}),
    ({**RECEIPT, "amount_vnd": "-1"}, {("negative_amount", "amount_vnd")}),
    ({**RECEIPT, "amount_vnd": "631.800"}, {("number_unreadable", "amount_vnd")}),
    ({**RECEIPT, "paid_on": "2025-11-01"}, {("date_in_future", "paid_on")}),
    ({**RECEIPT, "paid_on": ""}, {("required_missing", "paid_on")}),
    ({**RECEIPT, "from_date": ""}, {("required_missing", "from_date")}),
    ({**RECEIPT, "agent_code": ""}, {("required_missing", "agent_code")}),
    ({**RECEIPT, "agent_code": ID}, {("person_as_code", "agent_code")}),
    ({**RECEIPT, "agent_code": "GD4150012345678"}, {("person_as_code", "agent_code")}),
    ({**RECEIPT, "agent_code": "1098765432"}, {("person_as_code", "agent_code")}),
    ({**RECEIPT, "agent_code": "Họ Và Tên"}, {("person_as_code", "agent_code")}),
    ({**RECEIPT, "agent_code": "BDX-0153-07"}, set()),
    ({**RECEIPT, "household_no": "17"}, {("required_missing", "commune")}),
    ({**RECEIPT, **HOUSEHOLD, "commune": "99999"}, {("unknown_commune", "commune")}),
]


def test_each_receipt_has_its_findings(tmp_path: Path) -> None:
    # Each gets a number of its own where nothing is wrong with that, so that none repeats another.
    rows = [
        {**row, "receipt_no": f"BL-{place:04}"} if row["receipt_no"] == RECEIPT["receipt_no"] else row
        for place, (row, _) in enumerate(ROWS)
    ]
    assert judged(tmp_path, "payment", rows) == [found for _, found in ROWS]


def test_the_same_receipt_again_is_a_repetition_of_which_the_first_is_kept(tmp_path: Path) -> None:
    rows = [RECEIPT, RECEIPT, {**RECEIPT, "receipt_no": "BL-0002"}]
    assert judged(tmp_path, "payment", rows) == [set(), {("receipt_twice", "receipt_no")}, set()]


@pytest.mark.parametrize(
    "other",
    [{"insurance_no": "1523456700"}, {"amount_vnd": "700000"}, {"months": "12"}, {"agent_code": "NV8"}],
)
def test_one_number_of_two_payments_accepts_neither(other: dict[str, str], tmp_path: Path) -> None:
    shared: Findings = {("receipt_shared", "receipt_no")}
    assert judged(tmp_path, "payment", [RECEIPT, {**RECEIPT, **other}]) == [shared, shared]


def test_numbers_of_people_and_households_are_kept_keyed_only(tmp_path: Path) -> None:
    rows = [
        {**RECEIPT, "insurance_no": f"GD415{NUMBER}", **HOUSEHOLD},
        {**RECEIPT, "receipt_no": "BL-0002", "insurance_no": ID},
    ]
    (path,) = staged(tmp_path, "payment", rows).parts
    first, second = pq.read_table(path).sort_by("row_n").to_pylist()
    assert first["insurance_no"] == keyed_id(KEY, IdKind.INSURANCE, NUMBER)
    assert first["household_id"] == keyed_id(KEY, IdKind.HOUSEHOLD, "02923/17")
    assert (first["national_id"], second["insurance_no"], second["household_id"]) == (None, None, None)
    assert second["national_id"] == keyed_id(KEY, IdKind.NATIONAL, ID)
    assert (first["months"], first["amount_vnd"], str(first["from_date"])) == (6, 631800, "2025-11-01")


def test_a_sheet_as_agents_write_it_is_read_without_a_mapping() -> None:
    headings = {
        "Số biên lai": "receipt_no",
        "Mã số BHXH": "insurance_no",
        "Họ và tên": "full_name",
        "Số tháng": "months",
        "Từ ngày": "from_date",
        "Số tiền": "amount_vnd",
        "Ngày thu tiền": "paid_on",
        "Mã nhân viên thu": "agent_code",
    }
    found = match_headings(list(headings), PAYMENT.received)
    assert [match.column for match in found] == list(headings.values())
    assert all(match.is_sure for match in found)
    assert [match.column for match in match_headings(["Ngày nộp", "Mã đại lý"], PAYMENT.received)] == [
        "paid_on",
        "agent_code",
    ]
