"""What the registers tell of every resident, as the rules of the law read it.

Facts are attached by person (``linkage.person``) or by the keyed id of a household. A title is true where a list
names the person, false where a list of that kind speaks of the commune and does not, and else not
known. A card held of a group is evidence of that group's title where no list speaks.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import DateValue, IntegerValue, StringValue, Table

from toandan.accounts.hamlets import with_hamlets
from toandan.accounts.lists import AMOUNTS, whole
from toandan.rules.sets import Members
from toandan.schemas.facts import FACTS
from toandan.schemas.place_list import PLACE_LISTS
from toandan.schemas.population import RESIDENCE_KINDS
from toandan.schemas.set_columns import TITLE_SETS
from toandan.schemas.social_protection import LIVING_LISTS
from toandan.schemas.titles import TITLES, title_set
from toandan.values.month import Month

PERMANENT = RESIDENCE_KINDS[0]
MAJORITY, HOME_COUNTRY = "Kinh", "VN"
EVERY_LIVING = (1 << len(LIVING_LISTS)) - 1
EVERY_TITLE = title_set(one.slug for one in TITLES)


def resident_label(rows: Table) -> StringValue:
    """The resident in tables of facts: the row of the register, for not everybody has a personal id."""
    return rows.scope_code + "/" + rows.row_n.cast("string")


def stg_commune__month_told(
    province_of: Table,
    stg_list__month_told: Table,
    stg_place__month_flag: Table,
    stg_hamlet__month_commune: Table,
) -> Table:
    """One row per commune of the month's map: its present province, which lists speak of it, and its place facts."""
    told = province_of
    for more in (stg_list__month_told, stg_place__month_flag, stg_hamlet__month_commune):
        told = told.left_join(more, "commune_code").drop("commune_code_right")
    return told


def stg_resident__month_named(
    core_resident__month_person: Table,
    raw_population__entity_person: Table,
    stg_list__month_person: Table,
    stg_list__month_household: Table,
    stg_resident__link_hamlet: Table,
) -> Table:
    """One row per resident: what the register tells, and what lists tell of the person and of the household."""
    rows = _at_home(core_resident__month_person, raw_population__entity_person)
    rows = _beside(rows, stg_list__month_person, "person_id", "own")
    rows = _beside(rows, stg_list__month_household, "household_id", "house")
    rows = rows.left_join(stg_resident__link_hamlet, ["scope_code", "row_n"])
    return rows.drop("scope_code_right", "row_n_right")


def stg_resident__month_facts(
    stg_resident__month_named: Table,
    stg_commune__month_told: Table,
    card_meaning: Table,
    age_cuts: str,
    month: Month,
) -> Table:
    """One row per resident: ``core_facts__entity_person`` on the last day of the month, and the row of the register."""
    rows = stg_resident__month_named.left_join(stg_commune__month_told, "commune_code")
    rows = rows.drop("commune_code_right").left_join(card_meaning, "group_code").drop("group_code_right")
    return _facts(with_hamlets(rows), tuple(int(cut) for cut in age_cuts.split()), month).select(
        "scope_code", "row_n", *FACTS.names
    )


def _at_home(residents: Table, register: Table) -> Table:
    """The residents with what their row of the population register tells."""
    told = register.select(
        "household_id",
        "birth_date",
        "birth_precision",
        "ethnicity",
        "nationality",
        "residence_kind",
        scope_code=register.scope,
        row_n=register.row_n,
    )
    here = residents.select("scope_code", "row_n", "person_id", "commune_code", "group_code")
    return here.inner_join(told, ["scope_code", "row_n"])


def _beside(rows: Table, told: Table, key: str, side: str) -> Table:
    named = told.rename({f"{side}_{name}": name for name in told.columns})
    return rows.left_join(named, rows[key] == named[f"{side}_{key}"]).drop(f"{side}_{key}")


def _facts(rows: Table, cuts: tuple[int, ...], month: Month) -> Table:
    listed = _titles(rows, "own_titles") | _titles(rows, "house_titles")
    spoken = Members(tuple(_spoken(rows, name) for name in TITLE_SETS.names("titles")))
    told = spoken | listed
    evident = _titles(rows, "card_titles").without(told)
    unknown = (Members((0,)) | EVERY_TITLE).without(told | evident)
    no_flag = ibis.null("boolean")
    return rows.mutate(
        person_id=resident_label(rows),
        household_id=rows.household_id.cast("string"),
        day=ibis.literal(month.last_day),
        birth_date=_sure_birth(rows, cuts, month),
        province_code=rows.to_province,
        is_permanent=rows.residence_kind == PERMANENT,
        is_ethnic_minority=ibis.cases(
            (rows.nationality != HOME_COUNTRY, False),
            (rows.ethnicity.notnull(), rows.ethnicity != MAJORITY),
            else_=no_flag,
        ),
        living=_living(rows),
        **{fact: rows[fact] for fact in PLACE_LISTS.values()},
        place_left_known=ibis.coalesce(rows.place_left_known, False),
        **(listed | evident).named("titles", TITLE_SETS),
        **unknown.named("titles_unknown", TITLE_SETS),
        trafficking_confirmed_on=rows.own_confirmed_on,
        **{name: rows[f"own_{name}"] for name in AMOUNTS},
        member_n=ibis.null("int64"),
        months=whole(1),
        last_cover_end=ibis.null("date"),
        chosen=ibis.literal(""),
    )


def _living(rows: Table) -> StringValue:
    """The poorest list the household is on; none where every list speaks of the commune; else not known."""
    listed = _or_none(rows.own_living_set) | _or_none(rows.house_living_set)
    told = _spoken(rows, "living_set")
    held = listed | _left_over(_or_none(rows.card_living), told)
    found = [((held & (1 << place)) != 0, slug) for place, slug in enumerate(LIVING_LISTS)]
    return ibis.cases(*found, (told == EVERY_LIVING, "none"), else_=ibis.null("string"))


def _spoken(rows: Table, name: str) -> IntegerValue:
    """Which lists speak of the resident: those of the commune, but those the resident cannot be looked up in."""
    person = ibis.ifelse(rows.person_id.isnull(), _or_none(rows[f"by_person_{name}"]), whole(0))
    house = ibis.ifelse(rows.household_id.isnull(), _or_none(rows[f"by_house_{name}"]), whole(0))
    return _left_over(_or_none(rows[f"told_{name}"]), person | house)


def _sure_birth(rows: Table, cuts: tuple[int, ...], month: Month) -> DateValue:
    """The birth, unless it is known so roughly that the person may be on either side of an age of the law."""
    born, year = rows.birth_date, rows.birth_date.year()
    oldest = month.last_day.year - year
    is_sure = (rows.birth_precision != "year") | oldest.notin(list(cuts))
    return ibis.ifelse(is_sure, born, ibis.null("date"))


def _titles(rows: Table, name: str) -> Members:
    """A set of titles; the empty set where no row was joined."""
    return Members(tuple(_or_none(rows[column]) for column in TITLE_SETS.names(name)))


def _left_over(one: IntegerValue, other: IntegerValue) -> IntegerValue:
    """The members of a set in one column that are not in another."""
    return one - (one & other)


def _or_none(bits: IntegerValue) -> IntegerValue:
    return ibis.coalesce(bits, whole(0))
