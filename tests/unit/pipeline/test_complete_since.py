"""An extract with history may declare since which day it is complete: kept on its card, through every new version."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.unit.pipeline.rotating import OCTOBER, ONE_THREAD, KeyedOffice, cards, keyed_office, people

from toandan.errors import BadInput
from toandan.lake.card import Card
from toandan.lake.snapshot import Snapshot
from toandan.lawbook.law import shipped
from toandan.pipeline.export import Asked, export_quarantine
from toandan.pipeline.forget import forget
from toandan.pipeline.intake import Receipt, take_in
from toandan.pipeline.resubmit import resubmit
from toandan.registers.correction.export import Chosen

SINCE = date(2021, 1, 1)
AT = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
BAD_CARD = "1234599999,,Người Bị Loại,1990-01-05,unknown?,GD,4,02923,,2025-01-01,2026-12-31\n"
MAPPING = """schema: toandan/mapping/1
register: participation
name: card list
columns:
  insurance_no: so
  national_id: cccd
  full_name: ten
  birth_date: sinh
  sex: phai
  group_code: nhom
  benefit_digit: muc
  commune: xa
  valid_from: tu
  valid_to: den
"""
MAPPED = """so,cccd,ten,sinh,phai,nhom,muc,xa,tu,den
1234500001,,Nguyễn Văn B,1990-01-05,male,GD,4,02923,2025-01-01,2026-12-31
"""


@pytest.fixture
def office(tmp_path: Path) -> KeyedOffice:
    return keyed_office(tmp_path)


def taken(
    office: KeyedOffice,
    content: str,
    since: date | None,
    *,
    register: str = "participation",
    mapping: Path | None = None,
) -> Receipt:
    path = office.home.root.parent / f"{register}.csv"
    path.write_text(content, encoding="utf-8")
    return take_in(
        law=shipped(),
        home=office.home,
        keyring=office.keyring,
        register=register,
        files=[path],
        scope="15",
        as_of=OCTOBER,
        received_at=AT,
        synthetic=True,
        complete_since=since,
        mapping=mapping,
        settings=ONE_THREAD,
    )


def newest(office: KeyedOffice) -> Snapshot:
    return office.lake.snapshots("participation")[-1]


def test_the_card_carries_it_only_where_it_is_declared(office: KeyedOffice) -> None:
    without = taken(office, cards(), None).snapshot
    assert "complete_since" not in json.loads((without.folder / "card.json").read_bytes())
    declared = taken(office, cards(), SINCE).snapshot
    assert json.loads((declared.folder / "card.json").read_bytes())["complete_since"] == "2021-01-01"
    assert Card.from_json((declared.folder / "card.json").read_bytes()) == declared.card


def test_another_day_is_another_version_and_the_same_is_known(office: KeyedOffice) -> None:
    versions = [
        (receipt.snapshot.id.version, receipt.known_already, receipt.snapshot.card.complete_since)
        for since in (None, None, SINCE, SINCE, OCTOBER, None)
        for receipt in [taken(office, cards(), since)]
    ]
    assert versions == [
        (1, False, ""),
        (1, True, ""),
        (2, False, "2021-01-01"),
        (2, True, "2021-01-01"),
        (3, False, "2025-10-31"),
        (4, False, ""),
    ]


def test_a_register_of_one_day_cannot_declare_it(office: KeyedOffice) -> None:
    with pytest.raises(BadInput, match="an extract of population cannot be complete since a day") as raised:
        taken(office, people(), SINCE, register="population")
    assert "for registers with history: participation" in raised.value.do
    assert "không thể khai báo đầy đủ từ ngày" in raised.value.text("vi")
    assert not office.home.lake.exists()


def test_a_day_after_the_extract_is_refused(office: KeyedOffice) -> None:
    with pytest.raises(BadInput, match="complete since 2025-11-01, which is after") as raised:
        taken(office, cards(), date(2025, 11, 1))
    assert "đầy đủ từ ngày 2025-11-01" in raised.value.text("vi")
    assert not office.home.lake.exists()


def test_a_saved_mapping_does_not_remember_it(office: KeyedOffice, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    assert taken(office, MAPPED, SINCE, mapping=mapping).snapshot.card.complete_since == "2021-01-01"
    assert taken(office, MAPPED, None).snapshot.card.complete_since == ""


def test_corrected_rows_keep_it(office: KeyedOffice, tmp_path: Path) -> None:
    before = taken(office, cards() + BAD_CARD, SINCE).snapshot
    path = tmp_path / "quarantine.csv"
    export_quarantine(
        office.home, office.keyring, Chosen(before, unmasked=True), path, Asked("Lan", "compare", AT)
    )
    path.write_text(path.read_text("utf-8-sig").replace("unknown?", "male"), "utf-8")
    after = resubmit(
        law=shipped(),
        home=office.home,
        keyring=office.keyring,
        snapshot=str(before.id),
        file=path,
        received_at=AT,
        settings=ONE_THREAD,
    ).snapshot
    assert (after.card.quarantined_n, after.card.complete_since) == (0, "2021-01-01")


def test_a_forgotten_person_keeps_it(office: KeyedOffice) -> None:
    taken(office, cards(), SINCE)
    forget(
        home=office.home,
        keyring=office.keyring,
        number="010190000010",
        reason="request 17",
        by="an officer",
        at=AT,
        settings=ONE_THREAD,
    )
    found = newest(office)
    assert (found.id.version, found.card.complete_since) == (2, "2021-01-01")


def test_rotated_keys_keep_it(office: KeyedOffice) -> None:
    taken(office, cards(), SINCE)
    office.rotated()
    assert newest(office).card.complete_since == "2021-01-01"
