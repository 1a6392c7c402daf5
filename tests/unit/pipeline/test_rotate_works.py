"""Works under new keys: ids hashed anew in plain and in encrypted tables, names and inputs as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.pipeline.rotating import OCTOBER, PEOPLE_N, KeyedOffice, keyed_office, people

from toandan.errors import BadInput, NotAllowed
from toandan.lake.encrypted import is_sealed
from toandan.lake.event import Event
from toandan.lake.sealed import SealedWriter, digest_of, read_sealed
from toandan.lake.text import sha256_of
from toandan.lake.verify import verify
from toandan.lake.work import Work, WorkCard, WorkInput, Written
from toandan.pipeline.published import written
from toandan.pipeline.rekey import CORE
from toandan.registers.columns import arrow_schema
from toandan.schemas.linked import PERSON_ID
from toandan.schemas.table import Column, Guard, Kind
from toandan.schemas.table import Table as Declared
from toandan.values.ids import IdKind

NAME = Column("full_name", Kind.TEXT, "name", "họ tên", guard=Guard.SEALED)
SPINE = Declared("core_person__entity_spine", "one row per person", "mỗi dòng một người", (), (PERSON_ID,))
NAMES = Declared("person__entity_name", "one row per name", "mỗi dòng một tên", (), (NAME, PERSON_ID))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyedOffice:
    """An office with one extract of people, whose software knows what tables spines have."""
    for table in (SPINE, NAMES):
        monkeypatch.setitem(CORE, table.name, table)
    made = keyed_office(tmp_path)
    made.takes("population", people(), OCTOBER)
    return made


def ids(office: KeyedOffice) -> list[bytes]:
    """The keyed ids of the people under the present keys, in order."""
    numbers = (f"0101900{n:05}" for n in range(PEOPLE_N))
    return [office.keyring.keyed_id(IdKind.NATIONAL, number).bytes for number in numbers]


def rows(office: KeyedOffice, declared: Declared) -> pa.Table:
    """A row per person, and one without an id in the midst."""
    keyed: list[bytes | None] = list(ids(office))
    keyed.insert(3, None)
    columns: dict[str, list[Any]] = {
        "person_id": keyed,
        "full_name": [f"Người thứ {n}" for n in range(len(keyed))],
    }
    return pa.table({name: columns[name] for name in declared.names}, schema=arrow_schema(declared))


def spine(office: KeyedOffice, *inputs: WorkInput, **changes: Any) -> Work[WorkCard]:
    """Commit a spine: ids in a plain table, names with ids in an encrypted one, a count without anybody."""
    with (
        office.lake.writer(purpose="spine", keyring=office.keyring) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
    ):
        pq.write_table(rows(office, SPINE), core / f"{SPINE.name}.parquet")
        names = rows(office, NAMES)
        with SealedWriter(core / f"{NAMES.name}.parquet", names.schema, office.keyring) as sealed:
            sealed.write(names.slice(0, 5))
            sealed.write(names.slice(5))
        pq.write_table(pa.table({"people_n": [PEOPLE_N]}), out / "out_person__month_count.parquet")
        files = {SPINE.name: core, "out_person__month_count": out}
        tables = {name: written(folder / f"{name}.parquet") for name, folder in files.items()}
        encrypted = Written(sha256_of(core / f"{NAMES.name}.parquet"), sealed.rows_n)
        card = WorkCard(
            kind="spine",
            inputs=inputs,
            versions={"software": "earlier"},
            parameters={},
            synthetic=True,
            outlives_inputs=True,
            tables={**tables, NAMES.name: encrypted},
            digests={NAMES.name: sealed.digest},
            findings={},
        )
        return writer.commit_work(core, out, replace(card, **changes))


def test_ids_of_works_are_keyed_anew_and_names_stay(office: KeyedOffice) -> None:
    before = spine(office, office.lake.snapshots("population")[0].as_input())
    old_ids, old = ids(office), office.keyring
    office.rotated()
    after = office.lake.work(before.name)
    assert after.card.id == before.card.id
    assert after.card.card_sha256 == before.card.card_sha256
    assert set(ids(office)).isdisjoint(old_ids)
    plain = pq.read_table(after.table(SPINE.name))["person_id"]
    assert (plain.null_count, plain.drop_null().to_pylist()) == (1, [UUID(bytes=one) for one in ids(office)])
    assert read_sealed(after.table(NAMES.name), office.keyring) == rows(office, NAMES)
    assert after.card.digests[NAMES.name] == digest_of(after.table(NAMES.name), office.keyring)
    assert after.card.digests != before.card.digests
    with pytest.raises(NotAllowed, match="not the keys of an encrypted file"):
        read_sealed(after.table(NAMES.name), old)
    assert is_sealed(after.table(NAMES.name))
    assert pq.read_table(after.table("out_person__month_count"))["people_n"].to_pylist() == [PEOPLE_N]
    assert verify(office.lake) == ()


def test_works_made_after_a_rotation_name_cards_of_before(office: KeyedOffice) -> None:
    """The inputs of a work are named by the card as first committed, so a work made again keeps its name."""
    first = spine(office, office.lake.snapshots("population")[0].as_input())
    second = spine(office, first.as_input())
    office.rotated()
    office.rotated()
    again = spine(office, office.lake.work(first.name).as_input(), parameters={"n": 2})
    assert again.card.inputs == second.card.inputs
    rotated = replace(first.as_input(), card_sha256=office.lake.manifest.works[first.name])
    with pytest.raises(BadInput, match="has another card in this lake"):
        spine(office, rotated)
    assert office.lake.work(second.name).card.committed_as == second.card.card_sha256
    assert verify(office.lake) == ()


def test_a_destroyed_work_stays_as_it_is(office: KeyedOffice) -> None:
    gone = spine(office, office.lake.snapshots("population")[0].as_input())
    with office.lake.writer(purpose="test", keyring=office.keyring) as writer:
        writer.commit_destruction([Event(what="expired", id=gone.name, reason="term")])
    card = (gone.out / "card.json").read_bytes()
    office.rotated()
    assert (gone.out / "card.json").read_bytes() == card
    assert office.lake.work(gone.name).destroyed is not None
    assert verify(office.lake) == ()


@pytest.mark.parametrize("table", [SPINE, NAMES])
def test_a_table_of_persons_that_is_not_declared_is_refused(
    office: KeyedOffice, monkeypatch: pytest.MonkeyPatch, table: Declared
) -> None:
    spine(office, office.lake.snapshots("population")[0].as_input())
    monkeypatch.delitem(CORE, table.name)
    before = office.lake.manifest
    with pytest.raises(NotAllowed, match=f"does not know table {table.name} of work spine/") as told:
        office.rotated()
    assert "toandan earlier, which made it" in told.value.do
    assert "không biết bảng" in told.value.text("vi")
    assert office.lake.manifest == before
    assert verify(office.lake) == ()
