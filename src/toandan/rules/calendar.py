"""Whole months between days, by the calendar and in whole numbers.

Somebody born on 29 February completes a month or year on 1 March where the month has no such day.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import DateValue, IntegerValue

MONTHS_A_YEAR = 12


def month_index(day: DateValue) -> IntegerValue:
    """Months since the year 0: the same for all days of a month."""
    return day.year().cast("int64") * MONTHS_A_YEAR + day.month().cast("int64")


def months_between(start: DateValue, day: DateValue) -> IntegerValue:
    """Whole months completed from one day to another; null where one of them is not known."""
    incomplete = ibis.ifelse(day.day() < start.day(), 1, 0)
    return month_index(day) - month_index(start) - incomplete
