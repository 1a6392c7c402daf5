"""From being covered at two ends to stretches of cover: when each begins, ends, lapses or changes its group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import groups
from toandan.samples.ages import child_card_ends
from toandan.samples.arrays import DAY, MONTH, NO_DAY, Days, Flags, Ints, Random, add_months, month_ends, pick
from toandan.samples.coverage import Cover
from toandan.samples.fates import Fate
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month

type Day = np.datetime64

RENEWALS, RENEWAL_SHARES = np.array([3, 6, 12]), np.array([0.15, 0.25, 0.6])
GAP, SECOND_CARD, BRIEF, ENDED, NOT_YET = 0.02, 0.02, 0.05, 0.02, 0.02
LATEST_DAY = 28
HALF = 0.5
ON_THE_EVE, FROM_NEW_YEAR = 0.3, 0.6
# Running shares: with the new year, with the merger of July, in any month.
SWITCH_YEAR, SWITCH_MERGER = 0.45, 0.8
LAPSE_YEAR, LAPSE_MERGER, LAPSE_EVE, RENEWS_ONCE = 0.45, 0.85, 0.02, 0.4
CHILD_UNTIL = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, eq=False)
class Engagements:
    """One entry per person and stretch of cover in one group.

    Cards run from ``anchor`` in steps of ``step`` months (0: by the group's own calendar) and are
    cut to [``enters``, ``leaves``], both inside, NaT where the stretch goes on past the ends.
    ``anchor`` lies so that a card of the stretch covers the first end where ``enters`` is NaT.
    """

    person: Ints
    group: Ints
    anchor: Days
    step: Ints
    enters: Days
    leaves: Days
    is_second: Flags

    def some(self, which: Flags) -> Engagements:
        """The entries for which ``which`` holds."""
        return Engagements(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


def engage(people: People, cover: Cover, months: tuple[Month, Month], streams: Streams) -> Engagements:
    """Every stretch of cover of everybody."""
    clock = _Clock(people, cover, months, streams.of("engagements"))
    both = cover.is_covered0 & cover.is_covered1
    changed = cover.group0 != cover.group1
    luck = streams.of("stretches").random(people.size)
    renewed = groups.has_schedule(cover.group0, groups.RENEWED)
    gap = both & ~changed & renewed & (luck < GAP)
    second = both & ~changed & groups.has_schedule(cover.group0, groups.LONG) & (luck > 1 - SECOND_CARD * 5)
    never = ~cover.is_covered0 & ~cover.is_covered1 & people.is_born & (people.fate != Fate.EXTRA)
    return _together(
        [
            clock.through(both & ~changed & ~gap, cover.group0),
            *clock.switched(both & changed),
            *clock.with_gap(gap),
            clock.lapsed(cover.is_covered0 & ~cover.is_covered1),
            clock.entered(cover.is_covered1 & ~cover.is_covered0),
            clock.second(second),
            clock.brief(never & (luck < BRIEF)),
            clock.ended(never & (luck > 1 - ENDED)),
            clock.not_yet(never & (luck > HALF) & (luck < HALF + NOT_YET)),
        ]
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Clock:
    people: People
    cover: Cover
    months: tuple[Month, Month]
    random: Random

    @property
    def first(self) -> np.datetime64:
        return np.datetime64(self.months[0].last_day)

    @property
    def last(self) -> np.datetime64:
        return np.datetime64(self.months[1].last_day)

    def through(self, which: Flags, group: Ints) -> Engagements:
        """Covered from before the first end past the last."""
        return self._running(np.flatnonzero(which), group, NO_DAY, NO_DAY)

    def switched(self, which: Flags) -> tuple[Engagements, Engagements]:
        """In one group until a day, in another from the next."""
        who = np.flatnonzero(which)
        day = self._switch_days(who)
        before = self._running(who, self.cover.group0, NO_DAY, day - 1)
        return before, self._beginning(who, self.cover.group1, day)

    def with_gap(self, which: Flags) -> tuple[Engagements, Engagements]:
        """Lapsed for some weeks, then back in the same group before the last end."""
        who = np.flatnonzero(which)
        start = self._running(who, self.cover.group0, NO_DAY, NO_DAY)
        natural = add_months(start.anchor, start.step) - 1
        back = natural + self.random.integers(10, 120, len(who))
        short = back <= self.last
        begun = self._beginning(who[short], self.cover.group1, _early(back[short]))
        return _replaced(start, start, np.where(short, natural, NO_DAY)), begun

    def lapsed(self, which: Flags) -> Engagements:
        """Covered at the first end, not any more at the last."""
        who = np.flatnonzero(which)
        begun = self._running(who, self.cover.group0, NO_DAY, NO_DAY)
        return _replaced(begun, begun, self._lapse_days(begun))

    def entered(self, which: Flags) -> Engagements:
        """Not covered at the first end, covered at the last."""
        who = np.flatnonzero(which)
        return self._beginning(who, self.cover.group1, self._entry_days(who))

    def second(self, which: Flags) -> Engagements:
        """A household card beside the card that counts."""
        who = np.flatnonzero(which)
        household = np.full(self.people.size, groups.codes().index("GD"), dtype=np.int8)
        found = self._running(who, household, NO_DAY, NO_DAY)
        return Engagements(
            found.person,
            found.group,
            found.anchor,
            np.full(len(who), 12),
            found.enters,
            found.leaves,
            np.ones(len(who), dtype=bool),
        )

    def brief(self, which: Flags) -> Engagements:
        """Three months inside the window, touching neither end."""
        who = np.flatnonzero(which & self._pays())
        day = self._day_in(who, 1, 8)
        found = self._beginning(who, self.cover.group1, day)
        return _replaced(found, found, add_months(day, 3) - 1)

    def ended(self, which: Flags) -> Engagements:
        """A card that ended in the first month, some of them one day before its last."""
        who = np.flatnonzero(which & self._pays())
        early = np.datetime64(self.months[0].first_day) + self.random.integers(0, 27, len(who))
        eve = np.full(len(who), self.first - 1)
        leaves = np.where(self.random.random(len(who)) < ON_THE_EVE, eve, early)
        return self._running(who, self.cover.group0, NO_DAY, leaves)

    def not_yet(self, which: Flags) -> Engagements:
        """Paid for, valid from the day after the last end."""
        who = np.flatnonzero(which & self._pays())
        return self._beginning(who, self.cover.group1, np.full(len(who), self.last + 1))

    def _pays(self) -> Flags:
        return groups.has_schedule(self.cover.group1, groups.RENEWED) & groups.has_schedule(
            self.cover.group0, groups.RENEWED
        )

    def _running(self, who: Ints, group: Ints, enters: Days | Day, leaves: Days | Day) -> Engagements:
        """Stretches already running at the first end: the anchor lies one step or less before it."""
        step = RENEWALS[pick(self.random, RENEWAL_SHARES, len(who))]
        back = (self.random.random(len(who)) * step).astype(np.int64)
        month = np.datetime64(self.months[0].first_day, "M") - back
        day = self.random.integers(0, LATEST_DAY, len(who))
        anchor = month.astype(DAY) + day
        return _engagements(who, group[who], anchor, step, enters=enters, leaves=leaves)

    def _beginning(self, who: Ints, group: Ints, day: Days) -> Engagements:
        step = RENEWALS[pick(self.random, RENEWAL_SHARES, len(who))]
        return _engagements(who, group[who], day, step, enters=day, leaves=NO_DAY)

    def _day_in(self, who: Ints, low: int, high: int) -> Days:
        """A day, not after the 28th, in a month so many months after the first."""
        month = np.datetime64(self.months[0].first_day, "M") + self.random.integers(
            low, high, len(who), endpoint=True
        )
        return _in_month(month, self.random.integers(0, LATEST_DAY, len(who)))

    def _entry_days(self, who: Ints) -> Days:
        day = self._day_in(who, 1, 12)
        budget = groups.has_schedule(self.cover.group1[who], groups.CALENDAR)
        new_year = np.datetime64(self.months[1].year - 1970, "Y").astype(DAY)
        day = np.where(budget & (self.random.random(len(who)) < FROM_NEW_YEAR), new_year, day)
        came = np.isin(self.people.fate[who], (Fate.CAME, Fate.RETURNED))
        changed = _early(self.people.moves.changed_on[who])
        day = np.where(came, np.maximum(changed, self.first + 1), day)
        born = self.people.birth[who] > self.first
        return np.where(born, self.people.birth[who], day)

    def _switch_days(self, who: Ints) -> Days:
        """The first day in the new group: the year's, the merger's, or any month's."""
        luck = self.random.random(len(who))
        year = np.datetime64(self.months[1].year - 1970, "Y").astype(MONTH)
        any_month = np.datetime64(self.months[0].first_day, "M") + self.random.integers(1, 12, len(who))
        month = np.where(luck < SWITCH_YEAR, year, np.where(luck < SWITCH_MERGER, year + 6, any_month))
        month = np.maximum(month, np.datetime64(self.months[0].first_day, "M") + 1)
        child = groups.has_schedule(self.cover.group0[who], groups.CHILD)
        grown = child_card_ends(self.people.birth[who]) + CHILD_UNTIL
        return np.where(child, grown, month.astype(DAY))

    def _lapse_days(self, begun: Engagements) -> Days:
        """The last day inside: at a card's own end, with death or departure, or when the list changed."""
        who, size = begun.person, len(begun.person)
        luck = self.random.random(size)
        months = np.datetime64(self.months[0].first_day, "M") + self.random.integers(1, 11, size)
        ends = np.where(luck < LAPSE_EVE, self.last - 1, month_ends(months))
        year = np.datetime64(self.months[1].year - 1970, "Y").astype(DAY)
        merger = np.datetime64(self.months[1].year - 1970, "Y").astype(MONTH) + 6
        listed = np.where(
            luck < LAPSE_YEAR, year - 1, np.where(luck < LAPSE_MERGER, merger.astype(DAY) - 1, ends)
        )
        calendar = groups.has_schedule(begun.group, groups.CALENDAR)
        renewed = groups.has_schedule(begun.group, groups.RENEWED)
        child = groups.has_schedule(begun.group, groups.CHILD)
        natural = add_months(begun.anchor, begun.step) - 1
        later = add_months(begun.anchor, 2 * begun.step) - 1
        natural = np.where((later < self.last) & (luck < RENEWS_ONCE), later, natural)
        day = np.where(calendar, listed, np.where(renewed, natural, ends))
        grown = child_card_ends(self.people.birth[who])
        day = np.where(child & (grown < self.last), grown, day)
        gone = np.isin(self.people.fate[who], (Fate.DIED, Fate.MOVED_OUT))
        day = np.where(gone, np.minimum(self.people.moves.changed_on[who], self.last - 1), day)
        return np.clip(day, self.first, self.last - 1)


def _engagements(
    who: Ints, group: Ints, anchor: Days, step: Ints, *, enters: Days | Day, leaves: Days | Day
) -> Engagements:
    full = (len(who),)
    return Engagements(
        who,
        group,
        anchor,
        step,
        np.broadcast_to(enters, full).astype(DAY),
        np.broadcast_to(leaves, full).astype(DAY),
        np.zeros(len(who), dtype=bool),
    )


def _replaced(found: Engagements, dated: Engagements, leaves: Days) -> Engagements:
    """``found`` with the anchor and step of ``dated`` and another last day."""
    return Engagements(
        found.person, found.group, dated.anchor, dated.step, found.enters, leaves, found.is_second
    )


def _in_month(month: Days, day: Ints) -> Days:
    return month.astype(DAY) + day.astype("timedelta64[D]")


def _early(day: Days) -> Days:
    """The day, or the 28th of its month if it lies after it: steps of months need a day all months have."""
    month = day.astype(MONTH)
    inside = np.minimum((day - month.astype(DAY)).astype(np.int64), LATEST_DAY - 1)
    early: Days = month.astype(DAY) + inside
    return early


def _together(parts: list[Engagements]) -> Engagements:
    return Engagements(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in Engagements.__dataclass_fields__
        )
    )
