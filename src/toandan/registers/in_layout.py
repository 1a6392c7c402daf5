"""Files of a snapshot read in the layout declared today.

A column that was declared after a snapshot was taken in is not in its files: where it is optional it
reads as empty. Everything that reads rows, sealed names or quarantine of a snapshot goes through here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from toandan.engine import Engine
from toandan.errors import BadInput, Vietnamese
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import iter_sealed
from toandan.registers.columns import TYPES
from toandan.schemas.table import Table as Declared


def rows_in_layout(engine: Engine, path: Path, declared: Declared) -> Table:
    """The accepted rows of a snapshot, lazily: the declared columns in their order.

    Raises BadInput for a file that lacks a column every row must have.
    """
    rows = engine.read_parquet([path])
    absent = [column for column in declared.columns if column.name not in rows.columns]
    if needed := [column.name for column in absent if column.required]:
        raise _lacking(path, needed)
    empty = {column.name: ibis.null(TYPES[column.kind]) for column in absent}
    return (rows.mutate(**empty) if empty else rows).select(*declared.names)


def batch_in_layout(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The columns of ``schema`` in their order and types; those the batch does not have are empty."""
    columns = [
        batch.column(field.name) if field.name in batch.schema.names else pa.nulls(len(batch), field.type)
        for field in schema
    ]
    names = [(field.name, column.type) for field, column in zip(schema, columns, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(names)).cast(schema)


def sealed_in_layout(path: Path, keyring: Keyring, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """An encrypted file batch by batch, as ``batch_in_layout``; raises as ``iter_sealed``."""
    return (batch_in_layout(batch, schema) for batch in iter_sealed(path, keyring))


def _lacking(path: Path, names: list[str]) -> BadInput:
    listed = ", ".join(names)
    return BadInput(
        what=f"the rows of a snapshot lack the columns {listed}",
        where=str(path),
        why="every row must have them",
        do="run `toandan lake verify`; if it finds nothing, take the extract in again with this version",
        vi=Vietnamese(
            what=f"các dòng của bản chụp thiếu cột {listed}",
            why="mọi dòng phải có các cột này",
            do="chạy `toandan lake verify`; nếu không thấy lỗi, nhận lại dữ liệu bằng phiên bản này",
        ),
    )
