"""Columns of text for the files: codes with their zeros, dates as far as they are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toandan.samples.arrays import Days, Flags, Ints

MONTH_LENGTH, YEAR_LENGTH = 7, 4


def digits(values: Ints, width: int, given: Flags | None = None) -> pa.Array:
    """Numbers with leading zeros; null where ``given`` is false."""
    mask = None if given is None else ~given
    return pc.utf8_lpad(pa.array(values, mask=mask).cast(pa.string()), width, "0")


def words(values: Sequence[str], index: Ints, given: Flags | None = None) -> pa.Array:
    """A word of a list per row; null where ``given`` is false."""
    place = pa.array(index.astype(np.int32), mask=None if given is None else ~given)
    return pa.array(list(values), pa.string()).take(place)


def days(values: Days, given: Flags | None = None) -> pa.Array:
    """Days as yyyy-mm-dd; null for NaT and where ``given`` is false."""
    shown = values if given is None else np.where(given, values, np.datetime64("NaT", "D"))
    return pa.array(shown).cast(pa.string())


def partial_days(values: Days, kept: Ints) -> pa.Array:
    """Days as yyyy-mm-dd (0), yyyy-mm (1) or yyyy (2)."""
    whole = days(values)
    choice = pa.array(kept.astype(np.int64))
    month = pc.utf8_slice_codeunits(whole, 0, MONTH_LENGTH)
    return pc.choose(choice, whole, month, pc.utf8_slice_codeunits(whole, 0, YEAR_LENGTH))


def joined(*parts: pa.Array) -> pa.Array:
    """Texts one after the other, row by row."""
    return pc.binary_join_element_wise(*parts, "")


def where(which: Flags, one: pa.Array, other: pa.Array) -> pa.Array:
    """``one`` where it holds, else ``other``."""
    return pc.if_else(pa.array(which), one, other)


def nothing(size: int) -> pa.Array:
    """A column without values."""
    return pa.nulls(size, pa.string())


def changed(table: pa.Table, **columns: pa.Array | str | None) -> pa.Table:
    """The table with some columns replaced by texts, or by one text for all rows."""
    for name, value in columns.items():
        column = pa.array([value] * table.num_rows, pa.string()) if _is_one(value) else value
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def _is_one(value: object) -> bool:
    return value is None or isinstance(value, str)
