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
from toandan.registers.source.encoding.known import Encoding, encoding_named
from toandan.registers.source.encoding.recognise import Guess, better, legacy, recognised
from toandan.registers.source.encoding.stream import Utf8Stream, line_too_long
from toandan.registers.source.form import UNTOLD, Form
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Table

SEPARATORS = (",", ";", "\t", "|")
HEAD_BYTES, SAMPLE_BYTES = 1 << 18, 1 << 20
MOST_TITLES, ENOUGH_KNOWN = 50, 2

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
    return max(heads, key=lambda head: known(head.heading))


def known_cells(layout: Table | None) -> KnownCells:
    """How many cells of a row are headings of the layout, or of the register they fit best."""
    layouts = [layout] if layout else [register.received for register in REGISTERS.values()]
    return lambda cells: max(known_n(cells, one) for one in layouts)


def heading_at(rows: Sequence[Sequence[str]], known: KnownCells, form: Form) -> int:
    """The place of the heading among the first rows: the row with the most headings, or the first."""
    if form.title_n is not None:
        return min(form.title_n, len(rows) - 1)
    counts = [known(row) for row in rows]
    best = max(counts, default=0)
    return counts.index(best) if best >= ENOUGH_KNOWN else 0


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
    headings = _headings_known(path, guess, layout)
    return EncodingUnconfirmed(
        path, why, encoding=guess.encoding.name, told=_read_so(guess, headings), title=guess.encoding.title
    )


class EncodingUnconfirmed(BadInput):
    """The file is in an encoding that a person must confirm; ``encoding`` is the likeliest one."""

    def __init__(self, path: Path, why: str, *, encoding: str, told: str, title: str) -> None:
        self.encoding = encoding
        super().__init__(
            what=f"{path.name} is not UTF-8; it looks like {title}",
            where=str(path),
            why=f"{why}; read so, {told}",
            do=f"if that is right, add --encoding {encoding}; if not, save it as CSV UTF-8",
        )


def _read_so(guess: Guess, headings: Sequence[str]) -> str:
    """What a person judges an encoding by: headings we know, words half hidden, letters."""
    seen = [f"{guess.confidence:.0%} of its marked words are Vietnamese"]
    seen += [f"its heading holds {', '.join(headings)}"] if headings else []
    seen += [f"its usual words are {', '.join(guess.words)}", f"its usual letters {' '.join(guess.letters)}"]
    return "; ".join(seen)


def _headings_known(path: Path, guess: Guess, layout: Table | None) -> list[str]:
    """Only headings that mean a column of ours: without a heading the first line is somebody's row."""
    try:
        heading = _head_in(path, guess.encoding, layout, UNTOLD).heading
    except BadInput:
        return []
    known = known_cells(layout)
    return [cell for cell in heading if known([cell])]


def _told(path: Path, name: str) -> Encoding:
    """The encoding that was named; raises BadInput where the file plainly is in another one."""
    encoding = encoding_named(name)
    with path.open("rb") as opened:
        other = better(opened.read(SAMPLE_BYTES), encoding)
    if other is None:
        return encoding
    raise BadInput(
        what=f"{path.name} is not {encoding.title}, as was told; it looks like {other.encoding.title}",
        where=str(path),
        why="read as told, most of its words with marks would be no Vietnamese",
        do=f"give --encoding {other.encoding.name}, and correct `encoding` where a mapping says it",
    )


def _found(path: Path, layout: Table | None) -> Encoding:
    with path.open("rb") as opened:
        sample = opened.read(SAMPLE_BYTES)
    guess = recognised(sample)
    if guess is not None and guess.is_certain:
        return guess.encoding
    line = 1 + next((n for n, one in enumerate(sample.splitlines()) if not _is_utf8(one)), 0)
    raise not_utf8(path, f"line {line} holds bytes that are no UTF-8", sample, layout)


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
