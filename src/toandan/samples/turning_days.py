"""On which day cover begins, lapses or changes its group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import groups
from toandan.samples.ages import child_card_ends
from toandan.samples.arrays import Days, Flags, Ints, Random
from toandan.samples.calendar import (
    DAY,
    MONTH,
    Day,
    add_months,
    day_of_month,
    first_days,
    month_ends,
    new_years,
    plus_days,
    plus_months,
)
from toandan.samples.coverage import Cover
from toandan.samples.fates import Fate
from toandan.samples.people import People
from toandan.values.month import MONTHS_A_YEAR, Month

LATEST_DAY = 28
MERGER_AFTER = 6
FROM_NEW_YEAR = 0.6
# Running shares: with the new year, with the merger of July, in any month.
SWITCH_YEAR, SWITCH_MERGER = 0.45, 0.8
LAPSE_YEAR, LAPSE_MERGER, LAPSE_EVE, RENEWS_ONCE = 0.45, 0.85, 0.02, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class TurningDays:
    """Draws days for people by their index; every day lies between the two last days or is one of them."""

    people: People
    cover: Cover
    months: tuple[Month, Month]
    random: Random

    @property
    def first(self) -> Day:
        """The last day of the first month."""
        return np.datetime64(self.months[0].last_day)

    @property
    def last(self) -> Day:
        """The last day of the last month."""
        return np.datetime64(self.months[1].last_day)

    @property
    def eve(self) -> Day:
        """The day before it."""
        return self.last - np.timedelta64(1, "D")

    @property
    def new_year(self) -> Days:
        """New year of the last month's year."""
        return new_years(self.months[1].year)

    @property
    def merger(self) -> Days:
        """The first of July of that year."""
        return first_days(plus_months(self.new_year, MERGER_AFTER))

    def within(self, who: Ints, low: int, high: int) -> Days:
        """A day, not after the 28th, in the ``low``-th to ``high``-th month after the first."""
        later = self.random.integers(low, high, len(who), endpoint=True)
        day = self.random.integers(0, LATEST_DAY, len(who))
        return plus_days(first_days(plus_months(self.months[0].first_day, later)), day)

    def entry(self, who: Ints) -> Days:
        """The first day of cover: of birth, of arrival, for budget groups often new year, or any."""
        day = self.within(who, 1, MONTHS_A_YEAR)
        budget = groups.has_schedule(self.cover.group1[who], groups.CALENDAR)
        day = np.where(budget & self._lucky(who, FROM_NEW_YEAR), self.new_year, day)
        came = np.isin(self.people.fate[who], (Fate.CAME, Fate.RETURNED))
        arrived = np.maximum(early(self.people.moves.changed_on[who]), plus_days(self.first, 1))
        birth = self.people.birth[who]
        return np.where(birth > self.first, birth, np.where(came, arrived, day))

    def switch(self, who: Ints) -> Days:
        """The first day in the new group: new year, the merger, any month, or when the child has grown."""
        luck = self.random.random(len(who))
        later = self.random.integers(1, MONTHS_A_YEAR, len(who))
        any_month = first_days(plus_months(self.months[0].first_day, later))
        listed = np.where(luck < SWITCH_MERGER, self.merger, any_month)
        day = np.where(luck < SWITCH_YEAR, self.new_year, listed)
        day = np.clip(day, np.datetime64(self.months[0].end), np.datetime64(self.months[1].first_day))
        child = groups.has_schedule(self.cover.group0[who], groups.CHILD)
        return np.where(child, plus_days(child_card_ends(self.people.birth[who]), 1), day)

    def lapse(self, who: Ints, group: Ints, anchor: Days, step: Ints) -> Days:
        """The last day of cover: death, departure, a card's own end, or when the list changed."""
        luck = self.random.random(len(who))
        later = self.random.integers(1, MONTHS_A_YEAR - 1, len(who))
        ends = month_ends(plus_months(self.months[0].first_day, later))
        day = np.where(luck < LAPSE_EVE, self.eve, ends)
        listed = np.where(luck < LAPSE_MERGER, plus_days(self.merger, -1), day)
        listed = np.where(luck < LAPSE_YEAR, plus_days(self.new_year, -1), listed)
        day = np.where(groups.has_schedule(group, groups.CALENDAR), listed, day)
        natural = self._natural(anchor, step, luck < RENEWS_ONCE)
        day = np.where(groups.has_schedule(group, groups.RENEWED), natural, day)
        grown = child_card_ends(self.people.birth[who])
        day = np.where(groups.has_schedule(group, groups.CHILD) & (grown < self.last), grown, day)
        gone = np.isin(self.people.fate[who], (Fate.DIED, Fate.MOVED_OUT))
        day = np.where(gone, self.people.moves.changed_on[who], day)
        return np.clip(day, self.first, self.eve)

    def _natural(self, anchor: Days, step: Ints, renews: Flags) -> Days:
        """The end of the card that runs, or of the next one where it is renewed once."""
        once = plus_days(add_months(anchor, step), -1)
        twice = plus_days(add_months(anchor, 2 * step), -1)
        return np.where(renews & (twice < self.last), twice, once)

    def _lucky(self, who: Ints, share: float) -> Flags:
        lucky: Flags = self.random.random(len(who)) < share
        return lucky


def early(day: Days) -> Days:
    """The day, or the 28th of its month if it lies after it: steps of months need a day all months have."""
    return plus_days(day.astype(MONTH).astype(DAY), np.minimum(day_of_month(day), LATEST_DAY) - 1)
