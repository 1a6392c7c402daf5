"""Shares of amounts in whole đồng: one product, rounded half up once, without any inexact number.

Amounts are at least zero and below 10,000,000,000,000 đồng, so that every product fits.
"""

from __future__ import annotations

from ibis.expr.types import IntegerValue

WHOLE_BP = 10_000


def part(amount: IntegerValue, parts: IntegerValue | int, whole: IntegerValue | int) -> IntegerValue:
    """``amount × parts / whole``, rounded half up to whole đồng."""
    return quotient(amount * parts * 2 + whole, whole * 2)


def share(amount: IntegerValue, basis_points: IntegerValue) -> IntegerValue:
    """A share of an amount in basis points, rounded half up to whole đồng."""
    return part(amount, basis_points, WHOLE_BP)


def quotient(amount: IntegerValue, whole: IntegerValue | int) -> IntegerValue:
    """The whole part of a division. The rest is taken off first, so that what is divided comes out even:
    the quotient is exact whatever number type the engine divides in."""
    return ((amount - amount % whole) / whole).cast("int64")


def percent(basis_points: IntegerValue) -> IntegerValue:
    """Basis points as whole percent."""
    return quotient(basis_points, WHOLE_BP // 100)
