"""Which participation group somebody of the sample is put in on a day: plausible, not the law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from toandan.samples.ages import MALE, ages_on, child_card_ends
from toandan.samples.arrays import Flags, Floats, Ints
from toandan.samples.data_files import rows
from toandan.samples.ground import DIFFICULT, FREE, VERY_DIFFICULT, Ground
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month

LONG, CHILD, CALENDAR, SCHOOL, RENEWED = "long", "child", "calendar", "school", "renewed"
LUCKS = ("work", "armed", "misc", "school", "pension")
ANY = "any"


@cache
def codes() -> tuple[str, ...]:
    """The group codes the sample uses; groups are indexes into them."""
    return tuple(row["group_code"] for row in rows("groups"))


def column(name: str) -> list[str]:
    """A column of the table of groups, by index of the group."""
    return [row[name] for row in rows("groups")]


def numbers_of(name: str) -> Floats:
    """A numeric column of the table of groups, by index of the group."""
    return np.array([float(text) for text in column(name)])


def has_schedule(group: Ints, schedule: str) -> Flags:
    """Whether the cards of a group run so."""
    found: Flags = np.array([text == schedule for text in column("schedule")])[group]
    return found


def by_schedule(values: dict[str, float]) -> Floats:
    """A number per schedule, by index of the group."""
    return np.array([values[text] for text in column("schedule")])


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Per person, on a month's last day: what ``who_fits`` asks for."""

    age: Ints
    luck: dict[str, Floats]
    place: dict[str, Flags]
    who: dict[str, Flags]


def groups_on(people: People, ground: Ground, month: Month, streams: Streams, *, is_last: bool) -> Ints:
    """The group everybody belongs to on a month's last day, by index.

    The luck is the same in every month, so that a group changes only with age, with the place
    and with the place's standing. Who fits several groups is in the last that ``who_fits`` names,
    which is the first of Article 12.
    """
    zone, home = (ground.zone1, people.moves.home1) if is_last else (ground.zone0, people.moves.home0)
    luck = streams.of("groups").random((len(LUCKS), people.size), dtype=np.float32)
    facts = _facts(people, month, zone[home], ground.is_town[home], luck)
    group = np.full(people.size, codes().index("GD"), dtype=np.int8)
    for row in rows("who_fits"):
        group[_fits(row, facts)] = codes().index(row["group_code"])
    return group


def _fits(row: dict[str, str], facts: Facts) -> Flags:
    luck = facts.luck[row["luck"]]
    found = (facts.age >= int(row["age_from"])) & (facts.age < int(row["age_to"]))
    found &= (luck >= float(row["low"])) & (luck < float(row["high"]))
    for name, known in ((row["place"], facts.place), (row["who"], facts.who)):
        if name != ANY:
            found &= known[name]
    return found


def _facts(people: People, month: Month, zone: Ints, town: Flags, luck: Floats) -> Facts:
    last_day = np.datetime64(month.last_day)
    return Facts(
        age=ages_on(people.birth, month.last_day),
        luck={"wealth": people.wealth, **dict(zip(LUCKS, luck, strict=True))},
        place={
            "town": town,
            "rural": ~town,
            "free": zone == FREE,
            "difficult": zone == DIFFICULT,
            "very difficult": zone == VERY_DIFFICULT,
            "listed": zone != FREE,
        },
        who={
            "male": people.sex == MALE,
            "minority": people.ethnic > 0,
            "child": (people.birth <= last_day) & (child_card_ends(people.birth) >= last_day),
        },
    )
