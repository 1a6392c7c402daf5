"""Checks of the participation group and the benefit level."""

from __future__ import annotations

from toandan.registers.check import Check
from toandan.registers.known import Known


def group_unknown(known: Known, column: str) -> Check:
    """No group of any day has the code that ``column`` ends up with."""
    codes = sorted(known.groups)
    return Check("group_unknown", "group_code", lambda table: table[column].notin(codes))


def benefit_unknown(column: str, allowed: tuple[str, ...]) -> Check:
    """The benefit level is none that exists."""
    return Check("benefit_digit_unknown", "benefit_digit", lambda table: table[column].notin(list(allowed)))
