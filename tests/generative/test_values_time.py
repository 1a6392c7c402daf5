"""Months and periods, on generated days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from toandan.errors import BadInput
from toandan.values.month import Month
from toandan.values.period import Period

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = DAYS.map(Month.of)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period, some without end."""
    start = draw(DAYS)
    length = draw(st.none() | st.integers(min_value=1, max_value=5000))
    return Period(start, None if length is None else start + timedelta(days=length))


@given(MONTHS)
def test_a_month_survives_its_text(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(st.text(max_size=9))
def test_any_text_is_a_month_or_a_clear_error(text: str) -> None:
    try:
        month = Month.parse(text)
    except BadInput:
        return
    assert 1 <= month.number <= 12
    assert Month.of(month.last_day) == month


@given(MONTHS, st.integers(-1200, 1200), st.integers(-1200, 1200))
def test_steps_add_up(month: Month, first: int, second: int) -> None:
    assert month.plus(first).plus(second) == month.plus(first + second)
    assert (month.plus(first) > month) == (first > 0)


@given(MONTHS)
def test_months_follow_each_other_without_a_gap(month: Month) -> None:
    assert month.end == month.plus(1).first_day == month.last_day + timedelta(days=1)


@given(periods(), periods(), DAYS)
def test_the_meeting_of_two_periods_holds_what_both_hold(one: Period, other: Period, day: date) -> None:
    shared = one.meet(other)
    assert shared == other.meet(one)
    assert (shared is not None and shared.holds(day)) == (one.holds(day) and other.holds(day))


@given(periods(), periods())
def test_overlap_is_having_a_day_in_common(one: Period, other: Period) -> None:
    assert one.overlaps(other) == (one.meet(other) is not None)


@given(DAYS, DAYS)
def test_a_period_through_a_day_ends_the_day_after(start: date, last: date) -> None:
    assume(start <= last)
    period = Period.through(start, last)
    assert period.holds(last)
    assert not period.holds(last + timedelta(days=1))
