"""What the first extract did not know yet, and what it held that was taken back later.

A few cards of the last months before it were entered only after it was made. As many people of the
same place, group and standing stand in it with a card that was cancelled, or shortened, later. So
both extracts count the same on the first end's last day, and not the same people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from toandan.samples import groups
from toandan.samples.arrays import Days, Flags, Ints, Random, ranks_within
from toandan.samples.calendar import NO_DAY, plus_days
from toandan.samples.cards import Cards
from toandan.samples.coverage import Cover
from toandan.samples.fates import resident_first
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month

LATE_SHARE, LATE_MONTHS = 0.005, 3
SHORTENED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """``issued`` cards as both extracts tell them, and those that were ``taken_back``; how many of each."""

    issued: Cards
    taken_back: Cards
    late_n: int
    cancelled_n: int
    shortened_n: int


def correct(
    people: People, cover: Cover, issued: Cards, past: Cards, *, start: Month, streams: Streams
) -> Corrected:
    """Take late cards out of the first extract and put cards that were taken back later in their place."""
    random = streams.of("late cards")
    window = np.datetime64(start.plus(1 - LATE_MONTHS).first_day)
    is_known = (people.moves.home0 == cover.card0) & people.has_id_in_register & people.has_id_on_card
    is_known &= resident_first(people.fate, people.is_born)
    recent = issued.runs & (issued.start >= window) & (issued.start <= cover.first_day)
    counting = recent & (issued.known_end >= cover.first_day) & is_known[issued.person]
    counting &= _can_be_late(cover.group0[issued.person])
    free = is_known & ~cover.is_covered0 & _can_be_late(cover.group0)
    free[issued.person[issued.runs]] = False
    free[past.person[past.end >= window]] = False
    late, instead = _paired(issued.person, np.flatnonzero(counting), np.flatnonzero(free), cover, random)
    wanted = max(1, round(LATE_SHARE * int(recent.sum())))
    chosen = np.sort(random.permutation(len(late))[:wanted])
    late, instead = late[chosen], instead[chosen]
    taken_back = _taken_back(issued.at(late), instead, cover.first_day, random)
    known_end = issued.known_end.copy()
    known_end[late] = NO_DAY
    shortened = int((~np.isnat(taken_back.end)).sum())
    return Corrected(
        replace(issued, known_end=known_end), taken_back, len(late), len(late) - shortened, shortened
    )


def _can_be_late(group: Ints) -> Flags:
    """Cards that people buy one by one."""
    found: Flags = groups.has_schedule(group, groups.RENEWED) | groups.has_schedule(group, groups.SCHOOL)
    return found


def _paired(person: Ints, cards: Ints, free: Ints, cover: Cover, random: Random) -> tuple[Ints, Ints]:
    """As many cards as there are people free in the same place and group, with those people."""
    cards, free = random.permutation(cards), random.permutation(free)
    kinds = len(groups.codes())
    cell = cover.card0.astype(np.int64) * kinds + cover.group0
    one, other = (
        cards[np.argsort(cell[person[cards]], kind="stable")],
        free[np.argsort(cell[free], kind="stable")],
    )
    # The place within the cell makes pairs: the first card with the first person, and so on.
    most = len(cell)
    left = cell[person[one]] * most + ranks_within(cell[person[one]])
    right = cell[other] * most + ranks_within(cell[other])
    _, at_left, at_right = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    return one[at_left], other[at_right]


def _taken_back(late: Cards, person: Ints, day: np.datetime64, random: Random) -> Cards:
    """The same cards for other people: cancelled, or ended before the day."""
    valid = (day - late.start).astype(np.int64)
    ends = plus_days(late.start, (random.random(len(valid)) * valid).astype(np.int64))
    is_shortened = (random.random(len(valid)) < SHORTENED) & (valid > 0)
    return replace(late, person=person, end=_only(ends, is_shortened), since=late.start)


def _only(days: Days, which: Flags) -> Days:
    return np.where(which, days, NO_DAY)
