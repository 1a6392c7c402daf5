"""Snapshots written before a column was declared: everything that reads them goes on, the column is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.pipeline.rotating import (
    BAD_PERSON,
    OCTOBER,
    POPULATION,
    KeyedOffice,
    cards,
    keyed_office,
    people,
)

from toandan.engine import open_engine
from toandan.errors import BadInput
from toandan.lake.lake import Lake
from toandan.lake.sealed import SealedWriter, read_sealed
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot
from toandan.lake.text import sha256_of
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.pipeline.difference import difference_between
from toandan.pipeline.export import Asked, export_quarantine
from toandan.pipeline.forget import forget
from toandan.pipeline.resubmit import resubmit
from toandan.registers.columns import arrow_schema
from toandan.registers.correction.export import Chosen
from toandan.registers.in_layout import batch_in_layout, rows_in_layout
from toandan.registers.masking import masked_rows
from toandan.schemas.population import POPULATION as REGISTER

AT = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
LATER = ("hamlet", "hamlet_id", "received_hamlet")
WITH_HAMLET = POPULATION.replace("commune,", "commune,hamlet,")


@pytest.fixture
def office(tmp_path: Path) -> KeyedOffice:
    """An office whose population was taken in before hamlets were kept."""
    made = keyed_office(tmp_path)
    _as_before(made, made.takes("population", people(), OCTOBER))
    return made


def _as_before(office: KeyedOffice, snapshot: Snapshot) -> None:
    """The next version: the same rows in files without the later columns, as they were written then."""
    keyring = office.keyring
    with office.lake.writer(purpose="test", keyring=keyring) as writer, writer.staging("test") as folder:
        pq.write_table(_without(pq.read_table(snapshot.rows)), folder / ROWS, compression="zstd")
        digests = {}
        for name in (SEALED, QUARANTINE):
            table = _without(read_sealed(snapshot.folder / name, keyring))
            with SealedWriter(folder / name, table.schema, keyring) as target:
                target.write(table)
            digests[name] = target.digest
        files = {path.name: sha256_of(path) for path in sorted(folder.iterdir())}
        card = replace(
            snapshot.card,
            id=str(replace(snapshot.id, version=2)),
            files=files,
            digests=digests,
            difference=None,
        )
        writer.commit_snapshot(folder, card)


def _without(table: pa.Table) -> pa.Table:
    gone = [name for name in LATER if name in table.schema.names]
    assert gone
    return table.drop_columns(gone)


def newest(office: KeyedOffice) -> Snapshot:
    return office.lake.snapshots("population")[-1]


def columns(snapshot: Snapshot) -> Sequence[str]:
    names: Sequence[str] = pq.read_schema(snapshot.rows).names
    return names


def hamlets(content: str) -> str:
    """The same people with a hamlet each."""
    return WITH_HAMLET + content.removeprefix(POPULATION).replace(",02923,", ",02923,Thôn 1,")


def test_a_month_closed_from_it_counts_as_before(office: KeyedOffice) -> None:
    office.takes("participation", cards(), OCTOBER)
    assert "hamlet_id" not in columns(newest(office))
    before = office.closed(OCTOBER)
    office.takes("population", people() + "\n", OCTOBER)
    after = office.closed(OCTOBER)
    assert "hamlet_id" in columns(newest(office))
    for name in ("out_residents__month_cell", "out_difference__month_commune"):
        assert before.table(name).read_bytes() == after.table(name).read_bytes()


def test_the_next_version_differs_by_its_hamlets(office: KeyedOffice) -> None:
    found = office.takes("population", hamlets(people()), OCTOBER)
    difference = found.card.difference
    assert difference is not None
    assert (difference.changed_n, difference.added_n, difference.gone_n) == (40, 0, 0)
    assert difference.columns == {"hamlet_id": 40, "hamlet": 40}
    _, _, same = difference_between(
        home=office.home,
        keyring=office.keyring,
        old=str(replace(found.id, version=1)),
        new=str(replace(found.id, version=2)),
    )
    assert (same.same_n, same.changed_n) == (40, 0)


def test_its_quarantine_is_listed_exported_and_corrected(office: KeyedOffice, tmp_path: Path) -> None:
    before = newest(office)
    (shown,), total_n = masked_rows(before, office.keyring, code=None, limit=5)
    assert (total_n, "hamlet" in shown["received"]) == (1, False)
    path = tmp_path / "quarantine.csv"
    asked = Asked("Lan", "compare", AT)
    export_quarantine(office.home, office.keyring, Chosen(before, unmasked=True), path, asked)
    text = path.read_text("utf-8-sig").replace("unknown?", "male").replace("02923,", "02923,Thôn 2")
    path.write_text(text, "utf-8")
    after = resubmit(
        law=shipped(),
        home=office.home,
        keyring=office.keyring,
        snapshot=str(before.id),
        file=path,
        received_at=AT,
    ).snapshot
    rows = pq.read_table(after.rows)
    assert rows.schema.equals(arrow_schema(REGISTER.stored))
    assert (rows.num_rows, rows["hamlet_id"].null_count) == (41, 40)
    names = read_sealed(after.sealed, office.keyring)["hamlet"].to_pylist()
    assert [name for name in names if name is not None] == ["Thôn 2"]


def test_a_person_is_forgotten_in_it(office: KeyedOffice) -> None:
    done = forget(
        home=office.home,
        keyring=office.keyring,
        number="010190000003",
        reason="request 1",
        by="an officer",
        at=AT,
    )
    found = newest(office)
    assert (len(done.events), found.card.accepted_n) == (2, 39)
    rows = pq.read_table(found.rows)
    assert rows.schema.equals(arrow_schema(REGISTER.stored))
    assert rows["hamlet_id"].null_count == rows.num_rows == 39
    assert verify(office.lake) == ()


def test_rotated_keys_leave_its_files_in_their_form(office: KeyedOffice) -> None:
    before = columns(newest(office))
    office.rotated()
    assert columns(newest(office)) == before
    assert verify(Lake.open(office.home)) == ()
    rotated = office.takes("population", hamlets(people().replace(BAD_PERSON, "")), OCTOBER).card.difference
    assert rotated is not None
    assert rotated.columns == {"hamlet_id": 40, "hamlet": 40}


def test_a_column_every_row_must_have_is_not_made_up(office: KeyedOffice, tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(pq.read_table(newest(office).rows).drop_columns(["sex"]), path)
    with open_engine() as engine, pytest.raises(BadInput, match="lack the columns sex") as raised:
        rows_in_layout(engine, path, REGISTER.stored)
    assert "thiếu cột sex" in raised.value.text("vi")


def test_a_batch_takes_the_declared_order_and_types() -> None:
    schema = pa.schema([("a", pa.int64()), ("b", pa.uuid()), ("c", pa.string())])
    found = batch_in_layout(pa.record_batch({"c": ["x"], "a": pa.array([1], pa.int32())}), schema)
    assert found.schema.equals(schema)
    assert found.to_pylist() == [{"a": 1, "b": None, "c": "x"}]
