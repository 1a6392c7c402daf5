"""Rows with a commune of any map, put on the map of the month."""

from __future__ import annotations

import ibis
from ibis.expr.types import DateScalar, IntegerValue, Table

from toandan.places.vintage import vintage_at
from toandan.values.month import Month

MAP_CODE = ["vintage", "commune_code"]
ORIGIN_ORDER = ["scope", "row_n"]


def placed(rows: Table, places: Table, *, home: str | None = None) -> Table:
    """The rows with ``to_code``, their commune on the month's map, and ``is_estimated``.

    ``rows`` has ``vintage``, ``commune_code``, ``scope`` and ``row_n``; ``home`` names a column
    with the commune the person is known to live in. ``places`` is ``accounts.boundaries``:
    where each commune of each map lies on the month's map. A commune that went whole is
    certain. Of one that was split, a person living in one of the parts belongs to that part;
    the others are spread over the parts by the estimated weights and marked.
    """
    whole = places.filter(places.targets_n == 1).select(*MAP_CODE, "to_code")
    certain = _unmarked(rows.inner_join(whole, MAP_CODE), rows)
    parts = places.filter(places.targets_n > 1)
    torn = rows.semi_join(parts, MAP_CODE)
    if home is None:
        return ibis.union(certain, _estimated(torn, parts))
    at_home = [*MAP_CODE, (home, "to_code")]
    lived = _unmarked(torn.inner_join(parts.select(*MAP_CODE, "to_code"), at_home), rows)
    return ibis.union(certain, lived, _estimated(torn.anti_join(parts, at_home), parts))


def _unmarked(joined: Table, rows: Table) -> Table:
    return joined.select(*rows.columns, "to_code", is_estimated=ibis.literal(value=False))


def _estimated(rows: Table, parts: Table) -> Table:
    """The rows by their position in the commune: the first go to the first part, and so on."""
    order = ibis.window(group_by=MAP_CODE, order_by=ORIGIN_ORDER)
    numbered = rows.mutate(position_n=ibis.row_number().over(order))
    slices = apportioned(rows.group_by(MAP_CODE).agg(people_n=rows.count()), parts)
    joined = numbered.inner_join(
        slices,
        [*MAP_CODE, numbered.position_n >= slices.first_n, numbered.position_n < slices.end_n],
    )
    return joined.select(*rows.columns, "to_code", is_estimated=ibis.literal(value=True))


def apportioned(totals: Table, parts: Table) -> Table:
    """``values.share.apportion`` for many communes at once.

    ``totals`` has one row per commune with ``people_n``; ``parts`` its shares ``share_num`` /
    ``share_den``, with one denominator per commune. Gives, per commune and part, the
    positions ``[first_n, end_n)`` that belong to the part; together they are all positions.
    """
    joined = totals.inner_join(parts, MAP_CODE)
    mass = joined.people_n * joined.share_num
    sized = joined.mutate(rest_n=mass % joined.share_den, part_n=quotient(mass, joined.share_den))
    by_rest = ibis.window(group_by=MAP_CODE, order_by=[sized.rest_n.desc(), sized.to_code])
    ranked = sized.mutate(
        rank_n=ibis.row_number().over(by_rest),
        left_n=sized.people_n - sized.part_n.sum().over(ibis.window(group_by=MAP_CODE)).cast("int64"),
    )
    whole = ranked.mutate(part_n=ranked.part_n + ibis.ifelse(ranked.rank_n < ranked.left_n, 1, 0))
    upto = ibis.rows_window(preceding=None, following=0, group_by=MAP_CODE, order_by="to_code")
    ended = whole.mutate(end_n=whole.part_n.sum().over(upto).cast("int64"))
    return ended.select(*MAP_CODE, "to_code", "part_n", "end_n", first_n=ended.end_n - ended.part_n)


def quotient(dividend: IntegerValue, divisor: IntegerValue) -> IntegerValue:
    """The whole quotient, exact: the rest is taken off before engines divide as they do."""
    return ((dividend - dividend % divisor) / divisor).cast("int64")


def map_of(month: Month) -> DateScalar:
    """The vintage of the map a month is counted on: the one in force on its last day."""
    return ibis.literal(vintage_at(month.last_day), type="date")
