"""Numbers and days as people write them, in both languages of the accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from toandan.values.share import rounded

PERCENT_PLACES = 2

# What a denominator counts, as people call it: Vietnamese, English.
KINDS = {
    "published": ("dân số công bố", "published population"),
    "implied": ("dân số suy ra từ tỷ lệ đã in", "population implied by a printed rate"),
    "merger_resolution": ("dân số theo nghị quyết sáp nhập", "population in the merger resolution"),
    "census": ("tổng điều tra dân số", "census"),
    "labour_force": ("lực lượng lao động", "labour force"),
    "register": ("sổ dân cư", "population register"),
}


def kind_vi(kind: str) -> str:
    """The kind of a denominator in Vietnamese; the code itself where it has no words yet."""
    return KINDS.get(kind, (kind, kind))[0]


def kind_en(kind: str) -> str:
    """The kind of a denominator in English."""
    return KINDS.get(kind, (kind, kind))[1]


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
