"""Workbooks typed in the fonts of an older encoding: their cells hold its letters as if they were Western."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from toandan.registers.source.cells import Cell
from toandan.registers.source.encoding.confirm import EncodingUnconfirmed, told_wrongly
from toandan.registers.source.encoding.known import LETTERS, UTF8, Encoding, encoding_named, respelled
from toandan.registers.source.encoding.recognise import is_in_letters, letters_of

SAMPLE_ROWS = 200

type Speller = Callable[[str | None], str | None]
type HeadingsKnown = Callable[[Speller], Sequence[str]]


def speller_of(
    path: Path, told: str, rows: Iterable[Sequence[Cell]], headings: HeadingsKnown
) -> Speller | None:
    """How the texts of a sheet become Vietnamese, by its first rows and what was told; None: they are.

    ``headings`` gives the known headings of the sheet for a speller. Raises EncodingUnconfirmed for
    letters of an older encoding that nobody told, BadInput where another one was told.
    """
    text = "\n".join(cell for row in rows for cell in row if isinstance(cell, str))
    guess = letters_of(text)
    encoding = encoding_named(told) if told else UTF8
    if encoding in LETTERS:
        if guess is not None and guess.encoding is not encoding:
            raise told_wrongly(path, encoding, guess.encoding)
        # A sheet of the workbook may have been typed later, in Unicode.
        return _in(encoding) if is_in_letters(text, encoding) else None
    if guess is not None:
        raise EncodingUnconfirmed(path, "", guess, headings(_in(guess.encoding)), is_unicode=True)
    return None


def _in(encoding: Encoding) -> Speller:
    return lambda text: None if text is None else respelled(encoding, text)
