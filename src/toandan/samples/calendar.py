"""Arrays of days and months, moved by whole days and months."""

from __future__ import annotations

from datetime import date

import numpy as np

from toandan.samples.arrays import Days, Ints

type Day = np.datetime64

DAY = "datetime64[D]"
MONTH = "datetime64[M]"
YEAR = "datetime64[Y]"
NO_DAY = np.datetime64("NaT", "D")
FIRST_YEAR = 1970


def plus_days(days: Days | Day | date, count: Ints | int) -> Days:
    """So many days later."""
    moved: Days = np.asarray(days, dtype=DAY) + np.asarray(count).astype("timedelta64[D]")
    return moved


def plus_months(months: Days | Day | date, count: Ints | int) -> Days:
    """The months (the months of days) so many months later, in units of months."""
    moved: Days = np.asarray(months).astype(MONTH) + np.asarray(count).astype("timedelta64[M]")
    return moved


def add_months(days: Days, count: Ints | int) -> Days:
    """The same day of the month so many months later; days after the 28th must not be given."""
    return plus_days(plus_months(days, count).astype(DAY), day_of_month(days) - 1)


def day_of_month(days: Days) -> Ints:
    """1 for the first."""
    inside: Ints = (days - days.astype(MONTH).astype(DAY)).astype(np.int64)
    return inside + 1


def first_days(months: Days) -> Days:
    """The first day of every month or year."""
    return months.astype(DAY)


def month_ends(months: Days) -> Days:
    """The last day of every month."""
    return plus_days(plus_months(months, 1).astype(DAY), -1)


def years_of(days: Days) -> Ints:
    """The calendar years."""
    return days.astype(YEAR).astype(np.int64) + FIRST_YEAR


def new_years(years: Ints | int) -> Days:
    """The first day of every year."""
    return (np.asarray(years) - FIRST_YEAR).astype(YEAR).astype(DAY)
