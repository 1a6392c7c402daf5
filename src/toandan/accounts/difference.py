"""How the two counts of a commune differ, cause by cause."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerColumn, IntegerScalar, Table

from toandan.accounts.matched import FOUND
from toandan.accounts.placing import MAP_CODE, map_of
from toandan.schemas.closing import DIFFERENCE
from toandan.values.month import Month

COUNTS = tuple(name for name in DIFFERENCE.names if name.endswith("_n"))


def stg_estimate__link_sibling(stg_participant__month_placed: Table, places: Table) -> Table:
    """One row per commune that people counted in a sibling by estimate may belong to.

    Columns: ``commune_code`` on the month's map and ``estimated_elsewhere_n``.
    """
    rows = stg_participant__month_placed.filter(stg_participant__month_placed.is_estimated)
    placed_n = rows.group_by(*MAP_CODE, "to_code").agg(people_n=rows.count())
    parts = places.select(*MAP_CODE, sibling_code="to_code")
    pairs = placed_n.inner_join(parts, MAP_CODE)
    others = pairs.filter(pairs.sibling_code != pairs.to_code)
    return others.group_by(commune_code=others.sibling_code).agg(estimated_elsewhere_n=_sum(others.people_n))


def out_difference__month_commune(
    core_participant__month_person: Table,
    core_resident__month_person: Table,
    stg_estimate__link_sibling: Table,
    month: Month,
) -> Table:
    """One row per month and commune: how the two counts differ, cause by cause."""
    sides = [
        _by_card(core_participant__month_person),
        _by_residence(core_resident__month_person),
        stg_estimate__link_sibling,
    ]
    stacked = ibis.union(*(_with_all_counts(side) for side in sides))
    summed = stacked.group_by("commune_code").agg(**{name: _sum(stacked[name]) for name in COUNTS})
    return summed.mutate(month=ibis.literal(str(month)), vintage=map_of(month))


def _by_card(people: Table) -> Table:
    causes = {f"{found}_n": _true(people.found == found) for found in FOUND}
    return people.group_by("commune_code").agg(
        participants_n=people.count(), estimated_n=_true(people.is_estimated), **causes
    )


def _by_residence(residents: Table) -> Table:
    elsewhere = residents.is_covered & (residents.card_commune_code != residents.commune_code)
    return residents.group_by("commune_code").agg(
        residents_n=residents.count(),
        covered_residents_n=_true(residents.is_covered),
        card_elsewhere_n=_true(elsewhere),
        uncovered_n=_true(~residents.is_covered),
        without_id_n=_true(residents.person_id.isnull()),
    )


def _with_all_counts(side: Table) -> Table:
    zero = ibis.literal(0, type="int64")
    return side.select(
        "commune_code", **{name: side[name] if name in side.columns else zero for name in COUNTS}
    )


def _true(condition: BooleanValue) -> IntegerScalar:
    return condition.cast("int64").sum().cast("int64")


def _sum(column: IntegerColumn) -> IntegerScalar:
    return column.sum().cast("int64")
