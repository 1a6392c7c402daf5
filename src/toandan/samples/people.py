"""Everybody of a sample: who they are, where they live, what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples import ages, fates, households, ids, names
from toandan.samples.arrays import Days, Flags, Floats, Ints, Random, pick, whole_parts
from toandan.samples.fates import Fate, Numbers
from toandan.samples.ground import Ground
from toandan.samples.moves import Moves, move
from toandan.samples.streams import Streams
from toandan.values.month import Month

MARRIES_OUT = 0.08
NO_ID_CHILD, NO_ID_ELDER, NO_ID = 0.05, 0.05, 0.012
CHILD_UNTIL, ELDER_FROM = 6, 80
BORN_ELSEWHERE = 0.07
YEAR_ONLY, MONTH_ONLY = 0.10, 0.03
EXTRAS_PER_FAULT = 60


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """One entry per person: first all who are ever in the register, in the order of its files
    (old commune, household), then guests, then the extra people of faulty rows.

    ``birth_kept`` is 0 where the day is known, 1 for the month only, 2 for the year only.
    ``national_id`` is the number, ``in_register`` and ``on_card`` say where it is written.
    """

    sex: Ints
    birth: Days
    birth_kept: Ints
    ethnic: Ints
    fate: Ints
    household: Ints
    relation: Ints
    names: names.Names
    moves: Moves
    national_id: Ints
    has_id_in_register: Flags
    has_id_on_card: Flags
    insurance_no: Ints
    is_born: Flags
    wealth: Floats

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.sex)

    def of(self, fate: Fate) -> Ints:
        """The people of a fate."""
        return np.flatnonzero(self.fate == fate)


def populate(ground: Ground, count: Numbers, faults: int, start: Month, end: Month, streams: Streams) -> People:
    """Everybody of the sample; ``faults`` is how many faulty rows of each kind will be wanted."""
    random = streams.of("people")
    atom = np.repeat(np.arange(ground.size), whole_parts(count.drawn, ground.weight))
    sex, age = ages.draw(random, count.drawn)
    homes = households.form(atom, sex, age, streams.of("households"))
    order = np.lexsort((homes.relation, homes.household, atom))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    atom, sex, age = atom[order], sex[order], age[order]
    household = np.unique(homes.household[order], return_inverse=True)[1]
    relation, named_after = homes.relation[order], place[homes.named_after[order]]
    fate = fates.decide(sex, age, household, relation, count, streams.of("fates"))
    more = count.guests + EXTRAS_PER_FAULT * faults
    beside = _beside(ground, count.guests, more, random)
    tail = len(order)
    atom, sex, age = _joined((atom, beside[0]), (sex, beside[1]), (age, beside[2]))
    household = np.append(household, household.max() + 1 + np.arange(more))
    relation = np.append(relation, np.zeros(more, dtype=relation.dtype))
    fate = np.append(fate, beside[3])
    named_after = np.append(named_after, tail + np.arange(more))
    birth = ages.births(streams.of("births"), age, end.last_day)
    ethnic = _ethnic(ground, atom, household, relation, streams.of("ethnic"))
    return People(
        sex=sex,
        birth=birth,
        birth_kept=_kept(age, streams.of("kept")),
        ethnic=ethnic,
        fate=fate,
        household=household,
        relation=relation,
        names=names.draw(ethnic, sex, _year(birth), named_after, streams.of("names")),
        moves=move(ground, atom, age, household, relation, fate, birth, (start, end), streams.of("moves")),
        national_id=ids.national_ids(_registered(ground, atom, random), sex, birth, streams.of("ids")),
        has_id_in_register=_has_id(age, streams.of("register ids")) | (fate == Fate.EXTRA),
        has_id_on_card=(streams.of("card ids").random(len(age)) >= 0.03) | (fate == Fate.EXTRA),
        insurance_no=ids.insurance_numbers(_provinces(ground)[atom], streams.of("insurance")),
        is_born=birth <= np.datetime64(start.last_day),
        wealth=streams.of("wealth").random(int(household.max()) + 1)[household],
    )


def _beside(ground: Ground, guests: int, more: int, random: Random) -> tuple[Ints, Ints, Ints, Ints]:
    atom = pick(random, ground.weight, more)
    sex, age = ages.draw(random, more)
    fate = np.full(more, Fate.EXTRA, dtype=np.int8)
    fate[:guests] = Fate.GUEST
    # Guests and extras are grown up enough to have papers of their own.
    return atom, sex, np.clip(age, 8, 90).astype(age.dtype), fate


def _joined(*pairs: tuple[Ints, Ints]) -> list[Ints]:
    return [np.append(one, other) for one, other in pairs]


def _ethnic(ground: Ground, atom: Ints, household: Ints, relation: Ints, random: Random) -> Ints:
    edges = np.cumsum(ground.ethnic, axis=1)
    home = np.zeros(int(household.max()) + 1, dtype=np.int64)
    home[household] = atom
    luck = random.random(len(home))
    of_home = np.minimum((luck[:, None] >= edges[home]).sum(axis=1), edges.shape[1] - 1)
    ethnic = of_home[household].astype(np.int8)
    other = np.flatnonzero((relation == households.SPOUSE) & (random.random(len(atom)) < MARRIES_OUT))
    luck = random.random(len(other))
    drawn = (luck[:, None] >= edges[atom[other]]).sum(axis=1)
    ethnic[other] = np.minimum(drawn, edges.shape[1] - 1)
    return ethnic


def _kept(age: Ints, random: Random) -> Ints:
    luck = random.random(len(age))
    old = age >= ELDER_FROM - 10
    return np.where(old & (luck < YEAR_ONLY), 2, np.where(old & (luck < YEAR_ONLY + MONTH_ONLY), 1, 0)).astype(
        np.int8
    )


def _has_id(age: Ints, random: Random) -> Flags:
    missing = np.where(age < CHILD_UNTIL, NO_ID_CHILD, np.where(age >= ELDER_FROM, NO_ID_ELDER, NO_ID))
    has: Flags = random.random(len(age)) >= missing
    return has


def _provinces(ground: Ground) -> Ints:
    return np.array([int(code) for code in ground.old_province])


def _registered(ground: Ground, atom: Ints, random: Random) -> Ints:
    here = _provinces(ground)[atom]
    elsewhere = random.random(len(atom)) < BORN_ELSEWHERE
    others = _all_old_provinces(ground)
    return np.where(elsewhere, others[random.integers(len(others), size=len(atom))], here)


def _all_old_provinces(ground: Ground) -> Ints:
    from toandan.places.load import atlas  # noqa: PLC0415 - opened by the ground already
    from toandan.places.unit import Level  # noqa: PLC0415

    return np.array([int(unit.code) for unit in atlas(ground.first_vintage).units(Level.PROVINCE)])


def _year(birth: Days) -> Ints:
    return birth.astype("datetime64[Y]").astype(np.int64) + 1970
