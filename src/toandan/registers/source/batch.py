"""What every source gives: batches of text with the number and the line of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ROW_N, FILE_N, LINE = "row_n", "file_n", "line"
WHERE = (ROW_N, FILE_N, LINE)
MARKS_BEGIN = (0xCC, 0xCD)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A record that is none, with its text as it stands in the file and the code that says why."""

    row_n: int
    file_n: int
    line: int
    text: str
    code: str = "row_broken"


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Some records: ``rows`` has the columns of ``text_schema``; ``broken`` those with no columns.

    Record numbers run over all files of the extract from 1, rows and broken together. ``sheet`` is
    told where several of one file are read: lines are counted in it.
    """

    rows: pa.RecordBatch
    broken: tuple[BrokenRow, ...] = ()
    sheet: str = ""


def text_schema(columns: tuple[str, ...]) -> pa.Schema:
    """row_n, file_n and line, then every declared column as text."""
    where = [(ROW_N, pa.int64()), (FILE_N, pa.int32()), (LINE, pa.int64())]
    return pa.schema([*where, *((name, pa.string()) for name in columns)])


def are_among(row_ns: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of the row numbers of a batch are wanted; both are sorted and hold no number twice."""
    if len(row_ns) == 0:
        return np.zeros(0, bool)
    # Only the part of the wanted ones that can lie in this batch is looked at.
    first, end = np.searchsorted(wanted, [row_ns[0], row_ns[-1] + 1])
    found: np.ndarray = np.isin(row_ns, wanted[first:end], assume_unique=True)
    return found


def composed(values: pa.Array) -> pa.Array:
    """The texts with every letter and its marks as one character (NFC)."""
    return pc.utf8_normalize(values, "NFC") if _has_mark_apart(values) else values


def _has_mark_apart(values: pa.Array) -> bool:
    """Whether a combining mark may stand in the texts: in UTF-8 those begin with one of two bytes."""
    data = values.buffers()[-1]
    if data is None:
        return False
    octets = np.frombuffer(data, np.uint8)
    return any(bool(np.any(octets == begin)) for begin in MARKS_BEGIN)


def trimmed(values: pa.Array) -> pa.Array:
    """The texts without blanks around them; null where nothing is left."""
    bare = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(pc.binary_length(bare), 0), pa.scalar(None, pa.string()), bare)


def of_size(parts: Iterable[pa.RecordBatch], schema: pa.Schema, rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of so many rows each (the last may be shorter), however they came."""
    waiting = schema.empty_table()
    for part in parts:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([part], schema=schema)])
        while waiting.num_rows >= rows:
            yield waiting.slice(0, rows)
            waiting = waiting.slice(rows)
    if waiting.num_rows:
        yield waiting


def without_blanks(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with every text column trimmed and composed."""
    columns = [
        composed(trimmed(values)) if field.name not in WHERE else values
        for field, values in zip(batch.schema, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)
