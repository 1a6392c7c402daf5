"""Rows of the population register, in the layout of its files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from toandan.samples import texts
from toandan.samples.arrays import Days, Flags, Floats, Ints
from toandan.samples.calendar import years_of
from toandan.samples.fates import Fate, in_first, in_last
from toandan.samples.ground import Ground, ethnic_groups
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.schemas.common import SEX
from toandan.schemas.population import POPULATION, RELATIONS, RESIDENCE_KINDS

PERMANENT, TEMPORARY, ABSENT = range(len(RESIDENCE_KINDS))
HAMLETS = 12
ADULT_YEARS = 16
HAS_PHONE, NO_START, NO_HAMLET, FOREIGN = 0.45, 0.08, 0.15, 0.0003
TWICE_SEEN = 0.002
# Numbers of a range that no operator has been given.
PHONE_PREFIX, PHONE_SERIALS, PHONE_STEP = "0600", 1_000_000, 618_033
LUCK_FACTOR, LUCK_SIZE = 2_654_435_761, 1 << 32


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Rows to be: per row a person, the atom and the kind of residence written."""

    person: Ints
    atom: Ints
    kind: Ints
    is_last: bool

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.person)

    def some(self, which: Ints | slice) -> Entries:
        """Some of the rows."""
        return Entries(self.person[which], self.atom[which], self.kind[which], self.is_last)


def last_entries(people: People) -> Entries:
    """The last extract: every resident once."""
    who = np.flatnonzero(in_last(people.fate))
    kind = np.where(people.moves.is_temporary1[who], TEMPORARY, PERMANENT)
    return Entries(who, people.moves.home1[who], kind, is_last=True)


def first_entries(people: People, ground: Ground, province: str, streams: Streams) -> Entries:
    """The first extract of one province of its day: residents, absent and newly dead, and some people
    a second time, absent where they are permanent and present where they stay."""
    there = np.array([code == province for code in ground.old_province])
    inside = there[people.moves.home0]
    who = np.flatnonzero(in_first(people.fate, people.is_born) & inside)
    away = np.isin(people.fate[who], (Fate.ABSENT, Fate.RETURNED))
    kind = np.where(away, ABSENT, np.where(people.moves.is_temporary0[who], TEMPORARY, PERMANENT))
    random = streams.of(f"seen twice {province}")
    luck = random.random(people.size)
    twice = who[(people.fate[who] == Fate.STAYS) & (kind == TEMPORARY) & people.has_id_in_register[who]]
    twice = twice[luck[twice] < TWICE_SEEN / max(0.02, float((kind == TEMPORARY).mean()))]
    atoms = np.flatnonzero(there)
    other = atoms[random.integers(len(atoms), size=len(twice))]
    return Entries(
        np.append(who, twice),
        np.append(people.moves.home0[who], other),
        np.append(kind, np.full(len(twice), ABSENT)),
        is_last=False,
    )


def resident_table(people: People, ground: Ground, entries: Entries) -> pa.Table:
    """The rows as an Arrow table of texts with the columns of the register's files."""
    who, moves = entries.person, people.moves
    household = (moves.household1 if entries.is_last else people.household)[who]
    relation = (moves.relation1 if entries.is_last else people.relation)[who]
    codes = ground.new_codes() if entries.is_last else ground.old_codes()
    died = people.fate[who] == Fate.DIED_BEFORE
    columns = {
        "national_id": texts.digits(people.national_id[who], 12, people.has_id_in_register[who]),
        "full_name": people.names.text(who),
        "birth_date": texts.partial_days(people.birth[who], people.birth_kept[who]),
        "sex": texts.words(SEX, people.sex[who]),
        "ethnicity": texts.words(ethnic_groups(), people.ethnic[who]),
        "nationality": texts.words(("VN", "CN"), (_luck(who, 5) < FOREIGN).astype(np.int8)),
        "household_no": texts.digits(household, 9),
        "relation_to_head": texts.words(RELATIONS, relation),
        "commune": texts.words(codes, entries.atom),
        # Hamlets are told in words only, beside the old commune: no list of the sample names one.
        "hamlet": texts.nothing(len(who)),
        "residence_kind": texts.words(RESIDENCE_KINDS, entries.kind),
        "residence_from": texts.days(_since(people, who, is_last=entries.is_last), _luck(who, 1) >= NO_START),
        "origin_text": _hamlets(ground, moves.home0[who], household, _luck(who, 2) >= NO_HAMLET),
        "phone": _phones(people, who),
        "died_on": texts.days(moves.changed_on[who], died),
    }
    return pa.table({name: columns[name] for name in POPULATION.received.names})


def _luck(who: Ints, question: int) -> Floats:
    """A number in [0, 1) per person and question, the same in every file."""
    mixed = (who.astype(np.uint64) + np.uint64(1)) * np.uint64(LUCK_FACTOR + 2 * question)
    mixed ^= mixed >> np.uint64(17)
    mixed *= np.uint64(LUCK_FACTOR)
    return (mixed >> np.uint64(13)) % np.uint64(LUCK_SIZE) / LUCK_SIZE


def _since(people: People, who: Ints, *, is_last: bool) -> Days:
    moves, fate = people.moves, people.fate[who]
    since = moves.since[who]
    if not is_last:
        return since
    new = moves.has_moved[who] | np.isin(fate, (Fate.CAME, Fate.RETURNED))
    return np.maximum(np.where(new, moves.changed_on[who], since), people.birth[who])


def _hamlets(ground: Ground, atom: Ints, household: Ints, given: Flags) -> pa.Array:
    names = [f"Thôn {place + 1}, {unit.full_name}" for unit in ground.old_units for place in range(HAMLETS)]
    return texts.words(names, atom * HAMLETS + household % HAMLETS, given)


def _phones(people: People, who: Ints) -> pa.Array:
    born = years_of(people.birth[who])
    adult = born <= years_of(people.birth).max() - ADULT_YEARS
    serial = who.astype(np.int64) * PHONE_STEP % PHONE_SERIALS
    given = adult & (_luck(who, 3) < HAS_PHONE)
    return texts.joined(pa.array([PHONE_PREFIX] * len(who), pa.string()), texts.digits(serial, 6, given))
