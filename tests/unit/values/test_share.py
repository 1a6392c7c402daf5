"""Shares: exact until the last step, and the printed figures come out of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from toandan.values.share import apportion, ceiling, fewest_for, half_up, rounded, share_text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(-1, 2), 0),
        (Fraction(7, 5), 1),
        (Fraction(8, 5), 2),
    ],
)
def test_halves_go_up(value: Fraction, expected: int) -> None:
    assert half_up(value) == expected


def test_a_share_as_text() -> None:
    assert share_text(1475810, 1673064) == "0.882100"
    assert share_text(1, 3, places=2) == "0.33"
    assert share_text(1, 8, places=2) == "0.13"
    assert share_text(5, 0) is None


def test_a_share_of_large_counts_is_exact() -> None:
    assert rounded(Fraction(10**18 + 1, 2 * 10**18), 19) == Decimal("0.5000000000000000005")


def test_rounding_upward() -> None:
    assert [ceiling(Fraction(6, 3)), ceiling(Fraction(7, 3)), ceiling(Fraction(-7, 3))] == [2, 3, -2]


def test_more_than_is_strict() -> None:
    assert fewest_for(Fraction(95, 100), 100, strict=False) == 95
    assert fewest_for(Fraction(95, 100), 100, strict=True) == 96
    assert fewest_for(Fraction(95, 100), 101, strict=False) == 96
    assert fewest_for(Fraction(95, 100), 101, strict=True) == 96


def test_people_that_lao_cai_lacks() -> None:
    gaps = [
        fewest_for(Fraction(share, 1000), 1673064, strict=strict) - 1475810
        for share, strict in ((950, True), (965, False), (1000, False))
    ]
    assert gaps == [113601, 138697, 197254]


def test_parts_sum_to_the_whole_and_ties_go_to_the_earlier() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(1, [1, 1]) == [1, 0]
    assert apportion(0, [3, 1]) == [0, 0]
    assert apportion(7, [0, 1]) == [0, 7]


def test_nothing_cannot_be_shared_out() -> None:
    with pytest.raises(ValueError, match="sum to nothing"):
        apportion(5, [0, 0])
