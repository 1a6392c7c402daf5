"""The whole behind a count and a printed share, against trying every whole number."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.accounts.figures.derive import whole_of
from toandan.accounts.figures.figure import Percent
from toandan.values.share import fewest_for


def printed(part: int, whole: int, places: int) -> Decimal:
    """The share as an agency prints it: per cent, half up."""
    step = Decimal(1).scaleb(-places)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, rounding=ROUND_HALF_UP)


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(0, 3))
def test_the_true_whole_lies_in_the_interval(part: int, rest: int, places: int) -> None:
    share = printed(part, part + rest, places)
    if share > 0:
        found = whole_of(part, Percent(share))
        assert found.is_possible
        assert found.low <= part + rest <= found.high


@settings(max_examples=40)
@given(st.integers(1, 40), st.integers(30, 1000))
def test_the_interval_is_exactly_the_wholes_that_print_the_same(part: int, tenths: int) -> None:
    percent = Percent(Decimal(tenths).scaleb(-1))
    found = whole_of(part, percent)
    limit = part * 40
    tried = [whole for whole in range(1, limit) if printed(part, whole, 1) == percent.printed]
    assert found.is_possible is bool(tried)
    if tried:
        assert (found.low, found.high) == (tried[0], tried[-1])
    else:
        assert found.low == found.value == found.high


@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 3000), st.booleans())
def test_the_fewest_people_for_a_target_is_the_first_that_holds(
    share: Fraction, whole: int, strict: bool
) -> None:
    def holds(people: int) -> bool:
        return people > share * whole if strict else people >= share * whole

    fewest = fewest_for(share, whole, strict=strict)
    assert holds(fewest)
    assert not holds(fewest - 1)
