"""From being covered or not at the ends of past years to stretches of cover, each in one group."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from toandan.samples import groups
from toandan.samples.ages import child_card_ends
from toandan.samples.arrays import Days, Flags, Ints, Random
from toandan.samples.calendar import NO_DAY, first_days, new_years, plus_days, plus_months
from toandan.samples.groups import CALENDAR, CHILD, RENEWED, SCHOOL
from toandan.samples.past import Past
from toandan.samples.people import People
from toandan.samples.turning_days import LATEST_DAY
from toandan.values.month import MONTHS_A_YEAR, Month

SCHOOL_STARTS = 10
WITH_NEW_YEAR = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class PastStretches:
    """One entry per person and stretch of cover in one group before the first end.

    ``enters`` is its first day, NaT where it lies before all that is drawn; ``until`` the first day after it,
    or, of one that ``runs`` on, the first day of the cards that are issued already. ``since`` begins unbroken
    cover, NaT likewise.
    """

    person: Ints
    group: Ints
    enters: Days
    until: Days
    since: Days
    runs: Flags

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.person)

    def at(self, which: Flags | Ints) -> PastStretches:
        """Some of the entries."""
        return PastStretches(*(getattr(self, one.name)[which] for one in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class _Year:
    """One past year: people's group and cover at its beginning and its end, and those who turn in it."""

    end: Month
    group: tuple[Ints, Ints]
    held: tuple[Flags, Flags]

    def switches(self) -> Flags:
        """Covered at both ends, in another group."""
        both: Flags = self.held[0] & self.held[1] & (self.group[0] != self.group[1])
        return both

    def turns(self) -> Ints:
        """Those who switch, enter or lapse."""
        return np.flatnonzero((self.held[0] != self.held[1]) | self.switches())


def past_stretches(people: People, past: Past, random: Random) -> PastStretches:
    """Every stretch before the first end, those that run on into it last."""
    found: list[PastStretches] = []
    enters, since = np.full(people.size, NO_DAY), np.full(people.size, NO_DAY)
    for years in range(len(past.ends) - 1, 0, -1):
        before, after = years, years - 1
        year = _Year(
            past.ends[after],
            (past.group[before], past.group[after]),
            (past.held[before], past.held[after]),
        )
        who = year.turns()
        day = _turning_days(people, past, year, who, random)
        leaves, begins = year.held[0][who], year.held[1][who]
        found.append(_ended(people, year, who[leaves], day[leaves], (enters, since)))
        enters[who[begins]] = day[begins]
        new = begins & ~leaves
        since[who[new]] = day[new]
    run = np.flatnonzero(past.held[0])
    going = np.ones(len(run), dtype=bool)
    found.append(PastStretches(run, past.group[0][run], enters[run], past.runs_from[run], since[run], going))
    columns = ([getattr(part, one.name) for part in found] for one in fields(PastStretches))
    return PastStretches(*(np.concatenate(column) for column in columns))


def _ended(people: People, year: _Year, who: Ints, day: Days, begun: tuple[Days, Days]) -> PastStretches:
    """The stretches that end on a day; a child's card runs to its own end, be there another card already."""
    group, (enters, since) = year.group[0][who], begun
    grown = plus_days(child_card_ends(people.birth[who]), 1)
    until = np.where(groups.has_schedule(group, CHILD), grown, day)
    return PastStretches(who, group, enters[who], until, since[who], np.zeros(len(who), dtype=bool))


def _turning_days(people: People, past: Past, year: _Year, who: Ints, random: Random) -> Days:
    """The first day in the new state: with the calendar of the groups, or any day of the year."""
    old, new = year.group[0][who], year.group[1][who]
    left, begins = year.held[0][who], year.held[1][who]

    def has(schedule: str) -> Flags:
        """Whether the old or the new group's cards run so."""
        one = left & groups.has_schedule(old, schedule)
        found: Flags = one | (begins & groups.has_schedule(new, schedule))
        return found

    months = plus_months(year.end.first_day, random.integers(1 - MONTHS_A_YEAR, 0, len(who), endpoint=True))
    days = np.where(has(RENEWED), random.integers(0, LATEST_DAY, len(who)), 0)
    day = plus_days(first_days(months), days)
    day = np.where(has(SCHOOL), _school_start(year.end), day)
    day = np.where(has(CALENDAR) & (random.random(len(who)) < WITH_NEW_YEAR), new_years(year.end.year), day)
    birth = people.birth[who]
    day = np.where(left & groups.has_schedule(old, CHILD), plus_days(child_card_ends(birth), 1), day)
    day = np.where(begins & groups.has_schedule(new, CHILD), birth, day)
    runs_from = past.runs_from[who]
    day = np.where(begins & (runs_from < day), runs_from, day)
    first = np.datetime64(year.end.plus(1 - MONTHS_A_YEAR).first_day)
    return np.clip(day, first, np.datetime64(year.end.last_day))


def _school_start(end: Month) -> Days:
    """The first day of the school year that runs at the end of a month."""
    year = end.year if end.number >= SCHOOL_STARTS else end.year - 1
    return first_days(plus_months(new_years(year), SCHOOL_STARTS - 1))
