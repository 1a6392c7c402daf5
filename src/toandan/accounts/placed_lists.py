"""Which communes are on which list on a day, on the month's map: true, false, or not known.

Lists name communes of the map of their day. A commune of the month's map is on a list when all
of its predecessors are, and off it when none is; where some are, it is not known which people the
list means. A row with a hamlet speaks of that hamlet only and leaves its commune as it is
(``accounts.hamlets``).
"""

from __future__ import annotations

from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.accounts.placing import MAP_CODE
from toandan.schemas.listed import YES
from toandan.schemas.place_list import PLACE_LISTS
from toandan.values.month import Month

HARD = ("difficult", "extremely_difficult")


def holds(rows: Table, month: Month) -> BooleanValue:
    """Whether a row holds on the last day of the month."""
    begun = rows.start_date <= month.last_day
    return begun & (rows.end_date.isnull() | (rows.end_date > month.last_day))


def stg_place__month_flag(
    raw_place_list__entity_commune: Table, list_ground: Table, places: Table, month: Month
) -> Table:
    """One row per commune that a list speaks of: the place facts of ``core_facts__entity_person``.

    A list speaks of every commune of its extract's place, if the extract has a row of that kind.
    """
    rows = raw_place_list__entity_commune
    told = _told(rows.filter(holds(rows, month)), list_ground)
    on = _whole(rows.filter(holds(rows, month), rows.listed == YES, rows.hamlet_id.isnull()), places)
    left = _left(rows, places, month)
    joined = told.left_join(on, "commune_code").drop("commune_code_right")
    joined = joined.left_join(left, "commune_code").drop("commune_code_right")
    flags = {fact: _flag(joined, kind) for kind, fact in PLACE_LISTS.items()}
    return _with_left(joined.mutate(**flags)).select(
        "commune_code", *flags, "place_left_difficult_on", "place_left_known"
    )


def _told(rows: Table, list_ground: Table) -> Table:
    """Per commune and list, whether some extract speaks of it."""
    ground = list_ground.filter(list_ground.register == "place_list").select("scope", "commune_code")
    spoken = rows.select("scope", "kind").distinct().inner_join(ground, "scope")
    return spoken.group_by("commune_code").agg(**_each(spoken, "told"))


def _whole(rows: Table, places: Table) -> Table:
    """Per commune of the month's map and list: 2 where all its predecessors are on it, 1 where some are."""
    found = _shares(rows, places)
    marked = found.mutate(level=ibis.ifelse(found.named_n == found.all_n, 2, 1))
    levels = {f"on_{kind}": ibis.ifelse(marked.kind == kind, marked.level, 0).max() for kind in PLACE_LISTS}
    return marked.group_by("commune_code").agg(**levels)


def _shares(rows: Table, places: Table) -> Table:
    """Per list, map and commune of the month's map: how many of its predecessors are named whole, of how many."""
    named = rows.inner_join(places.select(*MAP_CODE, "to_code"), list(MAP_CODE))
    named = named.group_by("kind", "vintage", "to_code").agg(
        named_n=named.commune_code.nunique(where=named.hamlet_id.isnull()),
        has_hamlet=named.hamlet_id.notnull().any(),
        last_end=named.end_date.max(),
    )
    every = places.group_by("vintage", "to_code").agg(all_n=places.commune_code.nunique())
    return named.inner_join(every, ["vintage", "to_code"]).rename(commune_code="to_code")


def _left(rows: Table, places: Table, month: Month) -> Table:
    """Per commune that left a list of hardship: the last day it did, and whether only a part of it, or a hamlet, did."""
    gone = _shares(
        rows.filter(rows.listed == YES, rows.kind.isin(HARD), rows.end_date <= month.last_day), places
    )
    return gone.group_by("commune_code").agg(
        left_on=gone.last_end.max(), is_left_in_part=((gone.named_n < gone.all_n) | gone.has_hamlet).any()
    )


def _each(rows: Table, prefix: str) -> dict[str, BooleanValue]:
    return {f"{prefix}_{kind}": (rows.kind == kind).any() for kind in PLACE_LISTS}


def _flag(rows: Table, kind: str) -> BooleanValue:
    level = ibis.coalesce(rows[f"on_{kind}"], 0)
    known = ibis.cases((level == 2, True), (level == 0, False), else_=ibis.null("boolean"))  # noqa: PLR2004
    return ibis.ifelse(rows[f"told_{kind}"], known, ibis.null("boolean"))


def _with_left(rows: Table) -> Table:
    flags = [rows[PLACE_LISTS[kind]] for kind in HARD]
    told = reduce(lambda one, other: one & other, [flag.notnull() for flag in flags])
    is_hard = reduce(lambda one, other: one | other, [ibis.coalesce(flag, False) for flag in flags])
    in_part = ibis.coalesce(rows.is_left_in_part, False)
    return rows.mutate(
        place_left_difficult_on=ibis.ifelse(told & ~is_hard & ~in_part, rows.left_on, ibis.null("date")),
        place_left_known=told & (is_hard | ~in_part),
    )
