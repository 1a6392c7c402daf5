"""Erasure in a register whose rows may hold an insurance number only."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.pipeline.test_forget import CARDS, INSURANCE, NATIONAL, SECOND_NO, forgotten
from tests.unit.pipeline.test_intake import HEADING, KEYRING, file, taken

from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.key_file import KeyFile, create_key_file
from toandan.lake.lake import Lake
from toandan.lake.sealed import read_sealed
from toandan.lake.snapshot import Snapshot
from toandan.lake.verify import verify
from toandan.values.ids import IdKind

RECEIPTS = "receipt_no,insurance_no,national_id,full_name,months,from_date,amount_vnd,paid_on,agent_code\n"
REST = "6,2025-11-01,631800,2025-10-20,NV007\n"
OWN_NUMBER, PAID_ONLY, OTHER_ID, OTHER_NO = "BL-1", "0123456711", "010190000002", "0123456780"
PEOPLE = f"{NATIONAL},Nguyễn Văn A,1990-01-05,male,02923,permanent,\n{OTHER_ID},Trần Văn B,1991,male,02926,permanent,\n"
CARD_ROWS = f"""\
{INSURANCE},{NATIONAL},Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-07-01,,2025-07-01,2025-12-31
{OTHER_NO},{OTHER_ID},Trần Văn B,1991,male,GD,4,02926,2025-07-01,,2025-07-01,2025-12-31
"""
PAID = f"""\
{OWN_NUMBER},{INSURANCE},,Nguyễn Văn A,{REST}\
BL-2,,{NATIONAL},Nguyễn Văn A,{REST}\
BL-3,{OTHER_NO},,Trần Văn B,{REST}\
BL-4,{PAID_ONLY},{NATIONAL},Nguyễn Văn A,{REST}\
BL-5,{PAID_ONLY},,Nguyễn Văn A,{REST}\
BL-6,{INSURANCE},,Nguyễn Văn A,0,2025-11-01,631800,2025-10-20,NV007
BL-7,{OTHER_NO},,Trần Văn B,0,2025-11-01,631800,2025-10-20,NV007
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two people in three registers; of payments most rows have an insurance number only."""
    home = Home(tmp_path / "home")
    taken(home, file(tmp_path, HEADING + PEOPLE))
    taken(home, file(tmp_path, CARDS + CARD_ROWS, "cards.csv"), register="participation")
    taken(home, file(tmp_path, RECEIPTS + PAID, "paid.csv"), register="payment")
    create_key_file(home.root / "keys.json", KeyFile(keyring=KEYRING))
    home.settings.write_text("keys: keys.json\n", "utf-8")
    return home


def newest(home: Home) -> Snapshot:
    """The payments that stand."""
    return max(
        (one for one in Lake.open(home).snapshots() if one.id.register == "payment"),
        key=lambda one: one.id.version,
    )


def payments(home: Home) -> list[str]:
    """The receipts that stand, accepted and not."""
    snapshot = newest(home)
    names = read_sealed(snapshot.sealed, KEYRING)["full_name"].to_pylist()
    rows = pq.read_table(snapshot.rows)["receipt_no"].to_pylist()
    assert len(names) == len(rows)
    aside = read_sealed(snapshot.quarantine, KEYRING)["received_receipt_no"].to_pylist()
    return sorted([*rows, *aside])


@pytest.mark.parametrize("number", [NATIONAL, INSURANCE, PAID_ONLY])
def test_payments_by_any_of_the_numbers_go_and_those_of_others_stay(home: Home, number: str) -> None:
    """The card ties the first number to the personal id; BL-4 ties the second, which no card knows."""
    forgotten(home, number)
    assert payments(home) == ["BL-3", "BL-7"]
    assert verify(Lake.open(home)) == ()


def test_a_person_known_by_an_insurance_number_only_is_found(home: Home, tmp_path: Path) -> None:
    stranger = f"BL-1,{SECOND_NO},,Lò Thị C,{REST}BL-2,{OTHER_NO},,Trần Văn B,{REST}"
    taken(home, file(tmp_path, RECEIPTS + stranger, "more.csv"), register="payment")
    forgotten(home, SECOND_NO)
    assert pq.read_table(newest(home).rows)["receipt_no"].to_pylist() == ["BL-2"]
    gone = KEYRING.keyed_id(IdKind.INSURANCE, SECOND_NO)
    assert gone not in pq.read_table(newest(home).rows)["insurance_no"].to_pylist()


def test_a_slip_on_a_receipt_takes_no_number_from_its_holder(home: Home, tmp_path: Path) -> None:
    """Beside A's personal id an agent wrote B's number: the card says whose it is."""
    slip = f"BL-1,{OTHER_NO},{NATIONAL},Nguyễn Văn A,{REST}BL-2,{OTHER_NO},,Trần Văn B,{REST}"
    taken(home, file(tmp_path, RECEIPTS + slip, "slip.csv"), register="payment")
    forgotten(home, OTHER_NO)
    assert pq.read_table(newest(home).rows)["receipt_no"].to_pylist() == ["BL-1"]


def test_a_number_that_two_receipts_give_to_two_people_is_nobodys(home: Home, tmp_path: Path) -> None:
    shared = f"BL-1,{SECOND_NO},{NATIONAL},Nguyễn Văn A,{REST}BL-2,{SECOND_NO},{OTHER_ID},Trần Văn B,{REST}BL-3,{SECOND_NO},,,{REST}"
    taken(home, file(tmp_path, RECEIPTS + shared, "shared.csv"), register="payment")
    with pytest.raises(BadInput, match="stands beside several personal ids"):
        forgotten(home, SECOND_NO)
    forgotten(home, NATIONAL)
    assert pq.read_table(newest(home).rows)["receipt_no"].to_pylist() == ["BL-2", "BL-3"]
