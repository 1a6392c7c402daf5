"""The participants of an earlier closing, on the map of a later one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ibis
from ibis.expr.types import IntegerColumn, Table

from toandan.accounts.placing import MAP_CODE, apportioned, quotient

WITHIN = ["group_code", "sex", "age"]


def participants_on(cells: Table, places: Table, *, most_parts: int) -> Table:
    """One row per commune of the later map, group, sex and age: ``participants_n``.

    ``cells`` is out_participants__month_cell of the earlier closing, ``places`` where each
    commune lies on the later map. The people of a commune that was split are shared out by
    the estimated weights, evenly over its groups, sexes and ages; the parts sum to the
    whole. ``most_parts`` is the largest number of parts a commune was split into.
    """
    whole = cells.inner_join(places.filter(places.targets_n == 1), MAP_CODE)
    moved = whole.select("to_code", *WITHIN, "participants_n")
    parts = places.filter(places.targets_n > 1)
    torn = cells.semi_join(parts, MAP_CODE).select(*MAP_CODE, *WITHIN, "participants_n")
    stacked = ibis.union(moved, *_shared_out(torn, parts, most_parts))
    return (
        stacked.group_by("to_code", *WITHIN)
        .agg(participants_n=stacked.participants_n.sum().cast("int64"))
        .rename(commune_code="to_code")
    )


def _shared_out(torn: Table, parts: Table, most_parts: int) -> Iterable[Table]:
    """Part after part takes its even share of what the parts before it have left in each cell."""
    totals = torn.group_by(MAP_CODE).agg(people_n=torn.participants_n.sum().cast("int64"))
    by_code = ibis.window(group_by=MAP_CODE, order_by="to_code")
    sized = apportioned(totals, parts).mutate(part=ibis.row_number().over(by_code))
    left = torn.mutate(left_n=torn.participants_n)
    for part in range(most_parts):
        taken = _taken(left, sized.filter(sized.part == part).select(*MAP_CODE, "to_code", "part_n"))
        yield taken.select("to_code", *WITHIN, participants_n="taken_n")
        left = taken.select(*MAP_CODE, *WITHIN, left_n=taken.left_n - taken.taken_n)


def _taken(left: Table, part: Table) -> Table:
    """Cells with ``taken_n``, what this part takes of ``left_n``: cumulated, floored, differenced.

    No cell gives more than it has, and together they give exactly the part's people.
    """
    joined = left.inner_join(part, MAP_CODE)
    whole = ibis.window(group_by=MAP_CODE)
    upto = ibis.rows_window(preceding=None, following=0, group_by=MAP_CODE, order_by=WITHIN)
    summed = joined.mutate(
        all_n=ibis.greatest(joined.left_n.sum().over(whole), 1).cast("int64"),
        upto_n=joined.left_n.sum().over(upto).cast("int64"),
    )
    before_n = summed.upto_n - summed.left_n
    taken = _share(summed.upto_n, summed) - _share(before_n, summed)
    return summed.mutate(taken_n=taken)


def _share(people_n: IntegerColumn, summed: Table) -> IntegerColumn:
    return quotient(people_n * summed.part_n, summed.all_n)


def split_parts(cells: Table, places: Table) -> Table:
    """One row per commune that was split and part of it: ``part_n``, the people counted there."""
    parts = places.filter(places.targets_n > 1)
    torn = cells.semi_join(parts, MAP_CODE)
    totals = torn.group_by(MAP_CODE).agg(people_n=torn.participants_n.sum().cast("int64"))
    return apportioned(totals, parts).select("commune_code", "to_code", "part_n")


def interval(parts: Mapping[str, Mapping[str, int]], communes: Iterable[str], counted_n: int) -> list[int]:
    """[least, most] of the people counted in the communes who may truly belong there.

    ``parts`` is ``split_parts`` as commune → part → people. No source says where the people
    of a split commune went: all or none of them may live in the part.
    """
    wanted = frozenset(communes)
    low = high = counted_n
    for people in parts.values():
        inside = sum(n for code, n in people.items() if code in wanted)
        if not wanted.isdisjoint(people):
            low -= 0 if wanted.issuperset(people) else inside
            high += sum(people.values()) - inside
    return [low, high]
