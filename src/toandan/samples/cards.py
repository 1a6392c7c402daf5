"""Cards: stretches of cover cut into periods of validity."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from toandan.samples import groups
from toandan.samples.ages import child_card_ends
from toandan.samples.arrays import Days, Flags, Ints, Random, ranks_within
from toandan.samples.calendar import NO_DAY, Day, add_months, first_days, new_years, plus_days, plus_months
from toandan.samples.coverage import Cover
from toandan.samples.engagements import Engagements
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import MONTHS_A_YEAR, Month

SHORTEST_STEP = 3
SCHOOL_STARTS = 10
LONGEST_SINCE = 4000
# From this day the personal id is written in the place of the insurance number.
ID_INSTEAD_FROM = np.datetime64("2025-08-01", "D")
LONG_BACK, LONG_FORWARD = 6 * MONTHS_A_YEAR, 5


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """One entry per card. Last days lie inside: ``end`` as the extract of the last end has it, ``known_end`` as the
    one of the first end has it; NaT where that extract does not hold the card.

    ``since`` begins unbroken cover; ``runs`` is of cover that ran before the first end, on the card that counts;
    ``follows`` is of a later card of somebody whose first one carries both numbers.
    """

    person: Ints
    group: Ints
    start: Days
    end: Days
    known_end: Days
    since: Days
    atom: Ints
    runs: Flags
    follows: Flags

    @property
    def size(self) -> int:
        """How many cards there are."""
        return len(self.person)

    def at(self, which: Flags | Ints) -> Cards:
        """Some of the cards."""
        return Cards(*(getattr(self, one.name)[which] for one in fields(self)))


def issue(
    people: People, cover: Cover, stretches: Engagements, months: tuple[Month, Month], streams: Streams
) -> Cards:
    """The cards valid on any day from the first month on, by person and first day; ``past`` has those before."""
    schedules = {
        groups.LONG: _long,
        groups.CHILD: _child,
        groups.CALENDAR: _calendar,
        groups.SCHOOL: _school,
        groups.RENEWED: _renewed,
    }
    found: list[tuple[Ints, Days, Days]] = []
    for name, schedule in schedules.items():
        which = np.flatnonzero(groups.has_schedule(stretches.group, name))
        part = stretches.at(which)
        found += [
            (which, start, end) for start, end in schedule(part, people, months, streams.of(f"cards {name}"))
        ]
    entry, start, end = (np.concatenate([one[place] for one in found]) for place in range(3))
    periods = _ordered(stretches, _kept(stretches, _Periods(entry, start, end, end), months))
    return _cards(people, cover, stretches, periods, months=months, random=streams.of("since"))


@dataclass(frozen=True, slots=True, eq=False)
class _Periods:
    """Per card: the stretch it comes from, first and last day, and the last day it was issued for."""

    entry: Ints
    start: Days
    end: Days
    issued_to: Days

    def at(self, which: Flags | Ints) -> _Periods:
        return _Periods(self.entry[which], self.start[which], self.end[which], self.issued_to[which])


def _kept(stretches: Engagements, raw: _Periods, months: tuple[Month, Month]) -> _Periods:
    """The periods cut to their stretch, as far as the extract tells of them."""
    enters, leaves = stretches.enters[raw.entry], stretches.leaves[raw.entry]
    start = np.where(np.isnat(enters), raw.start, np.maximum(raw.start, enters))
    end = np.where(np.isnat(leaves), raw.end, np.minimum(raw.end, leaves))
    tomorrow = np.datetime64(months[1].end)
    not_yet = (enters == tomorrow) & (start == tomorrow)
    keep = (start <= end) & (end >= np.datetime64(months[0].first_day)) & ((start < tomorrow) | not_yet)
    return _Periods(raw.entry, start, end, raw.issued_to).at(keep)


def _ordered(stretches: Engagements, periods: _Periods) -> _Periods:
    """By person, first day and group."""
    entry = periods.entry
    return periods.at(np.lexsort((stretches.group[entry], periods.start, stretches.person[entry])))


def _cards(
    people: People,
    cover: Cover,
    stretches: Engagements,
    periods: _Periods,
    *,
    months: tuple[Month, Month],
    random: Random,
) -> Cards:
    entry, start = periods.entry, periods.start
    person = stretches.person[entry]
    later = start > cover.first_day
    place = ranks_within(person)
    first = start[np.arange(len(place)) - place]
    return Cards(
        person=person,
        group=stretches.group[entry],
        start=start,
        end=periods.end,
        known_end=np.where(later, NO_DAY, _known(stretches, periods, np.datetime64(months[0].last_day))),
        since=_since(people, stretches, entry, start, random),
        atom=np.where(later, cover.card1[person], cover.card0[person]).astype(np.int32),
        runs=(np.isnat(stretches.enters) & ~stretches.is_second)[entry],
        follows=(place > 0) & (first < ID_INSTEAD_FROM),
    )


def _known(stretches: Engagements, periods: _Periods, day: Day) -> Days:
    """The last day of cards as known on a day: nobody knew yet which cover would end before its card."""
    leaves = stretches.leaves[periods.entry]
    return np.where(leaves < day, periods.end, periods.issued_to)


def _since(people: People, stretches: Engagements, entry: Ints, start: Days, random: Random) -> Days:
    """The stretch's first day; for those that were running, a day some years back."""
    years = (random.random(len(stretches.person)) ** 1.5 * LONGEST_SINCE).astype(np.int64)
    first = np.where(np.isnat(stretches.enters), plus_days(stretches.anchor, -years), stretches.enters)
    since = np.maximum(first[entry], people.birth[stretches.person[entry]])
    return np.minimum(since, start)


type Periods = list[tuple[Days, Days]]


def _long(part: Engagements, people: People, months: tuple[Month, Month], random: Random) -> Periods:
    """One card over both ends."""
    back = random.integers(0, LONG_BACK, part.size)
    begun = first_days(plus_months(months[0].first_day, -back))
    years = months[1].year + 1 + random.integers(0, LONG_FORWARD, part.size)
    return [(np.maximum(begun, people.birth[part.person]), plus_days(new_years(years), -1))]


def _child(part: Engagements, people: People, months: tuple[Month, Month], random: Random) -> Periods:
    """From birth to the end of the 72nd month, or that year's September if it is later."""
    del months, random
    birth = people.birth[part.person]
    return [(birth, child_card_ends(birth))]


def _calendar(part: Engagements, people: People, months: tuple[Month, Month], random: Random) -> Periods:
    """Calendar years; the last may be paid for already."""
    del people, random
    years = range(months[0].year, months[1].year + 2)
    return [_year_of_cover(part, new_years(year)) for year in years]


def _school(part: Engagements, people: People, months: tuple[Month, Month], random: Random) -> Periods:
    """School years, October to September."""
    del people, random
    years = range(months[0].year - 2, months[1].year + 1)
    return [_year_of_cover(part, plus_months(new_years(year), SCHOOL_STARTS - 1)) for year in years]


def _year_of_cover(part: Engagements, month: Days) -> tuple[Days, Days]:
    start = np.full(part.size, first_days(month))
    return start, plus_days(add_months(start, MONTHS_A_YEAR), -1)


def _renewed(part: Engagements, people: People, months: tuple[Month, Month], random: Random) -> Periods:
    """Every 3, 6 or 12 months from the anchor, and the card before it; cards past the ends are dropped later."""
    del people, months, random
    turns = range(-1, 2 + MONTHS_A_YEAR // SHORTEST_STEP)
    starts = [add_months(part.anchor, turn * part.step) for turn in turns]
    return [(start, plus_days(add_months(start, part.step), -1)) for start in starts]
