"""Parquet: the columns of a register under our names or headings in use, in any simple type, read as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toandan.errors import BadInput
from toandan.registers.source.batch import TextBatch, text_schema
from toandan.registers.source.columns import Columns, columns_of
from toandan.registers.source.form import UNTOLD, Form
from toandan.schemas.table import Table

BATCH_ROWS = 32_768
MIDNIGHT = "[ T]00:00(:00([.]0+)?)?Z?$"
# Beyond this a number with a point no longer holds every whole number.
WHOLE_BELOW = float(1 << 53)


def parquet_batches(
    path: Path,
    layout: Table,
    file_n: int,
    first_row_n: int,
    *,
    form: Form = UNTOLD,  # noqa: ARG001 - nothing of a Parquet file needs telling
    notes: list[str] | None = None,
) -> Iterator[TextBatch]:
    """The rows of one file as text, numbered from ``first_row_n``; the line is the number of the row.

    Raises BadInput for a file that is no Parquet, a heading that does not fit, and a column
    whose values have no text form (lists, structures, bytes that are no UTF-8).
    """
    try:
        with pq.ParquetFile(path) as opened:
            known = columns_of(path, opened.schema_arrow.names, layout)
            if notes is not None and known.left_out:
                notes.append(
                    f"{path.name}: column {', '.join(known.left_out)} only numbers the rows and is left out"
                )
            done = 0
            for batch in opened.iter_batches(BATCH_ROWS):
                yield TextBatch(
                    _as_text(path, batch, layout, known, file_n=file_n, first_row_n=first_row_n, done=done)
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
    path: Path,
    batch: pa.RecordBatch,
    layout: Table,
    known: Columns,
    *,
    file_n: int,
    first_row_n: int,
    done: int,
) -> pa.RecordBatch:
    place = np.arange(done, done + len(batch), dtype=np.int64)
    nothing = pa.nulls(len(batch), pa.string())
    texts = [
        nothing if place is None else _text(path, batch.schema.names[place], batch.column(place))
        for place in known.of
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
        return _as_written(plain)
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        raise BadInput(
            what=f"{path.name}: column {name} has no text form",
            where=str(path),
            why=f"its type is {values.type}",
            do="write the column as text, whole number or date",
        ) from None


def _as_written(values: pa.Array) -> pa.Array:
    """As a person would write them: midnight is a day, and a whole number has no exponent."""
    texts = values.cast(pa.string())
    if pa.types.is_timestamp(values.type):
        return pc.replace_substring_regex(texts, MIDNIGHT, "")
    if pa.types.is_floating(values.type):
        is_whole = pc.and_(pc.equal(values, pc.floor(values)), pc.less(pc.abs(values), WHOLE_BELOW))
        whole = pc.if_else(is_whole, values, pa.scalar(None, values.type)).cast(pa.int64())
        return pc.coalesce(whole.cast(pa.string()), texts)
    return texts
