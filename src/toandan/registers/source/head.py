"""The beginning of a text file: its encoding, its separator, the lines above the heading, the heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.heading.match import known_n
from toandan.registers.source.encoding.confirm import EncodingUnconfirmed, told_wrongly
from toandan.registers.source.encoding.known import Encoding, encoding_named, kept_as
from toandan.registers.source.encoding.recognise import better, is_in_letters, legacy, letters_of, recognised
from toandan.registers.source.encoding.stream import Utf8Stream, line_too_long
from toandan.registers.source.form import UNTOLD, Form
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Table

SEPARATORS = (",", ";", "\t", "|")
HEAD_BYTES, SAMPLE_BYTES, LETTERS_BYTES = 1 << 18, 1 << 20, 1 << 16
MOST_TITLES, ENOUGH_KNOWN = 50, 2
NEARLY_ALL = 0.7

type KnownCells = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Head:
    """How a text file begins: ``lines_n`` lines stand above the first record, ``title_n`` above the heading."""

    encoding: Encoding
    separator: str
    heading: tuple[str, ...]
    lines_n: int
    title_n: int


def read_head(path: Path, layout: Table | None = None, form: Form = UNTOLD) -> Head:
    """The head of a text file; without a layout the heading is looked for among those of all registers.

    Raises BadInput for an encoding that is not known for certain and not told, for bytes that are
    not of the encoding told and for lines without an end.
    """
    encoding = _told(path, form.encoding) if form.encoding else _found(path, layout)
    return _head_in(path, encoding, layout, form)


def _head_in(path: Path, encoding: Encoding, layout: Table | None, form: Form) -> Head:
    with Utf8Stream(path, encoding) as stream:
        text = stream.read(HEAD_BYTES).decode(errors="ignore")
    if (
        "\n" not in text
        and "\r" not in text
        and len(text) >= HEAD_BYTES // 4
        and path.stat().st_size > HEAD_BYTES
    ):
        raise line_too_long(path, len(text))
    known = known_cells(layout)
    separators = (form.separator,) if form.separator else SEPARATORS
    heads = [_with_separator(text, separator, encoding, known, form) for separator in separators]
    # Of headings that nobody knows, the one cut into the most columns is likeliest.
    return max(heads, key=lambda head: (known(head.heading), _filled_n(head.heading)))


def known_cells(layout: Table | None) -> KnownCells:
    """How many cells of a row are headings of the layout, or of the register they fit best."""
    layouts = [layout] if layout else [register.received for register in REGISTERS.values()]
    return lambda cells: max(known_n(cells, one) for one in layouts)


def heading_at(rows: Sequence[Sequence[str]], known: KnownCells, form: Form) -> int:
    """The place of the heading among the first rows: the row with the most headings we know.

    Where none is known it is the first row that fills nearly as many columns as any.
    """
    if form.title_n is not None:
        return min(form.title_n, len(rows) - 1)
    counts = [known(row) for row in rows]
    best = max(counts, default=0)
    if best >= ENOUGH_KNOWN:
        return counts.index(best)
    filled = [_filled_n(row) for row in rows]
    enough = max(filled, default=0) * NEARLY_ALL
    return next((at for at, cells_n in enumerate(filled) if cells_n >= enough), 0)


def _filled_n(row: Sequence[str]) -> int:
    return sum(cell.strip() != "" for cell in row)


def not_utf8(path: Path, why: str, sample: bytes, layout: Table | None = None) -> BadInput:
    """The error for bytes that are no Unicode: what they probably are, and how to say so."""
    guess = legacy(sample)
    if guess is None:
        return BadInput(
            what=f"{path.name} is not UTF-8",
            where=str(path),
            why=why,
            do="save it as CSV UTF-8, or name its encoding with --encoding",
        )
    return EncodingUnconfirmed(path, why, guess, _headings_known(path, guess.encoding, layout))


def _headings_known(path: Path, encoding: Encoding, layout: Table | None) -> list[str]:
    """Only headings that mean a column of ours: without a heading the first line is somebody's row."""
    try:
        heading = _head_in(path, encoding, layout, UNTOLD).heading
    except BadInput:
        return []
    known = known_cells(layout)
    return [cell for cell in heading if known([cell])]


def _told(path: Path, name: str) -> Encoding:
    """The encoding that was named; raises BadInput where the file plainly is in another one."""
    encoding = encoding_named(name)
    sample = _sample(path)
    other = better(sample, encoding)
    if other is None:
        return encoding
    if other.is_certain and is_in_letters(_text(sample, other.encoding), encoding):
        return kept_as(other.encoding, encoding)
    raise told_wrongly(path, encoding, other.encoding)


def _found(path: Path, layout: Table | None) -> Encoding:
    sample = _sample(path)
    guess = recognised(sample)
    if guess is not None and guess.is_certain:
        letters = letters_of(_text(sample, guess.encoding))
        if letters is None:
            return guess.encoding
        headings = _headings_known(path, kept_as(guess.encoding, letters.encoding), layout)
        raise EncodingUnconfirmed(path, "", letters, headings, is_unicode=True)
    line = 1 + next((n for n, one in enumerate(sample.splitlines()) if not _is_utf8(one)), 0)
    raise not_utf8(path, f"line {line} holds bytes that are no UTF-8", sample, layout)


def _sample(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(SAMPLE_BYTES)


def _text(sample: bytes, encoding: Encoding) -> str:
    return sample[:LETTERS_BYTES].decode(encoding.codec, errors="ignore")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _with_separator(text: str, separator: str, encoding: Encoding, known: KnownCells, form: Form) -> Head:
    rows, ends = [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in islice(reader, MOST_TITLES):
            rows.append(tuple(cell.strip() for cell in row))
            ends.append(reader.line_num)
    except csv.Error:
        # A cell without an end: what stands above it may still be the heading.
        pass
    if not rows:
        return Head(encoding, separator, (), 1, 0)
    at = heading_at(rows, known, form)
    return Head(encoding, separator, rows[at], ends[at], ends[at - 1] if at else 0)
