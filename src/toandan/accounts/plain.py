"""Plain people: one row in the register, one card, both communes whole on the month's map.

For them nothing has to be chosen, so a month is counted from each row alone. Everybody else
is apart, and goes through ``cards``, ``residents`` and ``matched``; a person is wholly one or
the other, and both ways give the same answer for a plain person.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from toandan.accounts.ages import whole_years
from toandan.accounts.placing import MAP_CODE, map_of
from toandan.accounts.residents import is_resident
from toandan.linkage.registers import CARD, HOME
from toandan.values.month import Month


def stg_person__link_placed(core_person__link_plain: Table, places: Table) -> Table:
    """The plain people with ``home_to_code`` and ``card_to_code``, their communes on the month's map.

    ``is_torn`` marks whoever has a commune that was split: where such a row belongs depends
    on the others of its commune. A code is empty where there is no row.
    """
    where = places.select(
        *MAP_CODE,
        to_code=ibis.ifelse(places.targets_n == 1, places.to_code, None),
        is_split=places.targets_n > 1,
    ).distinct()
    placed = _with_place(_with_place(core_person__link_plain, where, "home"), where, "card")
    torn = ibis.coalesce(placed.home_is_split, False) | ibis.coalesce(placed.card_is_split, False)
    return placed.mutate(is_torn=torn).drop("home_is_split", "card_is_split")


def _with_place(rows: Table, where: Table, side: str) -> Table:
    told = where.rename({f"{side}_{name}": name for name in where.columns})
    at = [f"{side}_{name}" for name in MAP_CODE]
    return rows.left_join(told, at, rname="{name}_place").drop(*(f"{name}_place" for name in at))


def stg_population__entity_apart(
    core_population__entity_several: Table, stg_person__link_placed: Table
) -> Table:
    """One row per row of the population extracts of everybody who is apart."""
    torn = stg_person__link_placed.filter(
        stg_person__link_placed.is_torn, stg_person__link_placed.home_scope.notnull()
    )
    rows = torn.select("person_id", **{name: torn[told] for name, told in HOME.items()})
    return core_population__entity_several.union(rows)


def stg_cover__spell_apart(core_cover__spell_several: Table, stg_person__link_placed: Table) -> Table:
    """One row per card of everybody who is apart."""
    torn = stg_person__link_placed.filter(
        stg_person__link_placed.is_torn, stg_person__link_placed.card_scope.notnull()
    )
    rows = torn.select("person_id", **{name: torn[told] for name, told in CARD.items()})
    return core_cover__spell_several.union(rows.select(*core_cover__spell_several.columns))


def stg_participant__month_plain(stg_person__link_placed: Table, month: Month) -> Table:
    """One row per plain person with a card valid on the last day, as ``core_participant__month_person``."""
    people = stg_person__link_placed
    rows = people.filter(~people.is_torn, _is_valid(people, month), people.card_to_code.notnull())
    home = _home(rows, month)
    found = ibis.cases(
        (home == rows.card_to_code, "card_here"),
        (home.notnull(), "resident_elsewhere"),
        (rows.home_scope.notnull(), "not_resident"),
        (rows.has_national, "not_in_register"),
        else_="not_matched",
    )
    return rows.select(
        "person_id",
        vintage=map_of(month),
        commune_code=rows.card_to_code,
        group_code=rows.group_code,
        sex=rows.card_sex,
        age=whole_years(rows.card_birth_date, month.last_day),
        found=found,
        is_estimated=ibis.literal(value=False),
    )


def stg_resident__month_plain(stg_person__link_placed: Table, month: Month) -> Table:
    """One row per plain resident, as ``core_resident__month_person``."""
    people = stg_person__link_placed
    rows = people.filter(~people.is_torn, _home(people, month).notnull())
    held = ibis.coalesce(_is_valid(rows, month) & rows.card_to_code.notnull(), False)
    return rows.select(
        row_n=rows.home_row_n,
        scope_code=rows.home_scope,
        person_id=rows.person_id,
        vintage=map_of(month),
        commune_code=rows.home_to_code,
        sex=rows.home_sex,
        age=whole_years(rows.home_birth_date, month.last_day),
        is_covered=held,
        group_code=ibis.ifelse(held, rows.group_code, ""),
        card_vintage=ibis.ifelse(held, map_of(month), None),
        card_commune_code=ibis.ifelse(held, rows.card_to_code, None),
    )


def _is_valid(people: Table, month: Month) -> BooleanValue:
    return (people.cover_start <= month.last_day) & (people.cover_end > month.last_day)


def _home(people: Table, month: Month) -> StringValue:
    """The commune on the month's map where the person is a resident, or empty."""
    return ibis.ifelse(
        people.home_scope.notnull() & is_resident(people, month.last_day), people.home_to_code, None
    )
