"""What lists say of people, households and communes on the last day of a month, as sets of titles and living standards."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, Table

from toandan.accounts.placed_lists import holds
from toandan.linkage.person import person_by_id
from toandan.rules.sets import Members, by_word, either, title
from toandan.schemas.employment import CONTRACTS
from toandan.schemas.listed import YES
from toandan.schemas.registers import of_role
from toandan.schemas.school import GENERAL, SCHOOL_TITLES
from toandan.schemas.set_columns import TITLE_SETS
from toandan.schemas.social_protection import LIVING_LISTS, TITLE_LISTS
from toandan.schemas.table import Role
from toandan.values.month import Month

SETS = (*TITLE_SETS.names("titles"), "living_set")
AMOUNTS = ("wage_vnd", "pension_vnd", "benefit_vnd")


def whole(value: int) -> IntegerValue:
    """A whole number as the engine's sets and amounts are."""
    return ibis.literal(value, "int64")


def stg_list__month_person(
    raw_social_protection__entity_listed: Table,
    raw_school__spell_learner: Table,
    raw_employment__spell_contract: Table,
    month: Month,
) -> Table:
    """One row per person that some list names: titles, living standard, amounts."""
    listed = _listed(raw_social_protection__entity_listed, month)
    parts = (
        listed.filter(listed.person_id.notnull()).drop("household_id"),
        _learners(raw_school__spell_learner, month),
        _workers(raw_employment__spell_contract, month),
    )
    return _together(ibis.union(*parts), "person_id")


def stg_list__month_household(raw_social_protection__entity_listed: Table, month: Month) -> Table:
    """One row per keyed household that some list names."""
    listed = _listed(raw_social_protection__entity_listed, month)
    return _together(listed.filter(listed.household_id.notnull()).drop("person_id"), "household_id")


def stg_list__month_told(
    raw_social_protection__entity_listed: Table, list_ground: Table, month: Month
) -> Table:
    """One row per commune that a list speaks of: which lists do, and which of them name people or households.

    ``told_``, ``by_person_`` and ``by_house_`` with ``titles`` and ``living_set``: somebody whose number or
    household is not in the register cannot be looked up in a list that names such.
    """
    rows = raw_social_protection__entity_listed
    there = rows.filter(holds(rows, month))
    kinds = there.select(
        "scope", "kind", by_person=person_by_id(there).notnull(), by_house=there.household_id.notnull()
    ).distinct()
    ground = list_ground.filter(list_ground.register == "social_protection").drop("register")
    spoken = kinds.inner_join(ground, "scope")
    sets = _listed_titles(spoken).named("titles", TITLE_SETS) | {"living_set": _living_bit(spoken)}
    parts = [spoken.select("commune_code", "by_person", "by_house", **sets)]
    for register in (one for one in of_role(Role.FACT) if one.titles):
        own = list_ground.filter(list_ground.register == register.name).select("commune_code")
        bits = Members((0,)) | title(*register.titles)
        parts.append(
            own.mutate(
                by_person=ibis.literal(value=True),
                by_house=ibis.literal(value=False),
                **bits.named("titles", TITLE_SETS),
                living_set=whole(0),
            )
        )
    every = ibis.union(*parts)
    return every.group_by("commune_code").agg(
        **{f"told_{name}": every[name].bit_or() for name in SETS},
        **{f"by_person_{name}": ibis.ifelse(every.by_person, every[name], 0).bit_or() for name in SETS},
        **{f"by_house_{name}": ibis.ifelse(every.by_house, every[name], 0).bit_or() for name in SETS},
    )


def _listed(rows: Table, month: Month) -> Table:
    named = rows.filter(holds(rows, month), rows.listed == YES)
    nothing = ibis.null("int64")
    return named.select(
        "household_id",
        person_id=person_by_id(named),
        **_listed_titles(named).named("titles", TITLE_SETS),
        living_set=_living_bit(named),
        wage_vnd=nothing,
        pension_vnd=ibis.ifelse(named.kind == "pensioner", named.amount_vnd, nothing),
        benefit_vnd=ibis.ifelse(named.kind == "unemployed", named.amount_vnd, nothing),
        confirmed_on=ibis.ifelse(named.kind == "trafficking_victim", named.start_date, ibis.null("date")),
    )


def _learners(rows: Table, month: Month) -> Table:
    there = rows.filter(holds(rows, month))
    pupil, student = title(*SCHOOL_TITLES), title(*SCHOOL_TITLES[:1])
    return _titled(there, either(there.level.isin(GENERAL), pupil, student), ibis.null("int64"))


def _workers(rows: Table, month: Month) -> Table:
    there = rows.filter(holds(rows, month))
    held = by_word(there.contract, {slug: title(slug) for slug in CONTRACTS})
    return _titled(there, held, there.wage_vnd)


def _titled(rows: Table, titles: Members, wage: IntegerValue) -> Table:
    nothing = ibis.null("int64")
    return rows.select(
        person_id=person_by_id(rows),
        **titles.named("titles", TITLE_SETS),
        living_set=whole(0),
        wage_vnd=wage,
        pension_vnd=nothing,
        benefit_vnd=nothing,
        confirmed_on=ibis.null("date"),
    )


def _together(rows: Table, key: str) -> Table:
    """Per key: every title and living standard; the highest of several amounts.

    No register tells which of several contracts counts for social insurance (Article 13.5.b).
    """
    return rows.group_by(key).agg(
        **{name: rows[name].bit_or() for name in SETS},
        **{name: rows[name].max() for name in (*AMOUNTS, "confirmed_on")},
    )


def _listed_titles(rows: Table) -> Members:
    return by_word(rows.kind, {slug: title(slug) for slug in TITLE_LISTS})


def _living_bit(rows: Table) -> IntegerValue:
    return ibis.cases(
        *((rows.kind == slug, whole(1 << place)) for place, slug in enumerate(LIVING_LISTS)), else_=whole(0)
    )
