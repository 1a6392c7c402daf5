"""Where everyone lives at each end, since when, and when they left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples.arrays import DAY, Days, Flags, Ints, Random, pick
from toandan.samples.fates import Fate
from toandan.samples.ground import Ground
from toandan.samples.households import CHILD, HEAD
from toandan.values.month import Month

HOUSEHOLD_MOVES, YOUNG_MOVES = 0.018, 0.03
YOUNG_FROM, YOUNG_TO = 18, 31
TEMPORARY = 0.07
HISTORY_DAYS = 30 * 365


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


def move(
    ground: Ground,
    atom: Ints,
    age: Ints,
    household: Ints,
    relation: Ints,
    fate: Ints,
    birth: Days,
    months: tuple[Month, Month],
    random: Random,
) -> Moves:
    """Moves between the two ends: whole households, and young people who set up their own."""
    stays = fate == Fate.STAYS
    chosen = random.random(int(household.max()) + 1) < HOUSEHOLD_MOVES
    target = pick(random, ground.weight, len(chosen))
    together = chosen[household]
    young = stays & (relation == CHILD) & (age >= YOUNG_FROM) & (age < YOUNG_TO)
    alone = young & (random.random(len(age)) < YOUNG_MOVES)
    own_target = pick(random, ground.weight * np.where(ground.is_town, 4.0, 1.0), len(age))
    home1 = np.where(alone, own_target, np.where(together, target[household], atom))
    home1 = np.where(np.isin(fate, (Fate.STAYS, Fate.BORN)), home1, atom)
    own = np.cumsum(alone) + int(household.max())
    household1 = np.where(alone, own, household)
    temporary = random.random(len(age)) < TEMPORARY
    return Moves(
        home0=atom,
        home1=home1,
        household1=household1,
        relation1=_relations(np.where(alone, HEAD, relation).astype(np.int8), household1, fate),
        is_temporary0=temporary,
        is_temporary1=np.where(stays & (home1 != atom), random.random(len(age)) < 0.6, temporary),
        since=_since(birth, months[0], random),
        changed_on=_changed_on(fate, household, birth, months, random),
        has_moved=stays & (home1 != atom),
    )


def _relations(relation: Ints, household: Ints, fate: Ints) -> Ints:
    """Where the head is gone, the first of those who remain becomes the head."""
    present = np.flatnonzero(np.isin(fate, (Fate.STAYS, Fate.BORN, Fate.CAME, Fate.RETURNED)))
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
    return np.maximum(birth, last - back).astype(DAY)


def _changed_on(
    fate: Ints, household: Ints, birth: Days, months: tuple[Month, Month], random: Random
) -> Days:
    """One day per household, one of their own for the dead; strictly between the two last days."""
    first = np.datetime64(months[0].last_day)
    days = int((np.datetime64(months[1].last_day) - first).astype(np.int64)) - 1
    of_home = random.integers(1, days, size=int(household.max()) + 1, endpoint=True)
    own = random.integers(1, days, size=len(fate), endpoint=True)
    dead = np.isin(fate, (Fate.DIED, Fate.DIED_BEFORE))
    day = first + np.where(dead, own, of_home[household])
    before = np.datetime64(months[0].first_day) + own % months[0].last_day.day
    return np.where(fate == Fate.DIED_BEFORE, np.maximum(before, birth), day).astype(DAY)
