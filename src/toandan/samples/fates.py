"""What becomes of people between the two extracts: born, died, came, left, moved inside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from toandan.samples import ages
from toandan.samples.arrays import Flags, Floats, Ints, Random
from toandan.samples.households import CHILD

OUT_SHARE, CAME_SHARE = 0.0090, 0.0066
DEATH_SHARE, DEAD_BEFORE_SHARE = 0.0065, 0.0012
ABSENT_SHARE, GUEST_SHARE = 0.004, 0.010
RETURNED_PART = 0.35
WORKING_FROM, WORKING_TO = 18, 46


class Fate(IntEnum):
    """Where a person stands in the two extracts."""

    STAYS = 0  # in both
    BORN = 1  # only in the last
    DIED = 2  # only in the first
    DIED_BEFORE = 3  # in the first, with the day of death
    MOVED_OUT = 4  # only in the first
    ABSENT = 5  # in the first as absent, then struck off
    CAME = 6  # only in the last
    RETURNED = 7  # absent in the first, resident in the last
    GUEST = 8  # holds a card here, never in the register
    EXTRA = 9  # exists only in rows that will be quarantined


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many people meet each fate; ``drawn`` are drawn so that ``residents`` remain in the last extract."""

    residents: int
    died: int
    died_before: int
    moved_out: int
    absent: int
    came: int
    guests: int

    @property
    def drawn(self) -> int:
        """Everyone who is ever in an extract."""
        return self.residents + self.died + self.died_before + self.moved_out + self.absent


def numbers(residents: int) -> Numbers:
    """The counts for a province of so many residents."""
    return Numbers(
        residents=residents,
        died=round(residents * DEATH_SHARE),
        died_before=round(residents * DEAD_BEFORE_SHARE),
        moved_out=round(residents * OUT_SHARE),
        absent=round(residents * ABSENT_SHARE),
        came=round(residents * CAME_SHARE),
        guests=max(1, round(residents * GUEST_SHARE)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Whom:
    """Per person: what a fate depends on."""

    sex: Ints
    age: Ints
    household: Ints
    relation: Ints


def decide(whom: Whom, count: Numbers, random: Random) -> Ints:
    """The fate of everyone drawn; exactly ``count.residents`` are in the last extract."""
    age, household = whom.age, whom.household
    fate = np.full(len(age), Fate.STAYS, dtype=np.int8)
    rate = ages.death_rates()[whom.sex, age]
    _few(fate, Fate.DIED, count.died, np.where(age > 0, rate, 0), random)
    _few(fate, Fate.DIED_BEFORE, count.died_before, np.where(age > 0, rate, 0), random)
    working = (age >= WORKING_FROM) & (age < WORKING_TO)
    _few(fate, Fate.ABSENT, count.absent, np.where(working, 1.0, 1e-6), random)
    _whole_households(fate, Fate.MOVED_OUT, count.moved_out, household, random)
    missing = count.moved_out - int((fate == Fate.MOVED_OUT).sum())
    leaves = working & (whom.relation == CHILD)
    _few(fate, Fate.MOVED_OUT, missing, np.where(leaves, 1.0, 1e-6), random)
    _whole_households(fate, Fate.CAME, count.came, household, random)
    returned = (fate == Fate.CAME) & working & (random.random(len(age)) < RETURNED_PART)
    fate[returned] = Fate.RETURNED
    fate[(age == 0) & np.isin(fate, (Fate.STAYS, Fate.CAME))] = Fate.BORN
    return fate


def _few(fate: Ints, become: Fate, count: int, weight: Floats, random: Random) -> None:
    """Exactly ``count`` of those who stay, drawn by weight without replacement."""
    who = np.flatnonzero((fate == Fate.STAYS) & (weight > 0))
    luck = random.exponential(size=len(who)) / weight[who]
    fate[who[np.argsort(luck, kind="stable")[:count]]] = become


def _whole_households(fate: Ints, become: Fate, count: int, household: Ints, random: Random) -> None:
    """Households in which all stay, in random order, as long as they fit in ``count`` people."""
    size = np.bincount(household)
    whole = size - np.bincount(household, fate != Fate.STAYS, minlength=len(size)).astype(np.int64) == size
    order = random.permutation(np.flatnonzero(whole))
    chosen = order[np.cumsum(size[order]) <= count]
    fate[np.isin(household, chosen) & (fate == Fate.STAYS)] = become


def in_last(fate: Ints) -> Flags:
    """Whether people stand in the last extract; all who do are residents."""
    return np.isin(fate, (Fate.STAYS, Fate.BORN, Fate.CAME, Fate.RETURNED))


def resident_first(fate: Ints, is_born: Flags) -> Flags:
    """Whether people are residents on the last day of the first month."""
    found: Flags = np.isin(fate, (Fate.STAYS, Fate.DIED, Fate.MOVED_OUT)) & is_born
    return found


def in_first(fate: Ints, is_born: Flags) -> Flags:
    """Whether people stand in the first extract, be it as absent or dead."""
    away = np.isin(fate, (Fate.DIED_BEFORE, Fate.ABSENT, Fate.RETURNED))
    return resident_first(fate, is_born) | (away & is_born)
