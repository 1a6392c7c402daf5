"""The heading of a file against the declared columns of its register."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from toandan.errors import BadInput
from toandan.schemas.table import Table

SEPARATORS = (";", "\t", "|")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MOST_BYTES = 1 << 20


def csv_heading(path: Path) -> tuple[str, ...]:
    """The column names on the first line of a UTF-8 file, with or without a byte-order mark."""
    with path.open("rb") as opened:
        line = opened.readline(MOST_BYTES)
    if line.startswith(UTF16_MARKS) or b"\0" in line:
        raise not_utf8(path, "it looks like UTF-16")
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise not_utf8(path, "line 1 holds bytes that are no UTF-8") from None
    # Old systems end lines with a carriage return alone.
    first = text.replace("\r", "\n").split("\n", 1)[0]
    return tuple(name.strip() for name in next(csv.reader([first]), []))


def not_utf8(path: Path, why: str) -> BadInput:
    """The error for a file in another encoding."""
    return BadInput(
        what=f"{path.name} is not UTF-8",
        where=str(path),
        why=why,
        do="save it as CSV UTF-8; other encodings come in a later release",
    )


def check_heading(path: Path, found: Sequence[str], layout: Table) -> None:
    """Raises BadInput for a column twice, a required column that is missing, one that is not declared."""
    twice = [name for name, times in Counter(found).items() if times > 1]
    if twice:
        raise _problem(path, f"column twice: {', '.join(twice)}", found, "keep one of them")
    required = [column.name for column in layout.columns if column.required]
    missing = [name for name in required if name not in found]
    if missing:
        raise _problem(path, f"column missing: {', '.join(missing)}", found, _advice(found))
    unknown = [name for name in found if name not in layout.names]
    if unknown:
        known = ", ".join(layout.names)
        raise _problem(
            path,
            f"column not known: {', '.join(repr(name) for name in unknown)}",
            found,
            f"nothing is dropped silently: delete it or rename it to one of {known}",
        )


def _problem(path: Path, what: str, found: Sequence[str], do: str) -> BadInput:
    return BadInput(
        what=f"{path.name}: {what}",
        where=str(path),
        why=f"the heading holds {', '.join(found) or 'nothing'}",
        do=do,
    )


def _advice(found: Sequence[str]) -> str:
    for separator in SEPARATORS:
        if len(found) == 1 and separator in found[0]:
            return f"columns are separated by commas here, this file seems to use {separator!r}"
    return "add the column; other layouts and column names come in a later release"
