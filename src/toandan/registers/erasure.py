"""The files of a snapshot written again without one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
from toandan.registers.person import PAYER_ID, Person
from toandan.registers.quarantine import RAW, RECEIVED, quarantine_schema
from toandan.registers.source.batch import ROW_N, are_among, of_size
from toandan.registers.writing import GROUP_ROWS
from toandan.schemas.registers import REGISTERS


@dataclass(frozen=True, slots=True)
class Places:
    """Where a person stands in a snapshot, as sorted row numbers: accepted, not accepted, payer of others."""

    accepted: np.ndarray
    quarantined: np.ndarray
    paying: np.ndarray
    codes: Counter[str]

    def __bool__(self) -> bool:
        return bool(len(self.accepted) or len(self.quarantined) or len(self.paying))


def places_of(engine: Engine, snapshot: Snapshot, person: Person, keyring: Keyring) -> Places:
    """Where the person stands: accepted rows by keyed id, quarantined ones by any number in what was received.

    The quarantine is read in memory, batch by batch; nothing of it is written.
    """
    rows = rows_in_layout(engine, snapshot.rows, REGISTERS[snapshot.id.register].stored)
    own = _row_ns(engine, rows, person.stands_in(rows))
    paying = _row_ns(engine, rows, person.pays_in(rows)) if PAYER_ID in rows.columns else own[:0]
    aside, codes = _quarantined(snapshot, person, keyring)
    return Places(own, aside, np.setdiff1d(paying, own), codes)


def write_without(snapshot: Snapshot, places: Places, folder: Path, keyring: Keyring) -> dict[str, str]:
    """Write the snapshot's files without the person; the keyed digests of the encrypted ones.

    Row numbers stay as they were. Of rows that others hold and the person pays for, only the payer goes.
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
            kept = (
                batch if not len(places.paying) else _without_payer(batch, are_among(row_ns, places.paying))
            )
            yield kept.filter(pa.array(~are_among(row_ns, places.accepted)))


def _without_payer(batch: pa.RecordBatch, is_hit: np.ndarray) -> pa.RecordBatch:
    at = batch.schema.get_field_index(PAYER_ID)
    values = batch.column(at)
    nothing = pa.nulls(len(values), values.storage.type)
    blanked = pc.if_else(pa.array(is_hit), nothing, values.storage)
    return batch.set_column(at, batch.schema.field(at), pa.ExtensionArray.from_storage(values.type, blanked))


def _sealed_without(
    source: Path, target: Path, schema: pa.Schema, row_ns: np.ndarray, keyring: Keyring
) -> str:
    with SealedWriter(target, schema, keyring) as writer:
        for batch in sealed_in_layout(source, keyring, schema):
            left = batch.filter(pa.array(~are_among(batch[ROW_N].to_numpy(), row_ns)))
            writer.write(pa.Table.from_batches([left]))
    return writer.digest
