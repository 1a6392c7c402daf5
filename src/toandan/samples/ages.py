"""Ages and sexes after the United Nations' figures for Viet Nam, and the dates of birth they give."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from toandan.samples.arrays import Days, Floats, Ints, Random, pick
from toandan.samples.calendar import MONTH, month_ends, new_years, plus_days, plus_months, years_of
from toandan.samples.data_files import rows

OLDEST = 104
MALE, FEMALE = 0, 1
CHILD_MONTHS = 72
SCHOOL_MONTH = 9
MONTHS_A_YEAR = 12


def single_years(groups: Floats, starts: Floats) -> Floats:
    """Five-year counts as single years of age: a monotone curve through their running sum.

    The single years of a group sum to the group.
    """
    at = np.append(starts, OLDEST + 1.0)
    total = np.append(0.0, np.cumsum(groups))
    step, rise = np.diff(at), np.diff(total) / np.diff(at)
    between = 2 * rise[1:] * rise[:-1] / (rise[1:] + rise[:-1])
    slope = np.concatenate(([rise[0]], between, [rise[-1] / 2]))
    age = np.arange(OLDEST + 2.0)
    left = np.clip(np.searchsorted(at, age, side="right") - 1, 0, len(step) - 1)
    t = (age - at[left]) / step[left]
    curve = (
        total[left] * (1 + 2 * t) * (1 - t) ** 2
        + slope[left] * step[left] * t * (1 - t) ** 2
        + total[left + 1] * t**2 * (3 - 2 * t)
        + slope[left + 1] * step[left] * t**2 * (t - 1)
    )
    years: Floats = np.maximum(np.diff(curve), 0.0)
    return years


@cache
def age_weights() -> Floats:
    """Axes (sex, age): how many people are of each sex and single year of age."""
    table = rows("age_sex")
    starts = np.array([float(row["age_from"]) for row in table])
    by_sex = [np.array([float(row[sex]) for row in table]) for sex in ("male_thousand", "female_thousand")]
    return np.stack([single_years(groups, starts) for groups in by_sex])


@cache
def death_rates() -> Floats:
    """Axes (sex, age): deaths a year per person of that sex and age."""
    table = rows("death_rates")
    starts = np.array([int(row["age_from"]) for row in table])
    group = np.searchsorted(starts, np.arange(OLDEST + 1), side="right") - 1
    return np.stack([np.array([float(row[sex]) for row in table])[group] for sex in ("male", "female")])


def draw(random: Random, size: int) -> tuple[Ints, Ints]:
    """``size`` people: (sex, age in whole years)."""
    cell = pick(random, age_weights().ravel(), size)
    return (cell // (OLDEST + 1)).astype(np.int8), (cell % (OLDEST + 1)).astype(np.int16)


def births(random: Random, age: Ints, last_day: date) -> Days:
    """A day of birth for everyone who is ``age`` whole years old on ``last_day``, a month's last day."""
    month = plus_months(last_day, -age.astype(np.int64) * MONTHS_A_YEAR)
    newest = month_ends(month)
    oldest = plus_days(month_ends(plus_months(month, -MONTHS_A_YEAR)), 1)
    span = (newest - oldest).astype(np.int64) + 1
    return plus_days(oldest, (random.random(len(age)) * span).astype(np.int64))


def ages_on(birth: Days, day: date) -> Ints:
    """Whole years on a day that is the last of its month."""
    months: Ints = (plus_months(day, 0) - birth.astype(MONTH)).astype(np.int64)
    return months // MONTHS_A_YEAR


def child_card_ends(birth: Days) -> Days:
    """The last day of an under-six card: 30 September of the year of 72 months, or that month's end if later."""
    month = plus_months(birth, CHILD_MONTHS)
    september = month_ends(plus_months(new_years(years_of(month)), SCHOOL_MONTH - 1))
    return np.maximum(september, month_ends(month))
