"""The years before the first end: in which group people were at each year's end, and whether they were covered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import groups
from toandan.samples.arrays import Days, Flags, Ints
from toandan.samples.calendar import NO_DAY
from toandan.samples.cards import Cards
from toandan.samples.coverage import Cover
from toandan.samples.fates import Fate
from toandan.samples.ground import Ground
from toandan.samples.groups import CALENDAR, CHILD, LONG, RENEWED, SCHOOL
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import MONTHS_A_YEAR, Month

MONTHS = 60
YEARS = 4
# Of those covered at a year's end, how many were a year before.
STAYED = {LONG: 0.985, CHILD: 0.99, CALENDAR: 0.98, SCHOOL: 0.95, RENEWED: 0.88}
# For each who came into cover, how many left it: a little fewer, so that cover grew.
LEFT_FOR_EACH, MOST_LEFT = 0.85, 0.8


def complete_since(end: Month) -> Month:
    """The first of the sixty months whose cards are drawn: with its first day the extracts are complete."""
    return end.plus(1 - MONTHS)


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Per year end, the first end first and the oldest last, and person: the group, and whether cover ran.

    ``runs_from`` is, per person, the first day of the cards that ``cards.issue`` drew of cover that ran at the
    first end; NaT where none did.
    """

    ends: tuple[Month, ...]
    group: tuple[Ints, ...]
    held: tuple[Flags, ...]
    runs_from: Days


def look_back(
    people: People, ground: Ground, cover: Cover, issued: Cards, *, start: Month, streams: Streams
) -> Past:
    """From the first end back, year by year; what ``issued`` cards show already stays so."""
    runs_from = _runs_from(people.size, issued)
    ends, group, held = [start], [cover.group0], [~np.isnat(runs_from)]
    ever = ~np.isin(people.fate, (Fate.CAME, Fate.EXTRA))
    stayed = groups.by_schedule(STAYED)
    left = groups.by_schedule(_left(cover.group0, held[0], ever & people.is_born))
    random = streams.of("past")
    for years in range(1, YEARS + 1):
        month = start.plus(-years * MONTHS_A_YEAR)
        day = np.datetime64(month.last_day)
        begun = runs_from <= day
        was = groups.groups_on(people, ground, month, streams, is_last=False)
        was = np.where(begun, cover.group0, was)
        luck = random.random(people.size)
        covered = np.where(held[-1], luck < stayed[was], luck < left[was])
        # One card runs from birth until a child goes to school.
        same_card = groups.has_schedule(was, CHILD) & groups.has_schedule(group[-1], CHILD)
        covered = np.where(same_card, held[-1], covered) & ever & (people.birth <= day)
        ends.append(month)
        group.append(was)
        held.append(covered | begun)
    return Past(tuple(ends), tuple(group), tuple(held), runs_from)


def _left(group: Ints, held: Flags, there: Flags) -> dict[str, float]:
    """Per schedule, of those not covered at a year's end, how many were a year before."""
    found = {}
    for schedule, stayed in STAYED.items():
        mine = held[there & groups.has_schedule(group, schedule)]
        covered, others = int(mine.sum()), int((~mine).sum())
        found[schedule] = min(MOST_LEFT, LEFT_FOR_EACH * (1 - stayed) * covered / max(others, 1))
    return found


def _runs_from(people: int, issued: Cards) -> Days:
    which = np.flatnonzero(issued.runs)
    person, at = np.unique(issued.person[which], return_index=True)
    found = np.full(people, NO_DAY)
    found[person] = issued.start[which[at]]  # the cards are ordered by person and first day
    return found
