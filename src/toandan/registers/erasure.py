"""The files of a snapshot written again without one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis.expr.types import BooleanValue, Table

from toandan.engine import Engine
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import SealedWriter, iter_sealed
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot
from toandan.registers.columns import arrow_schema
from toandan.registers.in_layout import batch_in_layout, rows_in_layout, sealed_in_layout
from toandan.registers.person import Person
from toandan.registers.quarantine import RAW, RECEIVED, quarantine_schema
from toandan.registers.source.batch import ROW_N, are_among, of_size
from toandan.registers.writing import GROUP_ROWS
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import PERSON_IDS, KeyedId

# Read off the personal id at intake: they go with it.
NATIONAL_ID, OF_NATIONAL = "national_id", ("national_birth_year", "national_agrees")


type GivenRows = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]


def by_id_alone(own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows by what their own ids say: all of them are the person's, and nobody else's."""
    return own, own[:0]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a person stands in a snapshot, as sorted row numbers.

    ``accepted`` and ``quarantined`` rows are the person's. ``named`` are rows of others that carry a number
    of the person, by the column that carries it: the payer of somebody else, or an id written by mistake.
    """

    accepted: np.ndarray
    quarantined: np.ndarray
    named: Mapping[str, np.ndarray]
    codes: Counter[str]

    def __bool__(self) -> bool:
        return bool(len(self.accepted) or len(self.quarantined) or self.named)

    @property
    def changed_n(self) -> int:
        """How many rows of others lose a number of the person."""
        return len(np.unique(np.concatenate([*self.named.values()]))) if self.named else 0


def places_of(
    engine: Engine,
    snapshot: Snapshot,
    person: Person,
    keyring: Keyring,
    given: GivenRows = by_id_alone,
) -> Places:
    """Where the person stands: accepted rows by keyed id, quarantined ones by any number in what was received.

    ``given`` takes the rows whose own id is the person's and gives the rows that are the person's in
    truth, and those of the first that are somebody else's. The quarantine is read in memory, batch by
    batch; nothing of it is written.
    """
    stored = REGISTERS[snapshot.id.register].stored
    rows = rows_in_layout(engine, snapshot.rows, stored)
    mine, theirs = given(_row_ns(engine, rows, person.stands_in(rows, stored)))
    named = {}
    for column in filter(None, map(stored.keyed, PERSON_IDS)):
        row_ns = _row_ns(engine, rows, person.is_in(rows, stored, column))
        found = row_ns if column == stored.keyed(KeyedId.PAYER) else row_ns[are_among(row_ns, theirs)]
        if len(others := np.setdiff1d(found, mine)):
            named[column] = others
    aside, codes = _quarantined(snapshot, person, keyring)
    return Places(mine, aside, named, codes)


def write_without(snapshot: Snapshot, places: Places, folder: Path, keyring: Keyring) -> dict[str, str]:
    """Write the snapshot's files without the person; the keyed digests of the encrypted ones.

    Row numbers stay as they were. Of rows of others that carry a number of the person, only that number goes.
    """
    register = REGISTERS[snapshot.id.register]
    schema = arrow_schema(register.stored)
    with pq.ParquetWriter(folder / ROWS, schema, compression="zstd") as target:
        for table in of_size(_rows_without(snapshot.rows, places, schema), schema, GROUP_ROWS):
            target.write_table(table, row_group_size=GROUP_ROWS)
    sealed = arrow_schema(register.sealed) if register.sealed is not None else None
    digests = {}
    if sealed is not None:
        digests[SEALED] = _sealed_without(snapshot.sealed, folder / SEALED, sealed, places.accepted, keyring)
    aside = quarantine_schema(register.received)
    digests[QUARANTINE] = _sealed_without(
        snapshot.quarantine, folder / QUARANTINE, aside, places.quarantined, keyring
    )
    return digests


def _row_ns(engine: Engine, rows: Table, is_hit: BooleanValue) -> np.ndarray:
    found = engine.fetch(rows.filter(is_hit).select(ROW_N))
    return np.sort(found[ROW_N].to_numpy())


def _quarantined(snapshot: Snapshot, person: Person, keyring: Keyring) -> tuple[np.ndarray, Counter[str]]:
    row_ns: list[int] = []
    codes: Counter[str] = Counter()
    for batch in iter_sealed(snapshot.quarantine, keyring):
        for entry in batch.to_pylist():
            texts = [
                text
                for name, text in entry.items()
                if text is not None and (name == RAW or name.startswith(RECEIVED))
            ]
            if person.is_told_by(texts, keyring):
                row_ns.append(entry[ROW_N])
                codes[entry["code"]] += 1
    return np.array(sorted(row_ns), np.int64), codes


def _rows_without(path: Path, places: Places, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as opened:
        for received in opened.iter_batches(GROUP_ROWS):
            batch = batch_in_layout(received, schema)
            row_ns = batch[ROW_N].to_numpy()
            kept = batch
            for column, named in places.named.items():
                kept = _without_number(kept, column, are_among(row_ns, named))
            yield kept.filter(pa.array(~are_among(row_ns, places.accepted)))


def _without_number(batch: pa.RecordBatch, column: str, is_hit: np.ndarray) -> pa.RecordBatch:
    """The rows with that number, and what was read off it, empty where it is the person's."""
    emptied = (column, *OF_NATIONAL) if column == NATIONAL_ID else (column,)
    for name in emptied:
        at = batch.schema.get_field_index(name)
        if at < 0:
            continue
        values = batch.column(at)
        plain = values.storage if isinstance(values, pa.ExtensionArray) else values
        blanked = pc.if_else(pa.array(is_hit), pa.nulls(len(plain), plain.type), plain)
        if isinstance(values, pa.ExtensionArray):
            blanked = pa.ExtensionArray.from_storage(values.type, blanked)
        batch = batch.set_column(at, batch.schema.field(at), blanked)
    return batch


def _sealed_without(
    source: Path, target: Path, schema: pa.Schema, row_ns: np.ndarray, keyring: Keyring
) -> str:
    with SealedWriter(target, schema, keyring) as writer:
        for batch in sealed_in_layout(source, keyring, schema):
            left = batch.filter(pa.array(~are_among(batch[ROW_N].to_numpy(), row_ns)))
            writer.write(pa.Table.from_batches([left]))
    return writer.digest
