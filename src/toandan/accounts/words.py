"""Numbers and days as people write them, in both languages of the accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from toandan.values.share import rounded

PERCENT_PLACES = 2


def count_vi(people: int) -> str:
    """1.475.810"""
    return f"{people:,}".replace(",", ".")


def count_en(people: int) -> str:
    """1,475,810"""
    return f"{people:,}"


def percent_en(share: Fraction | Decimal) -> str:
    """88.21%, half up."""
    return f"{rounded(Fraction(share) * 100, PERCENT_PLACES)}%"


def percent_vi(share: Fraction | Decimal) -> str:
    """88,21%, half up."""
    return percent_en(share).replace(".", ",")


def day_vi(day: date) -> str:
    """31/10/2025"""
    return f"{day:%d/%m/%Y}"


def day_en(day: date) -> str:
    """31 October 2025"""
    return f"{day.day} {day:%B} {day.year}"


def share_string(share: Fraction | Decimal) -> str:
    """The share as a decimal string of six places."""
    return str(rounded(Fraction(share)))
