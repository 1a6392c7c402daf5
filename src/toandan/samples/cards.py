"""Cards: stretches of cover cut into periods of validity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import groups
from toandan.samples.ages import child_card_ends
from toandan.samples.arrays import DAY, MONTH, Days, Flags, Ints, Random, add_months, month_ends, ranks_within
from toandan.samples.coverage import Cover
from toandan.samples.engagements import Engagements
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month

MONTHS_A_YEAR = 12
SCHOOL_STARTS = 10
LONGEST_SINCE = 4000
LONG_BACK, LONG_FORWARD = 6 * MONTHS_A_YEAR, 5


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """One entry per card, ordered by person and first day. ``end`` is inside; ``since`` begins unbroken cover;
    ``place`` is the number of the card among the person's; ``is_second`` a card beside the one that counts."""

    person: Ints
    group: Ints
    start: Days
    end: Days
    since: Days
    atom: Ints
    place: Ints
    is_second: Flags

    @property
    def size(self) -> int:
        """How many cards there are."""
        return len(self.person)


def issue(
    people: People, cover: Cover, stretches: Engagements, months: tuple[Month, Month], streams: Streams
) -> Cards:
    """The cards valid on any day from the first month on, in the extract of the last month's end."""
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
        part = _taken(stretches, which)
        found += [
            (which, start, end) for start, end in schedule(part, people, months, streams.of(f"cards {name}"))
        ]
    raw = _Periods(*(np.concatenate([one[place] for one in found]) for place in range(3)))
    periods = _ordered(stretches, _kept(stretches, raw, months))
    return _cards(people, cover, stretches, periods, streams.of("since"))


@dataclass(frozen=True, slots=True, eq=False)
class _Periods:
    """Per card: the stretch it comes from, first and last day."""

    entry: Ints
    start: Days
    end: Days

    def at(self, which: Flags | Ints) -> _Periods:
        return _Periods(self.entry[which], self.start[which], self.end[which])


def _taken(stretches: Engagements, which: Ints) -> Engagements:
    return Engagements(*(getattr(stretches, name)[which] for name in stretches.__dataclass_fields__))


def _kept(stretches: Engagements, raw: _Periods, months: tuple[Month, Month]) -> _Periods:
    """The periods cut to their stretch, as far as the extract tells of them."""
    enters, leaves = stretches.enters[raw.entry], stretches.leaves[raw.entry]
    start = np.where(np.isnat(enters), raw.start, np.maximum(raw.start, enters))
    end = np.where(np.isnat(leaves), raw.end, np.minimum(raw.end, leaves))
    tomorrow = np.datetime64(months[1].end)
    not_yet = (enters == tomorrow) & (start == tomorrow)
    keep = (start <= end) & (end >= np.datetime64(months[0].first_day)) & ((start < tomorrow) | not_yet)
    return _Periods(raw.entry, start, end).at(keep)


def _ordered(stretches: Engagements, periods: _Periods) -> _Periods:
    """By person, first day and group."""
    entry = periods.entry
    return periods.at(np.lexsort((stretches.group[entry], periods.start, stretches.person[entry])))


def _cards(people: People, cover: Cover, stretches: Engagements, periods: _Periods, random: Random) -> Cards:
    entry, start = periods.entry, periods.start
    person = stretches.person[entry]
    later = start > cover.first_day
    return Cards(
        person=person,
        group=stretches.group[entry],
        start=start,
        end=periods.end,
        since=_since(people, stretches, entry, start, random),
        atom=np.where(later, cover.card1[person], cover.card0[person]).astype(np.int32),
        place=ranks_within(person),
        is_second=stretches.is_second[entry],
    )


def _since(people: People, stretches: Engagements, entry: Ints, start: Days, random: Random) -> Days:
    """The stretch's first day; for those that were running, a day some years back."""
    years = (random.random(len(stretches.person)) ** 1.5 * LONGEST_SINCE).astype(np.int64)
    first = np.where(np.isnat(stretches.enters), stretches.anchor - years, stretches.enters)
    since = np.maximum(first[entry], people.birth[stretches.person[entry]])
    return np.minimum(since, start)


def _long(
    part: Engagements, people: People, months: tuple[Month, Month], random: Random
) -> list[tuple[Days, Days]]:  # one card over both ends
    size = len(part.person)
    back = random.integers(0, LONG_BACK, size)
    month = np.datetime64(months[0].first_day, "M") - back
    start = np.maximum(month.astype(DAY), people.birth[part.person])
    year = months[1].year + random.integers(0, LONG_FORWARD, size)
    end = (year - 1970 + 1).astype("datetime64[Y]").astype(DAY) - 1
    return [(start, end)]


def _child(
    part: Engagements, people: People, months: tuple[Month, Month], random: Random
) -> list[tuple[Days, Days]]:  # from birth to the end of the 72nd month or that year's September
    del months, random
    birth = people.birth[part.person]
    return [(birth, child_card_ends(birth))]


def _calendar(
    part: Engagements, people: People, months: tuple[Month, Month], random: Random
) -> list[tuple[Days, Days]]:
    del people, random
    size = len(part.person)
    found = []
    for year in range(months[0].year, months[1].year + 2):
        first = np.datetime64(year - 1970, "Y")
        found.append((np.full(size, first.astype(DAY)), np.full(size, (first + 1).astype(DAY) - 1)))
    return found


def _school(
    part: Engagements, people: People, months: tuple[Month, Month], random: Random
) -> list[tuple[Days, Days]]:  # school years; they need not be as long as each other
    del people, random
    size = len(part.person)
    begun = months[0].year if months[0].number >= SCHOOL_STARTS else months[0].year - 1
    found = []
    for year in range(begun - 1, months[1].year + 1):
        first = np.datetime64(year - 1970, "Y").astype(MONTH) + SCHOOL_STARTS - 1
        found.append((np.full(size, first.astype(DAY)), np.full(size, month_ends(first + MONTHS_A_YEAR - 1))))
    return found


def _renewed(
    part: Engagements, people: People, months: tuple[Month, Month], random: Random
) -> list[tuple[Days, Days]]:  # every 3, 6 or 12 months from the anchor, and the one before it
    del people, months, random
    found = []
    for turn in range(-1, 2 + MONTHS_A_YEAR // 3):
        # With long steps the later turns lie past the last end and are dropped there.
        start = add_months(part.anchor, turn * part.step)
        found.append((start, add_months(start, part.step) - 1))
    return found
