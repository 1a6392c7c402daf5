"""Where everyone lives at each end, since when, and when they left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples.arrays import Days, Flags, Ints, Random, pick
from toandan.samples.calendar import plus_days
from toandan.samples.drawn import Drawn
from toandan.samples.fates import Fate, in_last
from toandan.samples.ground import Ground
from toandan.samples.households import CHILD, HEAD
from toandan.values.month import Month

HOUSEHOLD_MOVES, YOUNG_MOVES = 0.018, 0.03
YOUNG_FROM, YOUNG_TO = 18, 31
TEMPORARY, TEMPORARY_AT_FIRST = 0.07, 0.6
HISTORY_DAYS = 30 * 365
TOWN_PULL = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Per person: atom at each end, household and relation in the last extract, days.

    ``changed_on`` is the day of the move, arrival, departure or death inside the window;
    ``since`` the first day of the residence before it.
    """

    home0: Ints
    home1: Ints
    household1: Ints
    relation1: Ints
    is_temporary0: Flags
    is_temporary1: Flags
    since: Days
    changed_on: Days
    has_moved: Flags


def move(ground: Ground, drawn: Drawn, birth: Days, months: tuple[Month, Month], random: Random) -> Moves:
    """Moves between the two ends: whole households, and young people who set up their own."""
    size, stays = len(birth), drawn.fate == Fate.STAYS
    alone = _sets_up(drawn, random)
    home1 = _new_homes(ground, drawn, alone, random)
    moved = stays & (home1 != drawn.atom)
    household1 = np.where(alone, np.cumsum(alone) + int(drawn.household.max()), drawn.household)
    relation = np.where(alone, HEAD, drawn.relation).astype(np.int8)
    temporary = random.random(size) < TEMPORARY
    return Moves(
        home0=drawn.atom,
        home1=home1,
        household1=household1,
        relation1=_relations(relation, household1, drawn.fate),
        is_temporary0=temporary,
        is_temporary1=np.where(moved, random.random(size) < TEMPORARY_AT_FIRST, temporary),
        since=_since(birth, months[0], random),
        changed_on=_changed_on(drawn, birth, months, random),
        has_moved=moved,
    )


def _sets_up(drawn: Drawn, random: Random) -> Flags:
    young = (drawn.relation == CHILD) & (drawn.age >= YOUNG_FROM) & (drawn.age < YOUNG_TO)
    chosen: Flags = young & (drawn.fate == Fate.STAYS) & (random.random(len(young)) < YOUNG_MOVES)
    return chosen


def _new_homes(ground: Ground, drawn: Drawn, alone: Flags, random: Random) -> Ints:
    together = random.random(int(drawn.household.max()) + 1) < HOUSEHOLD_MOVES
    target = pick(random, ground.weight, len(together))
    to_towns = pick(random, ground.weight * np.where(ground.is_town, TOWN_PULL, 1.0), len(alone))
    home = np.where(together[drawn.household], target[drawn.household], drawn.atom)
    home = np.where(alone, to_towns, home)
    return np.where(in_last(drawn.fate), home, drawn.atom)


def _relations(relation: Ints, household: Ints, fate: Ints) -> Ints:
    """Where the head is gone, the first of those who remain becomes the head."""
    present = np.flatnonzero(in_last(fate))
    rank = relation[present].astype(np.int64) * len(fate) + present
    first = np.full(int(household.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, household[present], rank)
    heads = present[first[household[present]] == rank]
    found = relation.copy()
    found[heads] = HEAD
    return found


def _since(birth: Days, start: Month, random: Random) -> Days:
    last = np.datetime64(start.last_day)
    back = (random.random(len(birth)) ** 2 * HISTORY_DAYS).astype(np.int64)
    return np.maximum(birth, plus_days(last, -back))


def _changed_on(drawn: Drawn, birth: Days, months: tuple[Month, Month], random: Random) -> Days:
    """One day per household, one of their own for the dead; strictly between the two last days."""
    fate, household = drawn.fate, drawn.household
    first = np.datetime64(months[0].last_day)
    days = int((np.datetime64(months[1].last_day) - first).astype(np.int64)) - 1
    of_home = random.integers(1, days, size=int(household.max()) + 1, endpoint=True)
    own = random.integers(1, days, size=len(fate), endpoint=True)
    dead = np.isin(fate, (Fate.DIED, Fate.DIED_BEFORE))
    day = plus_days(first, np.where(dead, own, of_home[household]))
    before = plus_days(months[0].first_day, own % months[0].last_day.day)
    return np.where(fate == Fate.DIED_BEFORE, np.maximum(before, birth), day)
