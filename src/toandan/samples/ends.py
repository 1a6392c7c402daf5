"""One scope at one end: who lives there and how, as the registers of that day tell it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toandan.samples.arrays import Flags, Ints
from toandan.samples.coverage import Cover
from toandan.samples.fates import in_last, resident_first
from toandan.samples.ground import Ground
from toandan.samples.people import People
from toandan.values.month import Month


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """The residents of ``scope`` on the last day of ``month``.

    ``there`` are people; ``group``, ``home`` (an atom) and ``household`` are per person of the sample. ``codes``
    is the commune of every atom on the map of the day, ``inside`` whether the atom belongs to the scope,
    ``zone`` how difficult it counts.
    """

    month: Month
    scope: str
    is_last: bool
    there: Ints
    group: Ints
    home: Ints
    household: Ints
    codes: list[str]
    inside: Flags
    zone: Ints


def first_end(people: People, ground: Ground, cover: Cover, month: Month, province: str) -> End:
    """The first end of one province of its day."""
    inside = np.array([code == province for code in ground.old_province])
    home = people.moves.home0
    return End(
        month=month,
        scope=province,
        is_last=False,
        there=np.flatnonzero(resident_first(people.fate, people.is_born) & inside[home]),
        group=cover.group0,
        home=home,
        household=people.household,
        codes=ground.old_codes(),
        inside=inside,
        zone=ground.zone0,
    )


def last_end(people: People, ground: Ground, cover: Cover, month: Month, province: str) -> End:
    """The last end of the province."""
    return End(
        month=month,
        scope=province,
        is_last=True,
        there=np.flatnonzero(in_last(people.fate)),
        group=cover.group1,
        home=people.moves.home1,
        household=people.moves.household1,
        codes=ground.new_codes(),
        inside=np.ones(ground.size, dtype=bool),
        zone=ground.zone1,
    )
