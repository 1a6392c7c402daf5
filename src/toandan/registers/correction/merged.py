"""The files of a corrected version: what was accepted before, and what is now, in the order of row numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toandan.lake.keyring import Keyring
from toandan.lake.sealed import SealedWriter
from toandan.registers.in_layout import batch_in_layout, sealed_in_layout
from toandan.registers.source.batch import ROW_N, of_size, trimmed
from toandan.registers.writing import GROUP_ROWS, NAME_FORM


def write_merged_rows(before: Path, added: pa.Table, target: Path) -> int:
    """Write the plain table and return how many rows it has."""
    rows_n = 0
    with (
        pq.ParquetFile(before) as old,
        pq.ParquetWriter(target, added.schema, compression="zstd") as writer,
    ):
        batches = (batch_in_layout(batch, added.schema) for batch in old.iter_batches())
        for table in of_size(in_order(batches, added), added.schema, GROUP_ROWS):
            writer.write_table(table, row_group_size=GROUP_ROWS)
            rows_n += table.num_rows
    return rows_n


def write_merged_sealed(before: Path, added: pa.Table, target: Path, keyring: Keyring) -> str:
    """Write the encrypted names beside it and return their keyed digest."""
    columns = [
        values if name == ROW_N else pc.utf8_normalize(trimmed(values.combine_chunks()), form=NAME_FORM)
        for name, values in zip(added.schema.names, added.columns, strict=True)
    ]
    plain = pa.table(columns, schema=added.schema)
    batches = sealed_in_layout(before, keyring, added.schema)
    with SealedWriter(target, added.schema, keyring) as writer:
        for table in of_size(in_order(batches, plain), added.schema, GROUP_ROWS):
            writer.write(table)
    return writer.digest


def in_order(old: Iterable[pa.RecordBatch], new: pa.Table) -> Iterator[pa.RecordBatch]:
    """Both, ordered by row_n; each of them is, and no number stands in both."""
    numbers = new[ROW_N].combine_chunks().to_numpy()
    done = 0
    for batch in old:
        end = int(np.searchsorted(numbers, batch.column(ROW_N)[-1].as_py())) if len(batch) else done
        if end > done:
            both = pa.concat_tables([pa.Table.from_batches([batch]), new.slice(done, end - done)])
            yield from both.sort_by(ROW_N).to_batches()
            done = end
        else:
            yield batch
    yield from new.slice(done).to_batches()
