"""How many people are alike in everything that is counted: what all cells of a month are summed from.

Plain people are tallied in one reading of their rows, as residents and as participants at once;
those who are apart are added from their own tables.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.accounts.matched import found
from toandan.accounts.packed import packed, unpacked
from toandan.accounts.placing import map_of
from toandan.accounts.plain import commune_code
from toandan.places.unit import COMMUNE_DIGITS
from toandan.schemas.common import SEX
from toandan.values.month import Month

COMMUNES, AGES, KINDS = 10**COMMUNE_DIGITS, 1000, 2
HOME_SIZES = {
    "home_n": COMMUNES,
    "home_age": AGES,
    "home_sex_n": len(SEX),
    "has_id": KINDS,
    "in_register": KINDS,
}
CARD_SIZES = {"card_n": COMMUNES, "card_age": AGES, "card_sex_n": len(SEX), "has_national": KINDS}
AS_PARTICIPANT = ("vintage", "commune_code", "group_code", "sex", "age", "found", "is_estimated")
AS_RESIDENT = (
    "vintage",
    "commune_code",
    "group_code",
    "sex",
    "age",
    "is_covered",
    "card_commune_code",
    "has_id",
)


def stg_person__month_alike(stg_person__month_plain: Table) -> Table:
    """One row per combination of what is told of plain people on the last day, with ``people_n``."""
    people = stg_person__month_plain
    lives, holds = people.home_n.notnull(), people.card_n.notnull()
    told = {
        "home_n": people.home_n,
        "home_age": ibis.ifelse(lives, people.home_age, None),
        "home_sex_n": ibis.ifelse(lives, _number(people.home_sex), None),
        "has_id": people.person_id.notnull().cast("int64"),
        "card_n": people.card_n,
        "card_age": ibis.ifelse(holds, people.card_age, None),
        "card_sex_n": ibis.ifelse(holds, _number(people.card_sex), None),
        "in_register": people.in_register.cast("int64"),
        "has_national": people.has_national.cast("int64"),
    }
    rows = people.select("group_code", home=packed(told, HOME_SIZES), card=packed(told, CARD_SIZES))
    alike = rows.group_by("group_code", "home", "card").agg(people_n=rows.count())
    alike = unpacked(unpacked(alike, "home", HOME_SIZES), "card", CARD_SIZES)
    return alike.select(
        "group_code",
        "people_n",
        "home_age",
        "card_age",
        home_code=commune_code(alike.home_n),
        home_sex=_sex(alike.home_sex_n),
        card_code=commune_code(alike.card_n),
        card_sex=_sex(alike.card_sex_n),
        **{name: alike[name] == 1 for name in ("has_id", "in_register", "has_national")},
    )


def _number(sex: StringValue) -> IntegerValue:
    return ibis.cases(*((sex == one, n) for n, one in enumerate(SEX)))


def _sex(number: IntegerValue) -> StringValue:
    return ibis.cases(*((number == n, one) for n, one in enumerate(SEX)))


def stg_participant__month_alike(
    stg_person__month_alike: Table, stg_participant__month_apart: Table, month: Month
) -> Table:
    """Combinations of what is told of participants, with ``people_n``; one row, or one of each kind of people."""
    rows, apart = stg_person__month_alike, stg_participant__month_apart
    rows = rows.filter(rows.card_code.notnull())
    plain = rows.select(
        "group_code",
        "people_n",
        found=found(rows, home="home_code", card="card_code"),
        vintage=map_of(month),
        commune_code=rows.card_code,
        sex=rows.card_sex,
        age=rows.card_age,
        is_estimated=ibis.literal(value=False),
    )
    others = apart.group_by(*AS_PARTICIPANT).agg(people_n=apart.count())
    return _together(plain, others, AS_PARTICIPANT)


def stg_resident__month_alike(
    stg_person__month_alike: Table, stg_resident__month_apart: Table, month: Month
) -> Table:
    """Combinations of what is told of residents, with ``people_n``; one row, or one of each kind of people."""
    rows, apart = stg_person__month_alike, stg_resident__month_apart
    rows = rows.filter(rows.home_code.notnull())
    plain = rows.select(
        "group_code",
        "has_id",
        "people_n",
        vintage=map_of(month),
        commune_code=rows.home_code,
        sex=rows.home_sex,
        age=rows.home_age,
        is_covered=rows.card_code.notnull(),
        card_commune_code=rows.card_code,
    )
    known = apart.mutate(has_id=apart.person_id.notnull())
    others = known.group_by(*AS_RESIDENT).agg(people_n=known.count())
    return _together(plain, others, AS_RESIDENT)


def _together(plain: Table, others: Table, alike: tuple[str, ...]) -> Table:
    """Both; a combination may stand in two rows, which every count adds up."""
    return plain.select(*alike, "people_n").union(others.select(*alike, "people_n"))
