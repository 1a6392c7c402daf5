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
    stg_participant__month_alike: Table,
    stg_resident__month_alike: Table,
    stg_estimate__link_sibling: Table,
    month: Month,
) -> Table:
    """One row per month and commune: how the two counts differ, cause by cause."""
    sides = [
        _by_card(stg_participant__month_alike),
        _by_residence(stg_resident__month_alike),
        stg_estimate__link_sibling,
    ]
    stacked = ibis.union(*(_with_all_counts(side) for side in sides))
    summed = stacked.group_by("commune_code").agg(**{name: _sum(stacked[name]) for name in COUNTS})
    return summed.mutate(month=ibis.literal(str(month)), vintage=map_of(month))


def _by_card(rows: Table) -> Table:
    causes = {f"{found}_n": _people(rows, rows.found == found) for found in FOUND}
    return rows.group_by("commune_code").agg(
        participants_n=_sum(rows.people_n), estimated_n=_people(rows, rows.is_estimated), **causes
    )


def _by_residence(rows: Table) -> Table:
    elsewhere = rows.is_covered & (rows.card_commune_code != rows.commune_code)
    return rows.group_by("commune_code").agg(
        residents_n=_sum(rows.people_n),
        covered_residents_n=_people(rows, rows.is_covered),
        card_elsewhere_n=_people(rows, elsewhere),
        uncovered_n=_people(rows, ~rows.is_covered),
        without_id_n=_people(rows, ~rows.has_id),
    )


def _with_all_counts(side: Table) -> Table:
    zero = ibis.literal(0, type="int64")
    return side.select(
        "commune_code", **{name: side[name] if name in side.columns else zero for name in COUNTS}
    )


def _people(rows: Table, condition: BooleanValue) -> IntegerScalar:
    return _sum(ibis.ifelse(condition, rows.people_n, 0))


def _sum(column: IntegerColumn) -> IntegerScalar:
    return column.sum().cast("int64")
