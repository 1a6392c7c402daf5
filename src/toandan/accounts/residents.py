"""Who is a resident on the last day of a month."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.accounts.ages import whole_years
from toandan.accounts.placing import placed
from toandan.values.month import Month

ABSENT = "absent"
TEMPORARY = "temporary"


def stg_resident__entity_row(stg_population__entity_apart: Table, month: Month) -> Table:
    """One row per row of the population extracts that makes its person, who is apart, a resident.

    Alive on the last day, registered as permanent or temporary, and since that day at the
    latest. A person may still have several rows: one in each extract.
    """
    present = stg_population__entity_apart.filter(is_resident(stg_population__entity_apart, month.last_day))
    return present.select(
        "scope",
        "row_n",
        "person_id",
        "sex",
        "vintage",
        "commune_code",
        "residence_kind",
        "residence_from",
        age=whole_years(present.birth_date, month.last_day),
    )


def is_resident(people: Table, day: date) -> BooleanValue:
    """Whether a row of the population register makes its person a resident on a day."""
    alive = people.died_on.isnull() | (people.died_on > day)
    begun = people.residence_from.isnull() | (people.residence_from <= day)
    return (people.residence_kind != ABSENT) & alive & begun


def stg_resident__link_repeated(stg_resident__entity_row: Table) -> Table:
    """One row per row that is not its person's residence, because another row of the person is.

    Temporary residence, where the person lives, comes before permanent; then the later
    start, then the first row of the first extract. Columns: ``scope``, ``row_n``.
    """
    rows = stg_resident__entity_row.filter(stg_resident__entity_row.person_id.notnull())
    twice = rows.group_by("person_id").having(rows.count() > 1).agg(rows_n=rows.count())
    several = rows.semi_join(twice, "person_id")
    order = ibis.window(
        group_by="person_id",
        order_by=[
            ibis.ifelse(several.residence_kind == TEMPORARY, 0, 1),
            several.residence_from.desc(nulls_first=False),
            several.scope,
            several.row_n,
        ],
    )
    numbered = several.mutate(place_n=ibis.row_number().over(order))
    return numbered.filter(numbered.place_n > 0).select("scope", "row_n")


def stg_resident__month_home(
    stg_resident__entity_row: Table, stg_resident__link_repeated: Table, places: Table
) -> Table:
    """One row per resident, with the commune of residence on the month's map as ``home_code``.

    ``is_home_estimated`` marks a resident of an earlier extract whose commune was split since.
    """
    rows = stg_resident__entity_row.anti_join(stg_resident__link_repeated, ["scope", "row_n"])
    homes = placed(rows.drop("residence_kind", "residence_from"), places)
    return homes.rename(home_code="to_code", is_home_estimated="is_estimated").drop("vintage", "commune_code")


def stg_register__link_home(
    stg_population__entity_apart: Table, stg_resident__month_home: Table, month: Month
) -> Table:
    """One row per personal id the population register knows: ``person_id`` and ``home_code``.

    ``home_code`` is empty for an id that is no resident's: absent, died, or come later.
    """
    people, homes = stg_population__entity_apart, stg_resident__month_home
    others = people.filter(people.person_id.notnull(), ~is_resident(people, month.last_day))
    away = others.select("person_id").distinct().anti_join(homes, "person_id")
    living = homes.filter(homes.person_id.notnull()).select("person_id", "home_code")
    return living.union(away.mutate(home_code=ibis.null("string")))
