"""From the cells of a sheet to the texts of our files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

import pyarrow as pa

type Cell = str | int | float | bool | date | datetime | time | timedelta

# Day 60 of the count is 29 February 1900, which never was; after it the count starts here.
_FIRST_DAY = date(1899, 12, 30)
_FALSE_LEAP_DAY = 60
_FIRST_DAY_1904 = date(1904, 1, 1)
YEARS = range(1850, 2200)
SERIALS = range(1, 110_000)


def cell_text(value: Cell) -> str | None:
    """The text of a cell: numbers without ".0", days as yyyy-mm-dd; none for an empty one."""
    match value:
        case str():
            return value or None
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return (value.date() if value.time() == time() else value).isoformat()
        case date() | time():
            return value.isoformat()
    return str(value)


def day_text(value: Cell) -> str | None:
    """As ``cell_text`` for a column of days: a bare number is a year or the count of days of spreadsheets."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        number = int(value)
        if number in SERIALS and number not in YEARS and number != _FALSE_LEAP_DAY:
            early = number < _FALSE_LEAP_DAY
            return (_FIRST_DAY + timedelta(days=number + early)).isoformat()
    return cell_text(value)


def day_text_1904(value: Cell) -> str | None:
    """As ``day_text`` in a workbook that counts its days from 1904."""
    text = day_text(value)
    if text == cell_text(value):
        return text
    return (_FIRST_DAY_1904 + timedelta(days=int(str(cell_text(value))))).isoformat()


def texts(
    values: Sequence[Cell],
    text: Callable[[Cell], str | None],
    spell: Callable[[str | None], str | None] | None = None,
) -> pa.Array:
    """A column of cells as texts, spelled where they hold letters of an older encoding."""
    written = [text(value) for value in values]
    return pa.array(written if spell is None else [spell(one) for one in written], pa.string())
