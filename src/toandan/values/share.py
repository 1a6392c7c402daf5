"""Exact shares: fractions until the last step, decimal strings when written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

SHARE_PLACES = 6


def rounded(value: Fraction, places: int = SHARE_PLACES) -> Decimal:
    """The fraction as a decimal of so many places, half up."""
    with localcontext(prec=60):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share_text(part: int, whole: int, places: int = SHARE_PLACES) -> str | None:
    """``part / whole`` as a decimal string, or None where there is no whole."""
    return None if whole == 0 else str(rounded(Fraction(part, whole), places))


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves upward."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def ceiling(value: Fraction) -> int:
    """The smallest whole number that is not less."""
    return -((-value.numerator) // value.denominator)


def fewest_for(share: Fraction, whole: int, *, strict: bool) -> int:
    """The fewest people of ``whole`` so that the share holds; "more than" is strict."""
    needed = share * whole
    return needed.numerator // needed.denominator + 1 if strict else ceiling(needed)


def apportion(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """``total`` split into whole parts by weight (largest remainder); the parts sum to it.

    Ties go to the earlier part, so the result is a function of the arguments alone.
    """
    mass = sum((Fraction(weight) for weight in weights), Fraction(0))
    if mass == 0:
        raise ValueError("the weights sum to nothing")
    exact = [Fraction(weight) * total / mass for weight in weights]
    parts = [value.numerator // value.denominator for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
