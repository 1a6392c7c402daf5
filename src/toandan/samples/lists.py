"""Registers of facts that fit the groups of a sample: lists of people, households and communes, schools, work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pyarrow as pa

from toandan.samples import groups, texts
from toandan.samples.ages import ages_on
from toandan.samples.arrays import Flags, Ints
from toandan.samples.ends import End
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


def tables(people: People, ground: Ground, end: End, first: Month) -> dict[str, pa.Table]:
    """The files of the registers of facts at an end, by register; ``first`` is the month of the first end."""
    named = end.there[people.has_id_in_register[end.there]]
    since = end.month.first_day.replace(month=1).isoformat()
    return {
        "social_protection": _protection(people, end, named, since),
        "place_list": _places_at_last(ground, end, first, since) if end.is_last else _places(end, since),
        "school": _learners(people, end, named),
        "employment": _workers(people, end, named, since),
    }


def _protection(people: People, end: End, named: Ints, since: str) -> pa.Table:
    names = SOCIAL_PROTECTION.received.names
    held = [*_households(end), *_persons(people, end, named)]
    used = {str(rows["kind"]) for _, rows in held}
    parts = [_rows(names, size, {**rows, **_said(YES, since)}) for size, rows in held]
    empty = [kind for kind in LISTS if kind not in used]
    return pa.concat_tables([*parts, _empty(names, empty, since)])


def _households(end: End) -> list[tuple[int, Rows]]:
    """One row per household with a member of such a group; of several lists, the poorest."""
    found: list[tuple[int, Rows]] = []
    taken = np.array([], dtype=np.int64)
    for code, kind in HOUSEHOLD_LISTS.items():
        who = end.there[_any_group(end, end.there, {code})]
        house, at = np.unique(end.household[who], return_index=True)
        new = ~np.isin(house, taken)
        house, atom = house[new], end.home[who[at[new]]]
        taken = np.append(taken, house)
        if len(house):
            place = texts.words(end.codes, atom)
            found.append(
                (len(house), {"kind": kind, "household_no": texts.digits(house, 9), "commune": place})
            )
    return found


def _persons(people: People, end: End, named: Ints) -> list[tuple[int, Rows]]:
    found: list[tuple[int, Rows]] = []
    for kind in dict.fromkeys(PERSON_LISTS.values()):
        codes = {code for code, told in PERSON_LISTS.items() if told == kind}
        who = named[_any_group(end, named, codes)]
        amount = texts.digits(np.full(len(who), PENSION_VND), 1) if kind == "pensioner" else None
        if len(who):
            ids = texts.digits(people.national_id[who], 12)
            found.append((len(who), {"kind": kind, "national_id": ids, "amount_vnd": amount}))
    return found


def _places(end: End, since: str) -> pa.Table:
    """The communes of the scope that count as difficult, in the codes of the day."""
    on = end.month.last_day.isoformat()
    parts = [
        _communes(end.codes, which & end.inside, {"kind": kind, "commune_on": on, **_said(YES, since)})
        for kind, which in _zones(end.zone).items()
    ]
    return pa.concat_tables([*parts, _other_lists(since)])


def _places_at_last(ground: Ground, end: End, first: Month, since: str) -> pa.Table:
    """The communes that count as difficult, and those that left, in the codes of the first end: decisions name
    communes as they were."""
    on = first.last_day.isoformat()
    parts = [
        _communes(ground.old_codes(), which, {"kind": kind, "commune_on": on, **_said(YES, since)})
        for kind, which in _zones(end.zone).items()
    ]
    left = (ground.zone0 >= DIFFICULT) & (ground.zone1 == FREE)
    gone = {
        "kind": "difficult",
        "commune_on": on,
        **_said(YES, on),
        "valid_to": end.month.first_day.isoformat(),
    }
    return pa.concat_tables([*parts, _communes(ground.old_codes(), left, gone), _other_lists(since)])


def _zones(zone: Ints) -> dict[str, Flags]:
    """Per list of communes: which atoms are on it."""
    return {
        "difficult": zone != FREE,
        "extremely_difficult": zone == VERY_DIFFICULT,
        "minority_mountain": zone != FREE,
    }


def _other_lists(since: str) -> pa.Table:
    """That all other lists of communes are empty."""
    empty = [kind for kind in PLACE_LISTS if kind not in _zones(np.array([], dtype=np.int64))]
    return _empty(PLACE_LIST.received.names, empty, since)


def _communes(codes: list[str], which: Flags, rows: Rows) -> pa.Table:
    named = sorted({code for code, told in zip(codes, which, strict=True) if told})
    return _rows(PLACE_LIST.received.names, len(named), {**rows, "commune": pa.array(named, pa.string())})


def _learners(people: People, end: End, named: Ints) -> pa.Table:
    month = end.month
    who = named[_any_group(end, named, LEARNERS)]
    ages = ages_on(people.birth[who], month.last_day)
    step = np.searchsorted([start for start, _ in LEVEL_FROM_AGE], ages, side="right") - 1
    school = texts.digits(end.home[who] * SCHOOLS + who % SCHOOLS, 6)
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


def _workers(people: People, end: End, named: Ints, since: str) -> pa.Table:
    who = named[_any_group(end, named, CONTRACT_OF)]
    kinds = [CONTRACT_OF.get(code, "") for code in groups.codes()]
    number = texts.digits(people.household[who] * 7919 % EMPLOYERS * 20_011 + 10_000_000, EMPLOYER_DIGITS)
    # Wages rose by a step between the ends.
    lowest = WAGE_VND if end.is_last else WAGE_VND - WAGE_STEP_VND
    wage = lowest + who % WAGE_STEPS * WAGE_STEP_VND
    return _rows(
        EMPLOYMENT.received.names,
        len(who),
        {
            "national_id": texts.digits(people.national_id[who], 12),
            "employer_code": texts.joined(pa.array([EMPLOYER_PREFIX] * len(who), pa.string()), number),
            "contract": texts.words(kinds, end.group[who]),
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


def _any_group(end: End, who: Ints, codes: Collection[str]) -> Flags:
    wanted = [place for place, code in enumerate(groups.codes()) if code in codes]
    found: Flags = np.isin(end.group[who], wanted)
    return found
