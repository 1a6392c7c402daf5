"""Which participation group somebody would have a card of, on a day: plausible, not the law."""

from __future__ import annotations

from functools import cache

import numpy as np

from toandan.samples.arrays import Days, Flags, Floats, Ints, pick
from toandan.samples.ages import MALE, ages_on, child_card_ends
from toandan.samples.data_files import rows
from toandan.samples.ground import VERY_DIFFICULT, Ground
from toandan.samples.people import People
from toandan.samples.streams import Streams
from toandan.values.month import Month

LONG, CHILD, CALENDAR, SCHOOL, RENEWED = "long", "child", "calendar", "school", "renewed"
EMPLOYED = {"DN": 0.5, "HC": 0.33, "CH": 0.06, "XK": 0.08, "HX": 0.03}
POOR = (0.012, 0.06, 0.12)
NEAR_POOR = (0.03, 0.14, 0.26)
FARM = 0.42
SIXTY, EIGHTY = 60, 80


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


def groups_on(
    people: People, ground: Ground, month: Month, zone: Ints, home: Ints, streams: Streams
) -> Ints:
    """The group everybody belongs to on a month's last day, by index.

    Drawn from the same luck for every month, so that a group changes only with age, with the
    place and with the place's standing. Written from the last group of Article 12 to the first:
    who fits several stands in the first.
    """
    age = ages_on(people.birth, month.last_day)
    luck = streams.of("groups").random((5, people.size), dtype=np.float32)
    place, town = zone[home], ground.is_town[home]
    group = np.full(people.size, codes().index("GD"), dtype=np.int8)
    for code, fits in _fitting(people, age, place, town, luck).items():
        group[fits] = codes().index(code)
    valid_child = (child_card_ends(people.birth) >= np.datetime64(month.last_day)) & people_exist(
        people.birth, month
    )
    group[valid_child] = codes().index("TE")
    _settle_pensions(group, age, town, luck)
    _settle_employed(group, age, town, luck, streams)
    return group


def people_exist(birth: Days, month: Month) -> Flags:
    """Who is born by the month's last day."""
    found: Flags = birth <= np.datetime64(month.last_day)
    return found


def _fitting(people: People, age: Ints, zone: Ints, town: Flags, luck: Floats) -> dict[str, Flags]:
    minority = people.ethnic > 0
    poor, near = np.array(POOR)[zone], np.array(NEAR_POOR)[zone]
    misc = luck[2]
    return {
        "GB": ~town & (people.wealth < FARM) & (age >= 18),
        "SV": (age >= 18) & (age < 23) & (luck[3] < 0.3),
        "HS": (age >= 6) & (age < 18) & (luck[3] < 0.97),
        "CN": people.wealth < near,
        "BT": (age >= EIGHTY) | (misc < 0.012),
        "DT": (zone > 0) & minority,
        "DK": zone == VERY_DIFFICULT,
        "HN": people.wealth < poor,
        "TC": (age >= 30) & (misc > 0.985),
        "TS": (age >= 30) & (misc > 0.965) & (misc < 0.97),
        "CB": (age >= 55) & (people.sex == MALE) & (misc > 0.8) & (misc < 0.9),
        "CK": (age >= SIXTY) & (misc > 0.7) & (misc < 0.712),
        "CC": (age >= SIXTY) & (misc > 0.72) & (misc < 0.724),
    }


def _settle_pensions(group: Ints, age: Ints, town: Flags, luck: Floats) -> None:
    retired = (age >= 57) & (luck[4] < np.where(town, 0.42, 0.10))
    group[retired] = codes().index("HT")
    for code, low, high in (("TB", 0.9, 0.903), ("XB", 0.91, 0.916)):
        group[(age >= 45) & (luck[4] > low) & (luck[4] < high)] = codes().index(code)


def _settle_employed(group: Ints, age: Ints, town: Flags, luck: Floats, streams: Streams) -> None:
    at_work = (age >= 19) & (age < SIXTY) & (luck[0] < np.where(town, 0.46, 0.115))
    kind = pick(streams.of("employers"), np.array(list(EMPLOYED.values())), len(group))
    employed = np.array([codes().index(code) for code in EMPLOYED], dtype=np.int8)[kind]
    group[at_work] = employed[at_work]
    armed = (age >= 19) & (age < 50) & (luck[1] < 0.006)
    group[armed] = np.where(luck[1][armed] < 0.003, codes().index("QN"), codes().index("CA"))
