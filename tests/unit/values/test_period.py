"""Half-open periods: the last day of a card is inside, the end is not."""

from __future__ import annotations

from datetime import date

import pytest

from toandan.errors import BadInput
from toandan.values.period import Period

OCTOBER = Period.through(date(2025, 10, 1), date(2025, 10, 31))


def test_the_last_printed_day_is_inside() -> None:
    assert Period(date(2025, 10, 1), date(2025, 11, 1)) == OCTOBER
    assert OCTOBER.holds(date(2025, 10, 31))
    assert not OCTOBER.holds(date(2025, 11, 1))
    assert not OCTOBER.holds(date(2025, 9, 30))


def test_a_period_without_end_goes_on() -> None:
    assert Period(date(2025, 1, 1)).holds(date(2099, 1, 1))


@pytest.mark.parametrize("end", [date(2025, 10, 1), date(2025, 9, 30)])
def test_a_period_without_a_day_is_refused(end: date) -> None:
    with pytest.raises(BadInput, match="holds no day") as problem:
        Period(date(2025, 10, 1), end)
    assert "check the order" in problem.value.text()


def test_neighbours_do_not_overlap() -> None:
    november = Period(date(2025, 11, 1), date(2025, 12, 1))
    assert not OCTOBER.overlaps(november)
    assert OCTOBER.meet(november) is None


def test_what_two_periods_share() -> None:
    late = Period(date(2025, 10, 15))
    assert OCTOBER.meet(late) == late.meet(OCTOBER) == Period(date(2025, 10, 15), date(2025, 11, 1))
    assert late.meet(Period(date(2025, 1, 1))) == late
