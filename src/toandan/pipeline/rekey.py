"""Tables of the lake under new keys: every keyed id hashed once more, everything else as it was.

The numbers behind the ids are kept nowhere, so the new id is made from the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis.expr.types import Table

from toandan.engine import Embedded
from toandan.engine.keyed import bind_key, rekeyed_uuid
from toandan.errors import IdentityBroken
from toandan.schemas.closing import PERSON_VIEWS
from toandan.schemas.linked import KEYED_TABLES
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Kind
from toandan.schemas.table import Table as Declared
from toandan.schemas.works import WORK_TABLES

NEW_KEY, IDS = "rotation_key", "rotation_ids"
ID_BYTES = 16
WORKING = ".working.parquet"
OF_WORKS = tuple(table for tables in WORK_TABLES.values() for table in tables)
# Closings of earlier versions keep the persons of the month as well.
CORE = {table.name: table for table in (*KEYED_TABLES, *PERSON_VIEWS, *OF_WORKS)}


def keyed_columns(table: Declared) -> tuple[str, ...]:
    """The columns that hold keyed ids."""
    return tuple(column.name for column in table.columns if column.kind is Kind.UUID)


def stored_table(register: str) -> Declared:
    """The declaration of what ``rows.parquet`` of a register holds."""
    return REGISTERS[register].stored


def rekey_rows(engine: Embedded, source: Path, target: Path, declared: Declared, key: bytes) -> None:
    """Write the accepted rows of a snapshot under a new key: same rows, same order, same form of file."""
    working = target.with_name(f"{target.name}{WORKING}")
    try:
        engine.write_parquet(_rekeyed(engine, source, declared, key), working, order_by=declared.key)
        with (
            pq.ParquetFile(source) as old,
            pq.ParquetFile(working) as new,
            pq.ParquetWriter(target, old.schema_arrow, compression="zstd") as writer,
        ):
            for group in range(new.num_row_groups):
                rows = new.read_row_group(group).cast(old.schema_arrow)
                writer.write_table(rows, row_group_size=rows.num_rows)
    finally:
        working.unlink(missing_ok=True)
    _check_rows(source, target)


def rekey_table(engine: Embedded, source: Path, target: Path, declared: Declared, key: bytes) -> None:
    """Write a table of persons under a new key; its rows stand in no order, as a work leaves them."""
    engine.write_parquet(_rekeyed(engine, source, declared, key), target, order_by=(), is_large=True)
    _check_rows(source, target)


def rekey_batches(engine: Embedded, declared: Declared, key: bytes) -> Callable[[pa.Table], pa.Table]:
    """Gives rows of a table again, in the same order, with every id under a new key.

    For encrypted tables: only the ids pass through the engine; names and the like stay in memory here.
    """
    ids, bound = keyed_columns(declared), bind_key(engine, NEW_KEY, key)

    def anew(rows: pa.Table) -> pa.Table:
        for name in ids:
            place = rows.schema.get_field_index(name)
            rows = rows.set_column(place, rows.schema.field(name), _ids_anew(engine, bound, rows[name]))
        return rows

    return anew


def _ids_anew(engine: Embedded, bound: Table, ids: pa.ChunkedArray) -> pa.Array:
    numbered = pa.table({"n": range(len(ids)), "id": ids})
    joined = engine.table_of(IDS, numbered).cross_join(bound)
    anew = joined.mutate(id=rekeyed_uuid(joined.id, joined.inner_pad, joined.outer_pad))
    texts = engine.fetch(anew.select("n", "id").order_by("n"))["id"].combine_chunks()
    digits = "".join(texts.drop_null().to_pylist()).replace("-", "")
    there = texts.is_valid()
    known = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(ID_BYTES), len(there) - texts.null_count, [None, pa.py_buffer(bytes.fromhex(digits))]
    )
    # Ids stand without gaps; each row takes the next one, and none where it has none.
    nth = pc.subtract(pc.cumulative_sum(there.cast(pa.int64())), 1)
    return pa.ExtensionArray.from_storage(pa.uuid(), known.take(pc.if_else(there, nth, None)))


def _rekeyed(engine: Embedded, source: Path, declared: Declared, key: bytes) -> Table:
    rows = engine.read_parquet([source])
    joined = rows.cross_join(bind_key(engine, NEW_KEY, key))
    anew = {
        name: rekeyed_uuid(joined[name], joined.inner_pad, joined.outer_pad)
        for name in keyed_columns(declared)
        # A column declared since the file was written is not in it, and is not added.
        if name in rows.columns
    }
    return joined.mutate(**anew).select(*rows.columns)


def _check_rows(source: Path, target: Path) -> None:
    """As many rows, and as many empty ids in each column, as before."""
    before, after = (_counted(path) for path in (source, target))
    if before != after:
        raise IdentityBroken(
            what="a table under new keys does not have the rows it had",
            where=str(source),
            why=f"{before} before, {after} after",
            do="nothing was changed; report this",
        )


def _counted(path: Path) -> dict[str, int]:
    with pq.ParquetFile(path) as file:
        ids = [field.name for field in file.schema_arrow if field.type == pa.uuid()]
        counts = dict.fromkeys(ids, 0) | {"rows": file.metadata.num_rows}
        for batch in file.iter_batches(columns=ids):
            for name in ids:
                counts[name] += batch[name].null_count
    return counts
