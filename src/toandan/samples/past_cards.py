"""Cards of past years: stretches of cover before the first end, cut into periods of validity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from toandan.samples import groups
from toandan.samples.arrays import Days, Ints, Random
from toandan.samples.calendar import NO_DAY, add_months, first_days, new_years, plus_days, plus_months
from toandan.samples.cards import LONGEST_SINCE, Cards
from toandan.samples.coverage import Cover
from toandan.samples.engagements import GAP_DAYS
from toandan.samples.past import YEARS, Past, complete_since
from toandan.samples.past_stretches import SCHOOL_STARTS, PastStretches, past_stretches
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.samples.turning_days import early
from toandan.values.month import MONTHS_A_YEAR, Month

LATE_RENEWAL = 0.05
# How many years a card of a list was issued for; the others follow a review every second year.
LIST_YEARS, REVIEW_YEARS = YEARS, 2
REVIEWED = ("HN", "CN")
LONG_BACK = 24

type Drawn = tuple[Ints, Days, Days]


@dataclass(frozen=True, slots=True, eq=False)
class _Making:
    people: People
    stretches: PastStretches
    start: Month
    since: np.datetime64
    random: Random

    def cards(self) -> Iterator[Drawn]:
        """Stretch, first and last day of every period, not yet cut to its stretch."""
        yield from self._calendar()
        yield from self._school()
        yield from self._renewed()
        yield self._long()
        yield self._child()

    def _of(self, schedule: str) -> Ints:
        return np.flatnonzero(groups.has_schedule(self.stretches.group, schedule))

    def _calendar(self) -> Iterator[Drawn]:
        """Cards of lists for some calendar years, the last of them the year before the first end's."""
        which = self._of(groups.CALENDAR)
        reviewed = np.isin(self.stretches.group[which], [groups.codes().index(code) for code in REVIEWED])
        year = self.start.year
        for some, step in ((which[~reviewed], LIST_YEARS), (which[reviewed], REVIEW_YEARS)):
            for first in range(year - YEARS, year, step):
                yield self._years(some, new_years(first), step)
            yield self._years(some, new_years(year), 1)

    def _school(self) -> Iterator[Drawn]:
        which = self._of(groups.SCHOOL)
        for year in range(self.start.year - YEARS - 2, self.start.year + 1):
            begins = first_days(plus_months(new_years(year), SCHOOL_STARTS - 1))
            yield self._years(which, begins, 1)

    def _years(self, which: Ints, begins: Days, years: int) -> Drawn:
        start = np.full(len(which), begins)
        return which, start, plus_days(add_months(start, years * MONTHS_A_YEAR), -1)

    def _renewed(self) -> Iterator[Drawn]:
        """Twelve months each, back from the end of the stretch; some were renewed late."""
        which = self._of(groups.RENEWED)
        next_start = self.stretches.until[which]
        for _ in range(YEARS + 1):
            late = self.random.random(len(which)) < LATE_RENEWAL
            gap = np.where(late, self.random.integers(*GAP_DAYS, len(which)), 0)
            until = np.where(late, early(plus_days(next_start, -gap)), next_start)
            start = add_months(early(until), -MONTHS_A_YEAR)
            yield which, start, plus_days(until, -1)
            going = start > np.maximum(self.stretches.enters[which], self.since)
            going |= np.isnat(self.stretches.enters[which]) & (start > self.since)
            which, next_start = which[going], start[going]

    def _long(self) -> Drawn:
        """One card; where it began before all that is drawn, up to two years before."""
        which = self._of(groups.LONG)
        back = self.random.integers(0, LONG_BACK, len(which))
        start = first_days(plus_months(self.since, -back))
        return which, start, plus_days(self.stretches.until[which], -1)

    def _child(self) -> Drawn:
        """From birth until school."""
        which = self._of(groups.CHILD)
        birth = self.people.birth[self.stretches.person[which]]
        return which, birth, plus_days(self.stretches.until[which], -1)


def issue_past(
    people: People, cover: Cover, past: Past, months: tuple[Month, Month], streams: Streams
) -> tuple[Cards, Days]:
    """The cards of the sixty months that ended before those ``cards.issue`` draws; and, per person, since when
    the cover that runs at the first end is unbroken."""
    random = streams.of("past cards")
    stretches = past_stretches(people, past, random)
    since = np.datetime64(complete_since(months[1]).first_day)
    found = list(_Making(people, stretches, months[0], since, random).cards())
    entry, start, end = (np.concatenate([one[place] for one in found]) for place in range(3))
    person, enters = stretches.person[entry], stretches.enters[entry]
    start = np.maximum(np.where(np.isnat(enters), start, np.maximum(start, enters)), people.birth[person])
    end = np.minimum(end, plus_days(stretches.until[entry], -1))
    keep = (start <= end) & (end >= since)
    entry, start, end = entry[keep], start[keep], end[keep]
    person = stretches.person[entry]
    long_ago = _long_ago(people, since, streams)
    unbroken = stretches.since[entry]
    unbroken = np.where(np.isnat(unbroken), long_ago[person], unbroken)
    no = np.zeros(len(entry), dtype=bool)
    cards = Cards(
        person=person,
        group=stretches.group[entry],
        start=start,
        end=end,
        known_end=end,
        since=np.minimum(unbroken, start),
        atom=cover.card0[person].astype(np.int32),
        runs=no,
        follows=no,
    )
    return cards, _running_since(people, stretches, long_ago)


def _long_ago(people: People, since: np.datetime64, streams: Streams) -> Days:
    """A day before all that is drawn, not before birth."""
    luck = streams.of("past since").random(people.size)
    return np.maximum(people.birth, plus_days(since, -(luck**1.5 * LONGEST_SINCE).astype(np.int64)))


def _running_since(people: People, stretches: PastStretches, long_ago: Days) -> Days:
    found = np.full(people.size, NO_DAY)
    running = stretches.at(stretches.runs)
    found[running.person] = np.where(np.isnat(running.since), long_ago[running.person], running.since)
    return found
