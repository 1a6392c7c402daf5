"""Our own Parquet layout: the declared columns in any simple type, read as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from toandan.errors import BadInput
from toandan.registers.source.batch import TextBatch, text_schema
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.heading import check_heading
from toandan.schemas.table import Table

BATCH_ROWS = 32_768


def parquet_batches(
    path: Path,
    layout: Table,
    file_n: int,
    first_row_n: int,
    *,
    form: Form = UNTOLD,  # noqa: ARG001 - nothing of a Parquet file needs telling
    notes: list[str] | None = None,  # noqa: ARG001 - it holds nothing but records
) -> Iterator[TextBatch]:
    """The rows of one file as text, numbered from ``first_row_n``; the line is the number of the row.

    Raises BadInput for a file that is no Parquet, a heading that does not fit, and a column
    whose values have no text form (lists, structures, bytes that are no UTF-8).
    """
    try:
        with pq.ParquetFile(path) as opened:
            check_heading(path, opened.schema_arrow.names, layout)
            done = 0
            for batch in opened.iter_batches(BATCH_ROWS):
                yield TextBatch(
                    _as_text(path, batch, layout, file_n=file_n, first_row_n=first_row_n, done=done)
                )
                done += len(batch)
    except (pa.ArrowInvalid, OSError) as problem:
        raise unreadable(path, problem) from None


def unreadable(path: Path, problem: Exception) -> BadInput:
    """The error for a file that is no Parquet inside."""
    return BadInput(
        what=f"{path.name} is no readable Parquet file",
        where=str(path),
        why=type(problem).__name__,
        do="export it again; CSV works as well",
    )


def _as_text(
    path: Path, batch: pa.RecordBatch, layout: Table, *, file_n: int, first_row_n: int, done: int
) -> pa.RecordBatch:
    place = np.arange(done, done + len(batch), dtype=np.int64)
    nothing = pa.nulls(len(batch), pa.string())
    texts = [
        _text(path, name, batch.column(name)) if name in batch.schema.names else nothing
        for name in layout.names
    ]
    where = [
        pa.array(place + first_row_n),
        pa.array(np.full(len(batch), file_n, np.int32)),
        pa.array(place + 1),
    ]
    return pa.RecordBatch.from_arrays([*where, *texts], schema=text_schema(layout.names))


def _text(path: Path, name: str, values: pa.Array) -> pa.Array:
    plain = values.dictionary_decode() if pa.types.is_dictionary(values.type) else values
    try:
        return plain.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        raise BadInput(
            what=f"{path.name}: column {name} has no text form",
            where=str(path),
            why=f"its type is {values.type}",
            do="write the column as text, whole number or date",
        ) from None
