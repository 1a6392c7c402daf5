"""Households whose members' ages fit: couples first, then their children, parents and others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from toandan.samples.ages import FEMALE, MALE
from toandan.samples.arrays import Flags, Floats, Ints, Random, pick, ranks_within
from toandan.samples.data_files import rows
from toandan.schemas.population import RELATIONS

HEAD, SPOUSE, CHILD, PARENT, GRANDPARENT, GRANDCHILD, SIBLING, OTHER = range(len(RELATIONS))
# Steps of (age from, share married); wives are widowed earlier than husbands.
MARRIED = {
    MALE: ((0, 0.0), (19, 0.14), (23, 0.48), (28, 0.8), (36, 0.92), (75, 0.8)),
    FEMALE: ((0, 0.0), (18, 0.24), (21, 0.6), (26, 0.88), (55, 0.78), (65, 0.6), (75, 0.36)),
}
ADULT, STAYS_CHILD_UNTIL, ELDER = 18, 35, 60
YOUNGEST_MOTHER, OLDEST_MOTHER = 15, 50
ROOM_FOR_AGES = 256
GENERATION = 28
WIFE_HEADS, STAYS_HOME, WITH_CHILDREN, WITH_OTHERS = 0.2, 0.82, 0.65, 0.3
SCATTER = 7919


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Per person: the household's number, the relation to its head, and whose family name is carried."""

    household: Ints
    relation: Ints
    named_after: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Living:
    atom: Ints
    age: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Couples:
    husband: Ints
    wife: Ints
    order: Ints
    key: Floats


def form(atom: Ints, sex: Ints, age: Ints, random: Random) -> Homes:
    """Households of people who live in one atom each; ``atom`` is sorted."""
    couples = _couples(atom, sex, age, random)
    size = len(atom)
    homes = Homes(
        household=np.full(size, -1, dtype=np.int64),
        relation=np.full(size, OTHER, dtype=np.int8),
        named_after=np.arange(size),
    )
    _settle_couples(homes, couples, random)
    single = homes.household < 0
    young = single & _is_young(age, random)
    living = _Living(atom, age)
    _attach(homes, couples, np.flatnonzero(young), living, _mother_gap(random, int(young.sum())))
    elder = np.flatnonzero(single & ~young & (age >= ELDER) & (random.random(size) < WITH_CHILDREN))
    _attach_as(homes, couples, elder, living, relation=PARENT, gap=random.random(len(elder)) - GENERATION)
    left = (homes.household < 0) & ~young & (random.random(size) < WITH_OTHERS)
    other = np.flatnonzero(left)
    _attach_as(homes, couples, other, living, relation=SIBLING, gap=random.random(len(other)))
    _alone(homes, len(couples.husband))
    return homes


def _couples(atom: Ints, sex: Ints, age: Ints, random: Random) -> _Couples:
    married = random.random(len(age)) < _married_share(sex, age)
    rows_by_sex = []
    for one, older in ((MALE, 0.0), (FEMALE, 3.0)):
        index = np.flatnonzero(married & (sex == one))
        key = atom[index] * ROOM_FOR_AGES + np.clip(
            age[index] + older + random.normal(0, 1.6, len(index)), 0, 200
        )
        index = index[np.argsort(key, kind="stable")]
        rows_by_sex.append((index, atom[index] * len(age) + ranks_within(atom[index])))
    (men, men_key), (women, women_key) = rows_by_sex
    _, at_man, at_woman = np.intersect1d(men_key, women_key, assume_unique=True, return_indices=True)
    husband, wife = men[at_man], women[at_woman]
    key = atom[wife] * ROOM_FOR_AGES + age[wife] + random.random(len(wife))
    order = np.argsort(key, kind="stable")
    return _Couples(husband, wife, order, key[order])


def _married_share(sex: Ints, age: Ints) -> Floats:
    share = np.zeros(len(age))
    for one, steps in MARRIED.items():
        from_age = np.array([step[0] for step in steps])
        value = np.array([step[1] for step in steps])
        here = sex == one
        share[here] = value[np.searchsorted(from_age, age[here], side="right") - 1]
    return share


def _settle_couples(homes: Homes, couples: _Couples, random: Random) -> None:
    number = np.arange(len(couples.husband))
    wife_heads = random.random(len(number)) < WIFE_HEADS
    homes.household[couples.husband] = number
    homes.household[couples.wife] = number
    homes.relation[couples.husband] = np.where(wife_heads, SPOUSE, HEAD)
    homes.relation[couples.wife] = np.where(wife_heads, HEAD, SPOUSE)


def _is_young(age: Ints, random: Random) -> Flags:
    stays = (age < STAYS_CHILD_UNTIL) & (random.random(len(age)) < STAYS_HOME)
    young: Flags = (age < ADULT) | stays
    return young


@cache
def _mothers() -> tuple[Ints, Floats]:
    table = rows("mothers")
    return (
        np.array([int(row["age_from"]) for row in table]),
        np.array([float(row["percent"]) for row in table]),
    )


def _mother_gap(random: Random, size: int) -> Floats:
    start, share = _mothers()
    gap: Floats = start[pick(random, share, size)] + 5 * random.random(size)
    return gap


def _nearest(couples: _Couples, atom: Ints, wanted: Floats) -> tuple[Ints, Flags]:
    """The couple of the atom whose wife is nearest the wanted age, and whether the atom has any."""
    low = np.searchsorted(couples.key, atom * ROOM_FOR_AGES)
    high = np.searchsorted(couples.key, (atom + 1) * ROOM_FOR_AGES) - 1
    place = np.searchsorted(couples.key, atom * ROOM_FOR_AGES + np.clip(wanted, 0, ROOM_FOR_AGES - 1))
    found = high >= low
    # Past the youngest or oldest couple anybody is as good as the edge, and households stay small.
    anybody = low + np.arange(len(atom)) * SCATTER % np.maximum(high - low + 1, 1)
    place = np.where(found, np.where((place < low) | (place > high), anybody, place), 0)
    return (couples.order[place] if len(couples.order) else place), found


def _attach(homes: Homes, couples: _Couples, who: Ints, living: _Living, gap: Floats) -> None:
    """Children to couples whose wife is ``gap`` years older; too old for it, they are grandchildren."""
    couple, found = _nearest(couples, living.atom[who], living.age[who] + gap)
    who, couple = who[found], couple[found]
    apart = living.age[couples.wife[couple]] - living.age[who]
    relation = np.where(apart > OLDEST_MOTHER, GRANDCHILD, np.where(apart < YOUNGEST_MOTHER, OTHER, CHILD))
    homes.household[who] = couple
    homes.relation[who] = relation
    kin = relation != OTHER
    homes.named_after[who[kin]] = couples.husband[couple[kin]]


def _attach_as(
    homes: Homes, couples: _Couples, who: Ints, living: _Living, *, relation: int, gap: Floats
) -> None:
    couple, found = _nearest(couples, living.atom[who], living.age[who] + gap)
    homes.household[who[found]] = couple[found]
    homes.relation[who[found]] = relation


def _alone(homes: Homes, first: int) -> None:
    """Everybody left over is the head of a household of one."""
    who = np.flatnonzero(homes.household < 0)
    homes.household[who] = first + np.arange(len(who))
    homes.relation[who] = HEAD
