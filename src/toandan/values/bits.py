"""Small sets kept in whole numbers: bit n is set when member n is in the set.

In Python a set is one whole number of any size, never negative. A column of a table holds 64 bits
with a sign, so there a set is cut into numbers of 63 members each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MEMBERS_A_COLUMN = 63


def bit_set(members: Iterable[int]) -> int:
    """The set of these members (0 or more)."""
    bits = 0
    for member in members:
        if member < 0:
            raise ValueError(f"a member of a bit set is 0 or more, not {member}")
        bits |= 1 << member
    return bits


def members_of(bits: int) -> tuple[int, ...]:
    """The members of a set, lowest first."""
    if bits < 0:
        raise ValueError("a set of bits is never negative")
    return tuple(member for member in range(bits.bit_length()) if bits >> member & 1)


def lowest(bits: int) -> int | None:
    """The lowest member, or None of an empty set."""
    return (bits & -bits).bit_length() - 1 if bits else None


def holds(bits: int, member: int) -> bool:
    """Whether the member is in the set."""
    return bits >> member & 1 == 1


def columns_for(members_n: int) -> int:
    """How many columns a set of so many possible members needs; at least one."""
    return max(1, -(-members_n // MEMBERS_A_COLUMN))


def cut(bits: int, columns_n: int) -> tuple[int, ...]:
    """A set as the numbers of so many columns, the lowest members first; ValueError where they do not hold it."""
    if bits < 0 or bits.bit_length() > columns_n * MEMBERS_A_COLUMN:
        raise ValueError(f"{columns_n} columns do not hold the set")
    every = (1 << MEMBERS_A_COLUMN) - 1
    return tuple(bits >> (column * MEMBERS_A_COLUMN) & every for column in range(columns_n))


def joined(columns: Sequence[int]) -> int:
    """The set of the numbers of its columns, the lowest members first."""
    return sum(bits << (column * MEMBERS_A_COLUMN) for column, bits in enumerate(columns))
