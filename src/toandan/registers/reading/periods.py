"""Periods of plans: a year, a half, a quarter, a month or an ISO week, as two days."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr.types import DateValue, IntegerValue, StringValue

from toandan.registers.reading.dates import plus_days

FORM = "^(1[89]|2[01])[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]|W0[1-9]|W[1-4][0-9]|W5[0-3]))?$"
YEAR_LENGTH = 4
MARK_AT, NUMBER_AT = 5, 6
MONTHS = {"H": 6, "Q": 3}
WEEK_DAYS, MIDWEEK = 7, 3


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """The first day, and the first day after; both empty for a text that is no period."""

    start: DateValue
    end: DateValue


def period_days(text: StringValue) -> PeriodDays:
    """The days of 2025, 2025-H1, 2025-Q4, 2025-10 or 2025-W44; a 53rd week only in years that have one."""
    known = text.re_search(FORM).ifelse(text, ibis.null("string"))
    year = known.left(YEAR_LENGTH).cast("int64")
    mark = known.substr(MARK_AT, 1)
    months, first = _months(known, mark)
    week = _week(year, known)
    start = (mark == "W").ifelse(week, _month_start(year, first))
    end = (mark == "W").ifelse(plus_days(week, ibis.literal(WEEK_DAYS)), _month_start(year, first + months))
    return PeriodDays(start, end)


def _months(known: StringValue, mark: StringValue) -> tuple[IntegerValue, IntegerValue]:
    number = known.substr(NUMBER_AT, 2).try_cast("int64")
    in_period = ibis.cases(
        (known.length() == YEAR_LENGTH, 12), *((mark == one, n) for one, n in MONTHS.items()), else_=1
    )
    month = known.substr(MARK_AT, 2).try_cast("int64")
    first = ibis.cases(
        (known.length() == YEAR_LENGTH, 1),
        (mark.isin(list(MONTHS)), (number - 1) * in_period + 1),
        else_=month,
    )
    return in_period, first


def _month_start(year: IntegerValue, month: IntegerValue) -> DateValue:
    # Month 13 is January of the next year.
    return ibis.date(year + (month - 1) // 12, (month - 1) % 12 + 1, ibis.literal(1))


def _week(year: IntegerValue, known: StringValue) -> DateValue:
    number = known.substr(NUMBER_AT, 2).try_cast("int64")
    fourth = ibis.date(year, ibis.literal(1), ibis.literal(4))
    # The week that holds 4 January is the first; Monday is day 0.
    monday = plus_days(fourth, (number - 1) * WEEK_DAYS - fourth.day_of_week.index().cast("int64"))
    thursday = plus_days(monday, ibis.literal(MIDWEEK))
    return (thursday.year() == year).ifelse(monday, ibis.null("date"))
