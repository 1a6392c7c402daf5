"""The day on which whole months are completed: the counterpart of ``months_between``.

Where the month has no such day (29 February in a common year, 31 in a short month) it is the first
day of the next month.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import DateValue, IntegerValue

from toandan.rules.calendar import MONTHS_A_YEAR, month_index
from toandan.rules.money import quotient


def after_months(start: DateValue, months: IntegerValue | int) -> DateValue:
    """The first day on which so many whole months have passed since ``start``."""
    index = month_index(start) + months
    first, following = first_of(index), first_of(index + 1)
    day_before = start.day().cast("int64") - 1
    same_day = first + day_before.as_interval("D")
    return ibis.ifelse(same_day.cast("date") < following, same_day.cast("date"), following)


def after_years(start: DateValue, years: IntegerValue) -> DateValue:
    """The first day on which so many whole years have passed."""
    return after_months(start, years * MONTHS_A_YEAR)


def first_of(index: IntegerValue) -> DateValue:
    """The first day of the month of a month index."""
    year = quotient(index - 1, MONTHS_A_YEAR)
    return ibis.date(year.cast("int32"), (index - year * MONTHS_A_YEAR).cast("int32"), 1)


def last_of(index: IntegerValue) -> DateValue:
    """The last day of the month of a month index."""
    return (first_of(index + 1) - ibis.interval(days=1)).cast("date")
