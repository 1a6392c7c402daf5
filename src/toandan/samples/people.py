"""Everybody of a sample: who they are, where they live, what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.places.load import atlas
from toandan.places.unit import Level
from toandan.samples import ages, fates, households, ids, names
from toandan.samples.arrays import Days, Flags, Floats, Ints, Random, pick, whole_parts
from toandan.samples.calendar import years_of
from toandan.samples.drawn import Drawn
from toandan.samples.fates import Fate, Numbers, Whom
from toandan.samples.ground import Ground
from toandan.samples.moves import Moves, move
from toandan.samples.streams import Streams
from toandan.values.month import Month

MARRIES_OUT = 0.08
NO_ID_CHILD, NO_ID_ELDER, NO_ID = 0.05, 0.05, 0.012
NO_ID_ON_CARD = 0.03
CHILD_UNTIL, ELDER_FROM = 6, 80
BORN_ELSEWHERE = 0.07
YEAR_ONLY, MONTH_ONLY = 0.10, 0.03
EXTRAS_PER_FAULT = 60
GUEST_FROM, GUEST_TO = 8, 90


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


def populate(
    ground: Ground, count: Numbers, months: tuple[Month, Month], streams: Streams, *, faults: int
) -> People:
    """Everybody of the sample; ``faults`` is how many faulty rows of each kind will be wanted."""
    extras = EXTRAS_PER_FAULT * faults
    drawn = _with_guests(_registered_people(ground, count, streams), ground, count.guests, extras, streams)
    birth = ages.births(streams.of("births"), drawn.age, months[1].last_day)
    ethnic = _ethnic(ground, drawn, streams.of("ethnic"))
    extra = drawn.fate == Fate.EXTRA
    registered = _registered(ground, drawn.atom, streams.of("registered"))
    wealth = streams.of("wealth").random(int(drawn.household.max()) + 1)
    without = streams.of("card ids").random(len(birth)) < NO_ID_ON_CARD
    return People(
        sex=drawn.sex,
        birth=birth,
        birth_kept=_kept(drawn.age, streams.of("kept")),
        ethnic=ethnic,
        fate=drawn.fate,
        household=drawn.household,
        relation=drawn.relation,
        names=names.draw(ethnic, drawn.sex, years_of(birth), drawn.named_after, streams.of("names")),
        moves=move(ground, drawn, birth, months, streams.of("moves")),
        national_id=ids.national_ids(registered, drawn.sex, birth, streams.of("ids")),
        has_id_in_register=_has_id(drawn.age, streams.of("register ids")) | extra,
        has_id_on_card=~without | extra,
        insurance_no=ids.insurance_numbers(_provinces(ground)[drawn.atom], streams.of("insurance")),
        is_born=birth <= np.datetime64(months[0].last_day),
        wealth=wealth[drawn.household],
    )


def _registered_people(ground: Ground, count: Numbers, streams: Streams) -> Drawn:
    """Everyone who is ever in the register, by atom and household."""
    atom = np.repeat(np.arange(ground.size), whole_parts(count.drawn, ground.weight))
    sex, age = ages.draw(streams.of("people"), count.drawn)
    homes = households.form(atom, sex, age, streams.of("households"))
    order = np.lexsort((homes.relation, homes.household, atom))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    household: Ints = np.unique(homes.household[order], return_inverse=True)[1]
    sex, age, relation = sex[order], age[order], homes.relation[order]
    return Drawn(
        atom=atom[order],
        sex=sex,
        age=age,
        household=household,
        relation=relation,
        named_after=place[homes.named_after[order]],
        fate=fates.decide(Whom(sex, age, household, relation), count, streams.of("fates")),
    )


def _with_guests(drawn: Drawn, ground: Ground, guests: int, extras: int, streams: Streams) -> Drawn:
    """The same and, after them, guests and extra people, each alone."""
    random = streams.of("guests")
    more = guests + extras
    sex, age = ages.draw(random, more)
    own = np.arange(more)
    # They are grown up enough to have papers of their own.
    grown = np.clip(age, GUEST_FROM, GUEST_TO).astype(age.dtype)
    fate = np.where(own < guests, Fate.GUEST, Fate.EXTRA).astype(np.int8)
    return Drawn(
        atom=np.append(drawn.atom, pick(random, ground.weight, more)),
        sex=np.append(drawn.sex, sex),
        age=np.append(drawn.age, grown),
        household=np.append(drawn.household, drawn.household.max() + 1 + own),
        relation=np.append(drawn.relation, np.full(more, households.HEAD, dtype=np.int8)),
        named_after=np.append(drawn.named_after, len(drawn.age) + own),
        fate=np.append(drawn.fate, fate),
    )


def _ethnic(ground: Ground, drawn: Drawn, random: Random) -> Ints:
    """One group per household by the atom's shares; some spouses are of another."""
    edges = np.cumsum(ground.ethnic, axis=1)
    home = np.zeros(int(drawn.household.max()) + 1, dtype=np.int64)
    home[drawn.household] = drawn.atom
    ethnic = _group_of(edges[home], random)[drawn.household]
    spouse = drawn.relation == households.SPOUSE
    other = np.flatnonzero(spouse & (random.random(len(spouse)) < MARRIES_OUT))
    ethnic[other] = _group_of(edges[drawn.atom[other]], random)
    return ethnic


def _group_of(edges: Floats, random: Random) -> Ints:
    place = (random.random(len(edges))[:, None] >= edges).sum(axis=1)
    group: Ints = np.minimum(place, edges.shape[1] - 1).astype(np.int8)
    return group


def _kept(age: Ints, random: Random) -> Ints:
    luck = random.random(len(age))
    old = age >= ELDER_FROM - 10
    return np.where(
        old & (luck < YEAR_ONLY), 2, np.where(old & (luck < YEAR_ONLY + MONTH_ONLY), 1, 0)
    ).astype(np.int8)


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
    return np.array([int(unit.code) for unit in atlas(ground.first_vintage).units(Level.PROVINCE)])
