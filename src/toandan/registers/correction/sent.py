"""The rows that a person sent back, beside what the quarantine holds of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from toandan.errors import BadInput
from toandan.registers.correction.layout import SENT_ROW_N, sent_layout
from toandan.registers.masking import HIDDEN, masked_texts
from toandan.registers.quarantine import RECEIVED
from toandan.registers.source.batch import LINE, ROW_N, WHERE, text_schema, without_blanks
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import SourceFile
from toandan.schemas.table import Register
from toandan.values.sheet_text import as_received

type Texts = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Sent:
    """The received texts of the rows that came back, by row number; masked cells are what they stand for."""

    texts: dict[int, Texts]
    rows_n: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the file, and where it stands."""

    source: SourceFile
    line: int
    column: str
    text: str | None


def sent_rows(source: SourceFile, register: Register, held: Mapping[int, Mapping[str, Any]]) -> Sent:
    """The rows of an exported file after a person edited it; ``held`` are the quarantine's, by row number.

    Raises BadInput for a file that cannot be read, a line without a row number, with one that the
    quarantine does not hold or that stands twice, and a masked value that was edited in part.
    """
    found: dict[int, Texts] = {}
    for line, cells in _lines(source, register):
        row_n = _row_n(source, line, cells.pop(ROW_N), held)
        if row_n in found:
            raise _refused(source, line, f"row_n {row_n} stands twice", "keep one of the two lines")
        masked = masked_texts(held[row_n], register)
        found[row_n] = {
            name: _text(Cell(source, line, name, cells[name]), held[row_n][f"{RECEIVED}{name}"], masked)
            for name in register.received.names
        }
    return Sent(found, len(found))


def as_batch(texts: Mapping[int, Texts], names: tuple[str, ...]) -> pa.RecordBatch:
    """Rows as an intake reads them, trimmed, ordered by their numbers."""
    rows = [{**dict.fromkeys(WHERE, 0), **texts[row_n], ROW_N: row_n} for row_n in sorted(texts)]
    return without_blanks(pa.RecordBatch.from_pylist(rows, schema=text_schema(names)))


def _lines(source: SourceFile, register: Register) -> Iterator[tuple[int, Texts]]:
    extract = Extract([source], sent_layout(register.received))
    for batch in extract.batches():
        for broken in batch.broken:
            raise _refused(
                source, broken.line, "it is no row of the export", "leave its columns as they were"
            )
        for row in without_blanks(batch.rows).to_pylist():
            cells = {name: row[name] for name in (*register.received.names, ROW_N)}
            # The batch numbers its rows itself; the number of the quarantine is a column of the file.
            cells[ROW_N] = row[SENT_ROW_N]
            if any(cells.values()):
                yield row[LINE], cells


def _row_n(source: SourceFile, line: int, text: str | None, held: Mapping[int, Mapping[str, Any]]) -> int:
    if text is None or not (text.isascii() and text.isdigit()):
        raise _refused(source, line, "it has no row_n", "leave the column row_n as it was exported")
    if int(text) not in held:
        raise _refused(
            source,
            line,
            f"row_n {text} is not in quarantine",
            "export the newest version again; rows are added by a new extract, not here",
        )
    return int(text)


def _text(cell: Cell, held: str | None, masked: Mapping[str, str]) -> str | None:
    text = None if cell.text is None else as_received(cell.text)
    if held is not None and text == masked.get(cell.column, "").strip():
        return held
    if text is not None and HIDDEN in text:
        raise _refused(
            cell.source,
            cell.line,
            f"{cell.column} is masked in part",
            "write the whole value, or leave the cell as it was exported",
        )
    return text


def _refused(source: SourceFile, line: int, what: str, do: str) -> BadInput:
    return BadInput(what=f"line {line}: {what}", where=str(source.path), why="nothing was taken in", do=do)
