"""Our own CSV layout: UTF-8, comma, one heading line; read as a stream of text batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from toandan.errors import BadInput
from toandan.registers.source.batch import BrokenRow, TextBatch, text_schema
from toandan.registers.source.heading import check_heading, csv_heading, not_utf8
from toandan.registers.source.numbering import Numbering
from toandan.schemas.table import Table

BLOCK_BYTES = 1 << 20
MOST_BROKEN = 100_000


def csv_batches(
    path: Path, layout: Table, file_n: int, first_row_n: int, *, block_bytes: int = BLOCK_BYTES
) -> Iterator[TextBatch]:
    """The records of one file as text, numbered from ``first_row_n``; absent optional columns are null.

    Raises BadInput for a heading that does not fit, bytes that are no UTF-8, a quote that
    never closes, and a file of which more than 100,000 lines cannot be cut into columns.
    """
    heading = csv_heading(path)
    check_heading(path, heading, layout)
    numbering = Numbering()
    try:
        for batch in _opened(path, heading, numbering, block_bytes):
            yield _numbered(batch, numbering, layout, file_n, first_row_n)
    except pa.ArrowInvalid as problem:
        raise _told(path, str(problem)) from None
    last = tuple(BrokenRow(first_row_n + n - 1, file_n, line, text) for n, line, text in numbering.rest())
    if last:
        yield TextBatch(pa.RecordBatch.from_pylist([], schema=text_schema(layout.names)), last)


def _opened(
    path: Path, heading: tuple[str, ...], numbering: Numbering, block_bytes: int
) -> Iterator[pa.RecordBatch]:
    broken_n = 0

    def keep(row: pa_csv.InvalidRow) -> str:
        nonlocal broken_n
        broken_n += 1
        if broken_n <= MOST_BROKEN:
            numbering.pending.append((row.number - 1, row.text))
            return "skip"
        return "error"

    try:
        reader = pa_csv.open_csv(
            path,
            # One thread: only then does the parser tell the number of a broken record.
            read_options=pa_csv.ReadOptions(
                block_size=block_bytes, use_threads=False, column_names=heading, skip_rows=1
            ),
            parse_options=pa_csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(heading, pa.string()),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid as problem:
        if "skip initial" in str(problem) or "Empty CSV" in str(problem):
            return
        raise
    with reader:
        yield from reader


def _numbered(
    batch: pa.RecordBatch, numbering: Numbering, layout: Table, file_n: int, first_row_n: int
) -> TextBatch:
    numbers, lines, broken = numbering.number(batch.columns)
    nothing = pa.nulls(len(batch), pa.string())
    texts = [batch.column(name) if name in batch.schema.names else nothing for name in layout.names]
    where = [
        pa.array(numbers + (first_row_n - 1)),
        pa.array(np.full(len(batch), file_n, np.int32)),
        pa.array(lines),
    ]
    rows = pa.RecordBatch.from_arrays([*where, *texts], schema=text_schema(layout.names))
    return TextBatch(
        rows, tuple(BrokenRow(first_row_n + n - 1, file_n, line, text) for n, line, text in broken)
    )


def _told(path: Path, problem: str) -> BadInput:
    if "UTF8" in problem or "UTF-8" in problem:
        return not_utf8(path, f"line {_first_bad_line(path)} holds bytes that are no UTF-8")
    if "straddling" in problem:
        return BadInput(
            what=f"{path.name} cannot be cut into rows",
            where=str(path),
            why="a quote is opened and not closed within 1 MB",
            do='look for a single " in the file; a quote inside a value is written twice',
        )
    return BadInput(
        what=f"{path.name} cannot be cut into rows",
        where=str(path),
        why=f"more than {MOST_BROKEN:,} lines do not have as many columns as the heading",
        do="check that the file is CSV with commas and that texts with commas are quoted",
    )


def _first_bad_line(path: Path) -> int:
    with path.open("rb") as opened:
        for number, line in enumerate(opened, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0
