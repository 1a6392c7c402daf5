"""Days and partial dates."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, StringValue

DAY_LENGTH, MONTH_LENGTH, YEAR_LENGTH = 10, 7, 4
EARLIEST, LATEST = date(1850, 1, 1), date(2199, 12, 31)


def day(text: StringValue) -> DateValue:
    """The day a text writes as yyyy-mm-dd; empty for any other form and for days that do not exist."""
    parsed = text.try_cast("date")
    # The engine also reads 2025/1/5 and "epoch": a day counts only if it is written back the same.
    is_exact = (text.length() == DAY_LENGTH) & (parsed.cast("string") == text)
    return is_exact.ifelse(parsed, ibis.null("date"))


def first_day(text: StringValue) -> DateValue:
    """The first day of yyyy, yyyy-mm or yyyy-mm-dd; empty for any other form."""
    length = text.length()
    whole = ibis.cases(
        (length == YEAR_LENGTH, text + ibis.literal("-01-01")),
        (length == MONTH_LENGTH, text + ibis.literal("-01")),
        (length == DAY_LENGTH, text),
    )
    return day(whole)


def plus_days(start: DateValue, days: IntegerValue) -> DateValue:
    """The day so many days later."""
    # A day plus an interval is a moment to the engine, though Ibis takes it for a day already.
    return (start + days.as_interval("D")).cast("timestamp").cast("date")


def precision(text: StringValue) -> StringValue:
    """How much of a partial date is known: day, month or year."""
    length = text.length()
    return ibis.cases((length == YEAR_LENGTH, "year"), (length == MONTH_LENGTH, "month"), else_="day")


def is_out_of_range(value: DateValue) -> BooleanValue:
    """Whether a day lies where no register has days."""
    return (value < ibis.literal(EARLIEST)) | (value > ibis.literal(LATEST))
