"""Text files with a separator, as a stream of text batches: decoded on the way, never copied to disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from toandan.errors import BadInput
from toandan.registers.source.apart import BROKEN, NUL, TOTAL, is_total
from toandan.registers.source.assemble import assembled
from toandan.registers.source.batch import BrokenRow, TextBatch, text_schema
from toandan.registers.source.columns import Columns, columns_of
from toandan.registers.source.encoding.known import UTF8
from toandan.registers.source.encoding.stream import LONGEST_LINE, Utf8Stream
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.head import SAMPLE_BYTES, Head, not_utf8, read_head
from toandan.registers.source.numbering import Numbering
from toandan.schemas.table import Table

BLOCK_BYTES = 1 << 20
MOST_BROKEN = 100_000


def csv_batches(
    path: Path,
    layout: Table,
    file_n: int,
    first_row_n: int,
    *,
    form: Form = UNTOLD,
    notes: list[str] | None = None,
    block_bytes: int = BLOCK_BYTES,
) -> Iterator[TextBatch]:
    """The records of one file as text, numbered from ``first_row_n``; absent optional columns are null.

    ``notes`` gets a sentence for whatever was found in the file and is not a record.
    Raises BadInput for a heading that does not fit, an encoding that needs confirmation, a quote
    that never closes, and a file of which more than 100,000 lines cannot be cut into columns.
    """
    head = read_head(path, layout, form)
    known = columns_of(path, head.heading, layout)
    if notes is not None:
        notes.extend(_notes(path, head, known))
    numbering = Numbering(line=head.lines_n + 1)

    def broken(told: Iterable[tuple[int, int, str]]) -> tuple[BrokenRow, ...]:
        return tuple(_broken(first_row_n + n - 1, file_n, line, text, head) for n, line, text in told)

    try:
        for batch in _opened(path, head, numbering, block_bytes):
            numbers, lines, apart = numbering.number(batch.columns)
            yield assembled(
                batch.columns,
                numbers + (first_row_n - 1),
                lines,
                known=known,
                layout=layout,
                file_n=file_n,
                broken=broken(apart),
                separator=head.separator if numbering.inside_n else "",
            )
    except pa.ArrowInvalid as problem:
        raise _told(path, str(problem)) from None
    last = broken(numbering.rest())
    if last:
        yield TextBatch(pa.RecordBatch.from_pylist([], schema=text_schema(layout.names)), last)


def _notes(path: Path, head: Head, known: Columns) -> Iterator[str]:
    if head.encoding is not UTF8:
        yield f"{path.name}: read as {head.encoding.title}"
    if head.title_n:
        yield f"{path.name}: {head.title_n} lines above the heading are titles, not records"
    if known.left_out:
        yield f"{path.name}: column {', '.join(known.left_out)} only numbers the rows and is left out"


def _broken(row_n: int, file_n: int, line: int, text: str, head: Head) -> BrokenRow:
    shown = text.replace("\0", NUL)
    code = TOTAL if is_total(text.split(head.separator)) else BROKEN
    return BrokenRow(row_n, file_n, line, shown, code)


def _opened(path: Path, head: Head, numbering: Numbering, block_bytes: int) -> Iterator[pa.RecordBatch]:
    broken_n = 0
    # Columns go by their place: a heading may be empty or stand twice.
    places = [str(place) for place in range(len(head.heading))]

    def keep(row: pa_csv.InvalidRow) -> str:
        nonlocal broken_n
        broken_n += 1
        if broken_n <= MOST_BROKEN:
            numbering.pending.append((row.number - head.lines_n, row.text))
            return "skip"
        return "error"

    with ExitStack() as files:
        # What is UTF-8 already is read by the parser itself.
        source = path if head.encoding is UTF8 else files.enter_context(Utf8Stream(path, head.encoding))
        try:
            reader = pa_csv.open_csv(
                source,
                # One thread: only then does the parser tell the number of a broken record.
                read_options=pa_csv.ReadOptions(
                    block_size=block_bytes, use_threads=False, column_names=places, skip_rows=head.lines_n
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=head.separator,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=keep,
                ),
                convert_options=pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(places, pa.string()),
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


def _told(path: Path, problem: str) -> BadInput:
    if "UTF8" in problem or "UTF-8" in problem:
        line, sample = _first_bad_line(path)
        return not_utf8(path, f"line {line} holds bytes that are no UTF-8", sample)
    if "straddling" in problem:
        return BadInput(
            what=f"{path.name} cannot be cut into rows",
            where=str(path),
            why="a line has no end, or a quote is opened and not closed, within 1 MB",
            do='look for a single " in the file; a quote inside a value is written twice',
        )
    return BadInput(
        what=f"{path.name} cannot be cut into rows",
        where=str(path),
        why=f"more than {MOST_BROKEN:,} lines do not have as many columns as the heading",
        do="check that every line has the columns of the heading and that texts with separators are quoted",
    )


def _first_bad_line(path: Path) -> tuple[int, bytes]:
    """The number of the first line that is no UTF-8, and what follows from there."""
    with path.open("rb") as opened:
        # A line longer than any register's is cut: this is only to say where to look.
        for number, line in enumerate(iter(lambda: opened.readline(LONGEST_LINE), b""), start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number, line + opened.read(SAMPLE_BYTES)
    return 0, b""
