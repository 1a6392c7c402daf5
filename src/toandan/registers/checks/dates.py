"""Checks of dates against each other and against the day the extract speaks of."""

from __future__ import annotations

import ibis

from toandan.registers.check import Check
from toandan.registers.known import Known
from toandan.registers.reading.declared import typed_name


def in_future(known: Known, column: str, code: str = "date_in_future") -> Check:
    """The day lies after the extract's as-of day (of a partial date, its first day)."""
    return Check(code, column, lambda table: table[typed_name(column)] > ibis.literal(known.as_of))


def before(code: str, column: str, earlier: str) -> Check:
    """The day of ``column`` lies before that of ``earlier``."""
    return Check(code, column, lambda table: table[typed_name(column)] < table[typed_name(earlier)])


def died_before_birth() -> Check:
    """The death lies before the birth."""
    return before("died_before_birth", "died_on", "birth_date")


def cover_ends_before_start() -> Check:
    """The last day of validity lies before the first."""
    return before("cover_ends_before_start", "valid_to", "valid_from")


def cover_before_birth() -> Check:
    """The last day of validity lies before the birth."""
    return before("cover_before_birth", "valid_to", "birth_date")
