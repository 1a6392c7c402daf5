"""Small sets kept in one whole number: bit n is set when member n is in the set.

A set of up to 63 members fits a signed 64-bit column, so that sets of titles and of
categories travel through the engine as plain numbers. Never negative.
"""

from __future__ import annotations

from collections.abc import Iterable

MOST_MEMBERS = 63


def bit_set(members: Iterable[int]) -> int:
    """The set of these members (0 to 62)."""
    bits = 0
    for member in members:
        if not 0 <= member < MOST_MEMBERS:
            raise ValueError(f"a set of bits holds members 0 to {MOST_MEMBERS - 1}, not {member}")
        bits |= 1 << member
    return bits


def members_of(bits: int) -> tuple[int, ...]:
    """The members of a set, lowest first."""
    if bits < 0:
        raise ValueError("a set of bits is never negative")
    return tuple(member for member in range(bits.bit_length()) if bits >> member & 1)


def lowest(bits: int) -> int | None:
    """The lowest member, or None of an empty set: the first in order where order is by bit."""
    return (bits & -bits).bit_length() - 1 if bits else None


def holds(bits: int, member: int) -> bool:
    """Whether the member is in the set."""
    return bits >> member & 1 == 1
