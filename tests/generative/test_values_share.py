"""Identities of shares, on generated counts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from toandan.values.share import apportion, ceiling, fewest_for, half_up, rounded

COUNTS = st.integers(min_value=0, max_value=10**9)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=1000)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=12).filter(any)


@given(COUNTS, WEIGHTS)
def test_parts_sum_to_the_total_and_lie_within_one_of_the_exact_share(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(COUNTS, WEIGHTS, st.integers(min_value=1, max_value=50))
def test_only_the_proportion_of_weights_matters(total: int, weights: list[int], factor: int) -> None:
    assert apportion(total, weights) == apportion(total, [Fraction(weight, factor) for weight in weights])


@given(SHARES, COUNTS, st.booleans())
def test_the_fewest_is_enough_and_one_less_is_not(share: Fraction, whole: int, strict: bool) -> None:
    def holds(people: int) -> bool:
        return people > share * whole if strict else people >= share * whole

    fewest = fewest_for(share, whole, strict=strict)
    assert holds(fewest)
    assert not holds(fewest - 1)


@given(st.fractions(max_denominator=10**6))
def test_whole_numbers_around_a_fraction(value: Fraction) -> None:
    assert 0 <= ceiling(value) - value < 1
    assert -Fraction(1, 2) < half_up(value) - value <= Fraction(1, 2)


@given(
    st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10**9), st.integers(0, 12)
)
def test_a_rounded_share_is_within_half_a_unit(part: int, whole: int, places: int) -> None:
    shown = rounded(Fraction(part, whole), places)
    assert abs(Fraction(shown) - Fraction(part, whole)) <= Fraction(1, 2 * 10**places)
    assert shown == shown.quantize(Decimal(1).scaleb(-places))
