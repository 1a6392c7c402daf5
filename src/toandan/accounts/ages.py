"""Ages in whole years, by arithmetic on year, month and day."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import DateValue, IntegerValue

HUNDRED = 100


def whole_years(birth: DateValue, day: date) -> IntegerValue:
    """Completed years on ``day``; somebody born on 29 February turns a year older on 1 March.

    Engines differ in what a difference of two dates in years is, so none is asked. A birth
    after the day, which a register read back may hold, counts as age 0.
    """
    had_birthday = birth.month() * HUNDRED + birth.day() <= day.month * HUNDRED + day.day
    years = day.year - birth.year() - ibis.ifelse(had_birthday, 0, 1)
    return ibis.greatest(years, 0).cast("int64")
