"""Registers of facts that fit the groups of a sample: lists of people, households and communes, schools, work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pyarrow as pa

from toandan.samples import groups, texts
from toandan.samples.ages import ages_on
from toandan.samples.arrays import Flags, Ints
from toandan.samples.coverage import Cover
from toandan.samples.fates import in_last
from toandan.samples.ground import DIFFICULT, FREE, VERY_DIFFICULT, Ground
from toandan.samples.people import People
from toandan.schemas.employment import EMPLOYMENT
from toandan.schemas.listed import NO, YES
from toandan.schemas.place_list import PLACE_LIST, PLACE_LISTS
from toandan.schemas.school import SCHOOL
from toandan.schemas.social_protection import LISTS, SOCIAL_PROTECTION
from toandan.values.month import Month

DOCUMENT = "synthetic list"
HOUSEHOLD_LISTS = {"HN": "poor", "CN": "near_poor", "GB": "farm_average"}
PERSON_LISTS = {
    "HT": "pensioner",
    "TB": "long_allowance",
    "XB": "ex_commune_cadre_si",
    "QN": "officer",
    "CA": "officer",
    "CC": "merit",
    "CK": "merit",
    "CB": "merit",
    "TS": "martyr_relative",
    "TC": "merit_relative",
    "BT": "social_allowance",
}
CONTRACT_OF = {
    "DN": "employee",
    "CH": "employee",
    "HX": "employee",
    "HC": "civil_servant",
    "XK": "commune_part_timer",
}
LEVEL_FROM_AGE = ((0, "primary"), (11, "lower_secondary"), (15, "upper_secondary"), (18, "university"))
LEARNERS = ("HS", "SV")
SCHOOL_YEAR = 9
SCHOOLS, SCHOOL_PREFIX = 40, "T"
EMPLOYERS, EMPLOYER_PREFIX, EMPLOYER_DIGITS = 600, "53", 8
PENSION_VND, WAGE_VND, WAGE_STEP_VND, WAGE_STEPS = 4_200_000, 5_000_000, 250_000, 17
NO_WAGE_OF = 29

type Rows = dict[str, pa.Array | str | None]


def tables(people: People, ground: Ground, cover: Cover, months: tuple[Month, Month]) -> dict[str, pa.Table]:
    """The files of the registers of facts at the last end, by register."""
    there = np.flatnonzero(in_last(people.fate))
    named = there[people.has_id_in_register[there]]
    since = months[1].first_day.replace(month=1).isoformat()
    return {
        "social_protection": _protection(people, ground, cover, there, since),
        "place_list": _places(ground, months, since),
        "school": _learners(people, cover, named, months[1]),
        "employment": _workers(people, cover, named, since),
    }


def _protection(people: People, ground: Ground, cover: Cover, there: Ints, since: str) -> pa.Table:
    names = SOCIAL_PROTECTION.received.names
    held = [*_households(people, ground, cover, there), *_persons(people, cover, there)]
    used = {str(rows["kind"]) for _, rows in held}
    parts = [_rows(names, size, {**rows, **_said(YES, since)}) for size, rows in held]
    empty = [kind for kind in LISTS if kind not in used]
    return pa.concat_tables([*parts, _empty(names, empty, since)])


def _households(people: People, ground: Ground, cover: Cover, there: Ints) -> list[tuple[int, Rows]]:
    """One row per household with a member of such a group; of several lists, the poorest."""
    found: list[tuple[int, Rows]] = []
    taken = np.array([], dtype=np.int64)
    for code, kind in HOUSEHOLD_LISTS.items():
        who = there[_any_group(cover, there, {code})]
        house, at = np.unique(people.moves.household1[who], return_index=True)
        new = ~np.isin(house, taken)
        house, atom = house[new], people.moves.home1[who[at[new]]]
        taken = np.append(taken, house)
        if len(house):
            place = texts.words(ground.new_codes(), atom)
            found.append(
                (len(house), {"kind": kind, "household_no": texts.digits(house, 9), "commune": place})
            )
    return found


def _persons(people: People, cover: Cover, there: Ints) -> list[tuple[int, Rows]]:
    named = there[people.has_id_in_register[there]]
    found: list[tuple[int, Rows]] = []
    for kind in dict.fromkeys(PERSON_LISTS.values()):
        codes = {code for code, told in PERSON_LISTS.items() if told == kind}
        who = named[_any_group(cover, named, codes)]
        amount = texts.digits(np.full(len(who), PENSION_VND), 1) if kind == "pensioner" else None
        if len(who):
            ids = texts.digits(people.national_id[who], 12)
            found.append((len(who), {"kind": kind, "national_id": ids, "amount_vnd": amount}))
    return found


def _places(ground: Ground, months: tuple[Month, Month], since: str) -> pa.Table:
    """Lists written in the codes of the first end, as lists of before a merger are."""
    names = PLACE_LIST.received.names
    on = months[0].last_day.isoformat()
    zones = {
        "difficult": ground.zone1 != FREE,
        "extremely_difficult": ground.zone1 == VERY_DIFFICULT,
        "minority_mountain": ground.zone1 != FREE,
    }
    parts = [
        _communes(ground, which, {"kind": kind, "commune_on": on, **_said(YES, since)})
        for kind, which in zones.items()
    ]
    left = (ground.zone0 >= DIFFICULT) & (ground.zone1 == FREE)
    gone = {
        "kind": "difficult",
        "commune_on": on,
        **_said(YES, on),
        "valid_to": months[1].first_day.isoformat(),
    }
    empty = [kind for kind in PLACE_LISTS if kind not in zones]
    return pa.concat_tables([*parts, _communes(ground, left, gone), _empty(names, empty, since)])


def _communes(ground: Ground, which: Flags, rows: Rows) -> pa.Table:
    codes = sorted({unit.code for unit, told in zip(ground.old_units, which, strict=True) if told})
    return _rows(PLACE_LIST.received.names, len(codes), {**rows, "commune": pa.array(codes, pa.string())})


def _learners(people: People, cover: Cover, named: Ints, month: Month) -> pa.Table:
    who = named[_any_group(cover, named, LEARNERS)]
    ages = ages_on(people.birth[who], month.last_day)
    step = np.searchsorted([start for start, _ in LEVEL_FROM_AGE], ages, side="right") - 1
    school = texts.digits(people.moves.home1[who] * SCHOOLS + who % SCHOOLS, 6)
    begun = date(month.year if month.last_day.month >= SCHOOL_YEAR else month.year - 1, SCHOOL_YEAR, 1)
    return _rows(
        SCHOOL.received.names,
        len(who),
        {
            "national_id": texts.digits(people.national_id[who], 12),
            "school_code": texts.joined(pa.array([SCHOOL_PREFIX] * len(who), pa.string()), school),
            "level": texts.words([level for _, level in LEVEL_FROM_AGE], step),
            "valid_from": begun.isoformat(),
        },
    )


def _workers(people: People, cover: Cover, named: Ints, since: str) -> pa.Table:
    who = named[_any_group(cover, named, CONTRACT_OF)]
    kinds = [CONTRACT_OF.get(code, "") for code in groups.codes()]
    number = texts.digits(people.household[who] * 7919 % EMPLOYERS * 20_011 + 10_000_000, EMPLOYER_DIGITS)
    wage = WAGE_VND + who % WAGE_STEPS * WAGE_STEP_VND
    return _rows(
        EMPLOYMENT.received.names,
        len(who),
        {
            "national_id": texts.digits(people.national_id[who], 12),
            "employer_code": texts.joined(pa.array([EMPLOYER_PREFIX] * len(who), pa.string()), number),
            "contract": texts.words(kinds, cover.group1[who]),
            "wage_vnd": texts.digits(wage, 1, who % NO_WAGE_OF != 0),
            "valid_from": since,
        },
    )


def _said(listed: str, since: str) -> Rows:
    return {"listed": listed, "valid_from": since, "document": DOCUMENT}


def _empty(names: tuple[str, ...], kinds: list[str], since: str) -> pa.Table:
    """Rows that say of each list that nobody else is on it."""
    return _rows(names, len(kinds), {"kind": pa.array(kinds, pa.string()), **_said(NO, since)})


def _rows(names: tuple[str, ...], size: int, columns: Rows) -> pa.Table:
    """The columns of a register's file; one text stands for all rows, a column not named is empty."""
    values = {name: columns.get(name) for name in names}
    return pa.table(
        {
            name: pa.array([value] * size, pa.string()) if value is None or isinstance(value, str) else value
            for name, value in values.items()
        }
    )


def _any_group(cover: Cover, who: Ints, codes: Collection[str]) -> Flags:
    wanted = [place for place, code in enumerate(groups.codes()) if code in codes]
    found: Flags = np.isin(cover.group1[who], wanted)
    return found
