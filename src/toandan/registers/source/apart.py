"""Rows that are no records: totals below, bytes that are no text, values under no heading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toandan.registers.source.batch import trimmed
from toandan.registers.source.columns import Columns

BROKEN, TOTAL = "row_broken", "total_row"
NUL = "\N{SYMBOL FOR NULL}"
_END = r"([\s:.(-].*)?"
_LABEL = rf"^(t[oổ]ng c[oộ]ng{_END}|t[oổ]ng s[oố]{_END}|c[oộ]ng trang{_END}|grand total{_END}|t[oổ]ng:?|c[oộ]ng:?|(sub)?total:?)$"


def odd_rows(columns: Sequence[pa.Array], known: Columns, separator: str = "") -> dict[int, str]:
    """The rows of a batch that are no records, by their place, and the code of each.

    ``separator`` is given where values of a text file go over lines: a stray quote can make one
    value of many rows.
    """
    odd = dict.fromkeys(_where([_has_nul(values) for values in columns]), BROKEN)
    if separator:
        odd |= dict.fromkeys(
            _where([_holds_rows(values, separator, len(columns)) for values in columns]), BROKEN
        )
    odd |= dict.fromkeys(_where([pc.is_valid(trimmed(columns[place])) for place in known.unnamed]), BROKEN)
    return odd | dict.fromkeys(_totals(columns, known), TOTAL)


def is_total(cells: Sequence[str]) -> bool:
    """Whether a line that could not be cut into columns begins as a total does."""
    return bool(cells) and any(pc.any(_labelled(pa.array([cell]))).as_py() for cell in cells[:2])


def line_of(cells: Sequence[str | None]) -> str:
    """The cells of a row as one text, for the quarantine."""
    return "\t".join(cell or "" for cell in cells).replace("\0", NUL).rstrip("\t")


def _totals(columns: Sequence[pa.Array], known: Columns) -> list[int]:
    """A total fills few columns, so only rows that lack a required value are looked at."""
    places = _where([pc.is_null(columns[place]) for place in known.required])
    if not places:
        return []
    few = pa.array(places)
    return [places[at] for at in _where([_labelled(values.take(few)) for values in columns])]


def _labelled(values: pa.Array) -> pa.Array:
    plain = pc.utf8_normalize(pc.utf8_lower(trimmed(values)), form="NFC")
    return pc.fill_null(pc.match_substring_regex(plain, _LABEL), fill_value=False)


def _has_nul(values: pa.Array) -> pa.Array:
    data = values.buffers()[-1]
    if data is None or not np.any(np.frombuffer(data, np.uint8) == 0):
        return pa.array(np.zeros(len(values), bool))
    return pc.fill_null(pc.match_substring(values, "\0"), fill_value=False)


def _holds_rows(values: pa.Array, separator: str, columns_n: int) -> pa.Array:
    """Where a value goes over lines and holds the separators of a whole row: a quote closed in another row."""
    over_lines = pc.match_substring_regex(values, "[\r\n]")
    as_wide = pc.greater_equal(pc.count_substring(values, separator), columns_n - 1)
    return pc.fill_null(pc.and_(over_lines, as_wide), fill_value=False)


def _where(conditions: Sequence[pa.Array]) -> list[int]:
    if not conditions:
        return []
    places: list[int] = pc.indices_nonzero(reduce(pc.or_, conditions)).to_pylist()
    return places
