"""Numbers and days as each language writes them; ages and their bands."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toandan.accounts.age_bands import band
from toandan.accounts.words import count_en, count_vi, day_en, day_vi, percent_en, percent_vi, share_string
from toandan.values.month import Month

RATE = Fraction(1_475_810, 1_673_064)


def test_numbers_are_written_as_each_language_does() -> None:
    assert (count_vi(1_475_810), count_en(1_475_810)) == ("1.475.810", "1,475,810")
    assert (percent_vi(RATE), percent_en(RATE)) == ("88,21%", "88.21%")
    assert share_string(RATE) == "0.882100"


def test_days_cannot_be_misread() -> None:
    day = Month(2025, 10).last_day
    assert (day_vi(day), day_en(day)) == ("31/10/2025", "31 October 2025")


@pytest.mark.parametrize(
    ("age", "expected"), [(0, (0, 6)), (5, (0, 6)), (6, (6, 15)), (79, (75, 80)), (104, (80, None))]
)
def test_the_band_of_an_age(age: int, expected: tuple[int, int | None]) -> None:
    assert band(age) == expected
