"""Plain people: one row in the register, one card, both communes whole on the month's map.

For them nothing has to be chosen, so a month is counted from each row alone. Everybody else
is apart, and goes through ``cards``, ``residents`` and ``matched``; a person is wholly one or
the other, and both ways give the same answer for a plain person.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.accounts.ages import whole_years
from toandan.accounts.cards import is_valid
from toandan.accounts.matched import found
from toandan.accounts.placing import MAP_CODE, map_of
from toandan.accounts.residents import is_resident
from toandan.linkage.registers import CARD, HOME
from toandan.places.unit import COMMUNE_DIGITS
from toandan.values.month import Month


def stg_person__link_known(core_person__link_plain: Table, core_cover__spell_alone: Table) -> Table:
    """One row per linked plain person: the row of the register, the card, or both side by side."""
    people, alone = core_person__link_plain, core_cover__spell_alone
    cards = alone.select("person_id", "has_national", **{told: alone[name] for name, told in CARD.items()})
    nowhere = {told: ibis.null(people[told].type()) for told in HOME.values()}
    matched = people.mutate(has_national=ibis.literal(value=True))
    return matched.union(cards.mutate(**nowhere).select(*matched.columns))


def stg_person__link_torn(stg_person__link_known: Table, places: Table) -> Table:
    """One row per linked plain person with a commune that was split on the way to the month's map.

    Where such a row belongs depends on the others of its commune: the person is apart.
    """
    split = places.filter(places.targets_n > 1).select(*MAP_CODE).distinct()
    home, card = (split.rename(dict(zip(_at(side), MAP_CODE, strict=True))) for side in ("home", "card"))
    by_home = stg_person__link_known.semi_join(home, _at("home"))
    by_card = stg_person__link_known.semi_join(card, _at("card"))
    return by_home.union(by_card.anti_join(home, _at("home")))


def _at(side: str) -> list[str]:
    return [f"{side}_{name}" for name in MAP_CODE]


def stg_person__link_placed(
    stg_person__link_known: Table, stg_person__link_torn: Table, places: Table
) -> Table:
    """The plain people who are not torn, with their communes on the month's map.

    ``home_to_code`` and ``card_to_code`` are empty where there is no row; ``home_to_n`` and
    ``card_to_n`` are the same codes as numbers.
    """
    rows = stg_person__link_known
    for row in (["home_scope", "home_row_n"], ["card_scope", "card_row_n"]):
        rows = rows.anti_join(stg_person__link_torn, row)
    whole = places.filter(places.targets_n == 1)
    where = whole.select(*MAP_CODE, "to_code", to_n=whole.to_code.cast("int64"))
    return _with_place(_with_place(rows, where, "home"), where, "card")


def _with_place(rows: Table, where: Table, side: str) -> Table:
    told = where.rename({f"{side}_{name}": name for name in where.columns})
    at = _at(side)
    return rows.left_join(told, at, rname="{name}_place").drop(*(f"{name}_place" for name in at))


def stg_population__entity_apart(
    core_population__entity_several: Table, stg_person__link_torn: Table
) -> Table:
    """One row per row of the population extracts of everybody who is apart."""
    torn = stg_person__link_torn.filter(stg_person__link_torn.home_scope.notnull())
    rows = torn.select("person_id", **{name: torn[told] for name, told in HOME.items()})
    return core_population__entity_several.union(rows.select(*core_population__entity_several.columns))


def stg_cover__spell_apart(core_cover__spell_several: Table, stg_person__link_torn: Table) -> Table:
    """One row per card of everybody who is apart."""
    torn = stg_person__link_torn.filter(stg_person__link_torn.card_scope.notnull())
    rows = torn.select("person_id", "has_national", **{name: torn[told] for name, told in CARD.items()})
    return core_cover__spell_several.union(rows.select(*core_cover__spell_several.columns))


def stg_cover__link_alike(stg_person__link_placed: Table) -> Table:
    """One row per commune of the month's map and period of the one card of a plain person, with ``people_n``."""
    cards = stg_person__link_placed.filter(stg_person__link_placed.card_to_n.notnull())
    alike = cards.group_by("card_to_n", "cover_start", "cover_end").agg(people_n=cards.count())
    return alike.select("cover_start", "cover_end", "people_n", commune_code=commune_code(alike.card_to_n))


def commune_code(number: IntegerValue) -> StringValue:
    """The code of a commune from its number."""
    return number.cast("string").lpad(COMMUNE_DIGITS, "0")


def stg_person__month_plain(stg_person__link_placed: Table, month: Month) -> Table:
    """One row per plain person who is a resident or holds a valid card on the last day.

    ``home_code`` is empty unless the person is a resident, ``card_code`` unless a card is valid, and
    ``home_n`` and ``card_n`` are the same as numbers; ``in_register`` says whether the population register knows the person.
    """
    people, day = stg_person__link_placed, month.last_day
    lives, holds = people.home_scope.notnull() & is_resident(people, day), is_valid(people, day)
    rows = people.mutate(
        home_code=ibis.ifelse(lives, people.home_to_code, None),
        home_n=ibis.ifelse(lives, people.home_to_n, None),
        card_code=ibis.ifelse(holds, people.card_to_code, None),
        card_n=ibis.ifelse(holds, people.card_to_n, None),
    )
    rows = rows.filter(rows.home_n.notnull() | rows.card_n.notnull())
    return rows.select(
        "person_id",
        "has_national",
        "home_scope",
        "home_row_n",
        "home_code",
        "home_n",
        "home_sex",
        "card_code",
        "card_n",
        "card_sex",
        home_age=whole_years(rows.home_birth_date, day),
        card_age=whole_years(rows.card_birth_date, day),
        group_code=ibis.ifelse(rows.card_code.notnull(), rows.group_code, ""),
        in_register=rows.home_scope.notnull(),
    )


def stg_participant__month_plain(stg_person__month_plain: Table, month: Month) -> Table:
    """One row per plain person with a card valid on the last day, as ``core_participant__month_person``."""
    rows = stg_person__month_plain.filter(stg_person__month_plain.card_code.notnull())
    return rows.select(
        "person_id",
        vintage=map_of(month),
        commune_code=rows.card_code,
        group_code=rows.group_code,
        sex=rows.card_sex,
        age=rows.card_age,
        found=found(rows, home="home_code", card="card_code"),
        is_estimated=ibis.literal(value=False),
    )


def stg_resident__month_plain(stg_person__month_plain: Table, month: Month) -> Table:
    """One row per plain resident, as ``core_resident__month_person``."""
    rows = stg_person__month_plain.filter(stg_person__month_plain.home_code.notnull())
    held = rows.card_code.notnull()
    return rows.select(
        row_n=rows.home_row_n,
        scope_code=rows.home_scope,
        person_id=rows.person_id,
        vintage=map_of(month),
        commune_code=rows.home_code,
        sex=rows.home_sex,
        age=rows.home_age,
        is_covered=held,
        group_code=rows.group_code,
        card_vintage=ibis.ifelse(held, map_of(month), None),
        card_commune_code=rows.card_code,
    )
