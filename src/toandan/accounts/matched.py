"""Participants and residents found to be the same people, each counted by its own place."""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table

from toandan.accounts.placing import map_of, placed
from toandan.values.month import Month

FOUND = ("card_here", "resident_elsewhere", "not_resident", "not_in_register", "not_matched")


def stg_participant__month_home(stg_participant__month_card: Table, stg_register__link_home: Table) -> Table:
    """One row per participant who is apart, with the commune of residence where the register has one.

    ``home_code`` is empty for everyone who is not a resident; ``in_register`` says whether
    the register knows the personal id at all.
    """
    cards, known = stg_participant__month_card, stg_register__link_home
    known = known.mutate(in_register=ibis.literal(value=True))
    joined = cards.left_join(known, "person_id", rname="known_{name}").drop("known_person_id")
    return joined.mutate(in_register=joined.in_register.notnull())


def stg_participant__month_placed(stg_participant__month_home: Table, places: Table) -> Table:
    """The same with the card's commune on the month's map, and where the person was found."""
    rows = placed(stg_participant__month_home, places, home="home_code")
    return rows.mutate(found=found(rows, home="home_code", card="to_code"))


def found(rows: Table, *, home: str, card: str) -> StringValue:
    """Where the holder of a card was found, from the columns with both communes, ``in_register`` and ``has_national``."""
    return ibis.cases(
        (rows[home] == rows[card], "card_here"),
        (rows[home].notnull(), "resident_elsewhere"),
        (rows.in_register, "not_resident"),
        (rows.has_national, "not_in_register"),
        else_="not_matched",
    )


def stg_participant__month_apart(stg_participant__month_placed: Table, month: Month) -> Table:
    """One row per participant who is apart, as ``core_participant__month_person``."""
    rows = stg_participant__month_placed
    return rows.select(
        "person_id",
        vintage=map_of(month),
        commune_code=rows.to_code,
        group_code=rows.group_code,
        sex=rows.sex,
        age=rows.age,
        found=rows.found,
        is_estimated=rows.is_estimated,
    )


def stg_resident__month_apart(
    stg_resident__month_home: Table, stg_participant__month_apart: Table, month: Month
) -> Table:
    """One row per resident who is apart, with the card that counts where one was found."""
    residents, cards = stg_resident__month_home, stg_participant__month_apart
    held = cards.select(
        "person_id",
        card_group_code=cards.group_code,
        card_vintage=cards.vintage,
        card_commune_code=cards.commune_code,
    )
    rows = residents.left_join(held, "person_id")
    return rows.select(
        "row_n",
        scope_code=rows.scope,
        person_id=rows.person_id,
        vintage=map_of(month),
        commune_code=rows.home_code,
        sex=rows.sex,
        age=rows.age,
        is_covered=rows.card_commune_code.notnull(),
        group_code=ibis.coalesce(rows.card_group_code, ""),
        card_vintage=rows.card_vintage,
        card_commune_code=rows.card_commune_code,
    )


def core_participant__month_person(
    stg_participant__month_plain: Table, stg_participant__month_apart: Table
) -> Table:
    """One row per person with a card valid on the last day: the card that counts, and where the person was found."""
    return _together(stg_participant__month_plain, stg_participant__month_apart)


def core_resident__month_person(stg_resident__month_plain: Table, stg_resident__month_apart: Table) -> Table:
    """One row per resident, with the card that counts where one was found."""
    return _together(stg_resident__month_plain, stg_resident__month_apart)


def _together(plain: Table, apart: Table) -> Table:
    return plain.union(apart.select(*plain.columns))
