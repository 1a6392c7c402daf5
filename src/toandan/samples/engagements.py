"""From being covered at two ends to stretches of cover: lapses, gaps, changes of group, second cards."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from toandan.samples import groups
from toandan.samples.arrays import Days, Flags, Ints, pick
from toandan.samples.calendar import DAY, NO_DAY, Day, add_months, first_days, plus_days, plus_months
from toandan.samples.coverage import Cover
from toandan.samples.fates import Fate
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.samples.turning_days import LATEST_DAY, TurningDays, early
from toandan.values.month import Month

RENEWALS, RENEWAL_SHARES = np.array([3, 6, 12]), np.array([0.15, 0.25, 0.6])
GAP, SECOND_CARD, BRIEF, ENDED, NOT_YET = 0.02, 0.1, 0.05, 0.02, 0.02
GAP_DAYS = (10, 120)
BRIEF_MONTHS, LATEST_BRIEF = 3, 8
ON_THE_EVE = 0.3
HOUSEHOLD_GROUP = "GD"


@dataclass(frozen=True, slots=True, eq=False)
class Engagements:
    """One entry per person and stretch of cover in one group.

    Cards run from ``anchor`` in steps of ``step`` months, or by the group's own calendar, and are
    cut to [``enters``, ``leaves``], both inside; NaT where the stretch goes on past the ends.
    Where ``enters`` is NaT, ``anchor`` begins the card that runs at the first end.
    """

    person: Ints
    group: Ints
    anchor: Days
    step: Ints
    enters: Days
    leaves: Days
    is_second: Flags

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.person)

    def at(self, which: Flags | Ints) -> Engagements:
        """Some of the entries."""
        return Engagements(*(getattr(self, one.name)[which] for one in fields(self)))


def engage(people: People, cover: Cover, months: tuple[Month, Month], streams: Streams) -> Engagements:
    """Every stretch of cover of everybody."""
    making = _Making(cover, TurningDays(people, cover, months, streams.of("engagements")))
    luck = streams.of("stretches").random(people.size)
    both = cover.is_covered0 & cover.is_covered1
    same = both & (cover.group0 == cover.group1)
    gap = same & groups.has_schedule(cover.group0, groups.RENEWED) & (luck < GAP)
    second = same & groups.has_schedule(cover.group0, groups.LONG) & (luck > 1 - SECOND_CARD)
    never = ~cover.is_covered0 & ~cover.is_covered1 & people.is_born & (people.fate != Fate.EXTRA)
    pays = never & making.pays()
    return _together(
        [
            making.running(np.flatnonzero(same & ~gap), cover.group0),
            *making.switched(np.flatnonzero(both & ~same)),
            *making.with_gap(np.flatnonzero(gap)),
            making.lapsed(np.flatnonzero(cover.is_covered0 & ~cover.is_covered1)),
            making.entered(np.flatnonzero(cover.is_covered1 & ~cover.is_covered0)),
            making.second(np.flatnonzero(second)),
            making.brief(np.flatnonzero(pays & (luck < BRIEF))),
            making.ended(np.flatnonzero(pays & (luck > 1 - ENDED))),
            making.not_yet(np.flatnonzero(pays & (luck >= BRIEF) & (luck < BRIEF + NOT_YET))),
        ]
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Making:
    cover: Cover
    days: TurningDays

    def pays(self) -> Flags:
        """Who would pay for cards at both ends."""
        ends = (self.cover.group0, self.cover.group1)
        first, last = (groups.has_schedule(group, groups.RENEWED) for group in ends)
        return first & last

    def running(self, who: Ints, group: Ints) -> Engagements:
        """Covered from before the first end on: the anchor lies less than a step before it."""
        random = self.days.random
        step = self._steps(who)
        back = (random.random(len(who)) * step).astype(np.int64)
        month = plus_months(self.days.months[0].first_day, -back)
        anchor = plus_days(first_days(month), random.integers(0, LATEST_DAY, len(who)))
        return _engagements(who, group[who], anchor, step, enters=NO_DAY)

    def beginning(self, who: Ints, day: Days) -> Engagements:
        """Covered from a day on, in the group of the last end."""
        return _engagements(who, self.cover.group1[who], day, self._steps(who), enters=day)

    def switched(self, who: Ints) -> tuple[Engagements, Engagements]:
        """In one group until a day, in another from the next."""
        day = self.days.switch(who)
        before = self.running(who, self.cover.group0)
        return replace(before, leaves=plus_days(day, -1)), self.beginning(who, day)

    def with_gap(self, who: Ints) -> tuple[Engagements, Engagements]:
        """Lapsed for some weeks, then back in the same group; not lapsed if that came after the last end."""
        before = self.running(who, self.cover.group0)
        natural = plus_days(add_months(before.anchor, before.step), -1)
        back = plus_days(natural, self.days.random.integers(*GAP_DAYS, len(who)))
        in_time = back <= self.days.last
        begun = self.beginning(who[in_time], early(back[in_time]))
        return replace(before, leaves=np.where(in_time, natural, NO_DAY)), begun

    def lapsed(self, who: Ints) -> Engagements:
        """Covered at the first end, not any more at the last."""
        begun = self.running(who, self.cover.group0)
        return replace(begun, leaves=self.days.lapse(who, begun.group, begun.anchor, begun.step))

    def entered(self, who: Ints) -> Engagements:
        """Not covered at the first end, covered at the last."""
        return self.beginning(who, self.days.entry(who))

    def second(self, who: Ints) -> Engagements:
        """A household card beside the card that counts."""
        found = self.running(who, self.cover.group0)
        household = np.full(len(who), groups.codes().index(HOUSEHOLD_GROUP), dtype=found.group.dtype)
        return replace(found, group=household, is_second=np.ones(len(who), dtype=bool))

    def brief(self, who: Ints) -> Engagements:
        """Three months inside the window, touching neither end."""
        day = self.days.within(who, 1, LATEST_BRIEF)
        return replace(self.beginning(who, day), leaves=plus_days(add_months(day, BRIEF_MONTHS), -1))

    def ended(self, who: Ints) -> Engagements:
        """A card that ended in the first month, some of them one day before its last."""
        random, eve = self.days.random, plus_days(self.days.first, -1)
        day = plus_days(self.days.months[0].first_day, random.integers(0, LATEST_DAY - 1, len(who)))
        leaves = np.where(random.random(len(who)) < ON_THE_EVE, eve, day)
        return replace(self.running(who, self.cover.group0), leaves=leaves)

    def not_yet(self, who: Ints) -> Engagements:
        """Paid for, valid from the day after the last end."""
        return self.beginning(who, np.full(len(who), plus_days(self.days.last, 1)))

    def _steps(self, who: Ints) -> Ints:
        return RENEWALS[pick(self.days.random, RENEWAL_SHARES, len(who))]


def _engagements(who: Ints, group: Ints, anchor: Days, step: Ints, *, enters: Days | Day) -> Engagements:
    size = len(who)
    return Engagements(
        person=who,
        group=group,
        anchor=anchor,
        step=step,
        enters=np.broadcast_to(enters, (size,)).astype(DAY),
        leaves=np.full(size, NO_DAY),
        is_second=np.zeros(size, dtype=bool),
    )


def _together(parts: list[Engagements]) -> Engagements:
    columns = ([getattr(part, one.name) for part in parts] for one in fields(Engagements))
    return Engagements(*(np.concatenate(column) for column in columns))
