"""What lists that name hamlets say of communes and of residents.

A hamlet is known by the keyed id of its commune and name. It can be looked up only where that commune
is the same on the month's map: after a merger the same name may be another hamlet. Kinds of lists are
sets of bits in the order of ``PLACE_LISTS``.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from toandan.accounts.placed_lists import HARD, holds
from toandan.accounts.placing import MAP_CODE
from toandan.schemas.listed import YES
from toandan.schemas.place_list import PLACE_LISTS
from toandan.values.month import Month

HAMLET = [*MAP_CODE, "hamlet_id"]


def stg_place__link_same(places: Table) -> Table:
    """One row per commune of any map that is the same commune on the month's map: its (vintage, commune_code)."""
    alone = places.group_by("vintage", "to_code").agg(parts_n=places.commune_code.nunique())
    whole = places.filter(places.targets_n == 1, places.commune_code == places.to_code)
    same = whole.inner_join(alone.filter(alone.parts_n == 1), ["vintage", "to_code"])
    return same.select(*MAP_CODE)


def stg_hamlet__entity_listed(raw_place_list__entity_commune: Table, month: Month) -> Table:
    """One row per hamlet that lists name on the last day: (vintage, commune_code, hamlet_id) and ``kinds``."""
    rows = raw_place_list__entity_commune
    rows = rows.filter(rows.hamlet_id.notnull(), rows.listed == YES)
    there = rows.filter(holds(rows, month))
    return there.group_by(HAMLET).agg(kinds=_bit(there).bit_or())


def stg_hamlet__month_commune(
    stg_hamlet__entity_listed: Table, stg_place__link_same: Table, places: Table
) -> Table:
    """One row per commune of the month's map in which hamlets are listed.

    ``hamlet_kinds`` is which lists name hamlets of it, ``hamlet_kinds_moved`` which of them name
    hamlets of a commune that is another one now.
    """
    listed = stg_hamlet__entity_listed
    moved = listed.anti_join(stg_place__link_same, MAP_CODE)
    parts = [
        listed.select(*MAP_CODE, "kinds", moved=ibis.literal(0, "int64")),
        moved.select(*MAP_CODE, "kinds", moved=moved.kinds),
    ]
    found = ibis.union(*parts).inner_join(places.select(*MAP_CODE, "to_code"), MAP_CODE)
    return (
        found.group_by("to_code")
        .agg(hamlet_kinds=found.kinds.bit_or(), hamlet_kinds_moved=found.moved.bit_or())
        .rename(commune_code="to_code")
    )


def stg_resident__link_hamlet(
    raw_population__entity_person: Table, stg_hamlet__entity_listed: Table, stg_place__link_same: Table
) -> Table:
    """One row per row of the population register with a known hamlet in a commune of which hamlets are listed.

    ``own_hamlet_kinds`` is the set of lists that name the row's own hamlet; 0 where none does.
    """
    here = stg_hamlet__entity_listed.semi_join(stg_place__link_same, MAP_CODE)
    # The same commune may be named in the codes of several days: its hamlets have one id.
    kinds = here.group_by("commune_code", "hamlet_id").agg(own_hamlet_kinds=here.kinds.bit_or())
    rows = raw_population__entity_person
    known = rows.filter(rows.hamlet_id.notnull()).semi_join(kinds, "commune_code")
    known = known.semi_join(stg_place__link_same, MAP_CODE)
    told = known.left_join(kinds, ["commune_code", "hamlet_id"])
    return told.select(
        scope_code=told.scope,
        row_n=told.row_n,
        own_hamlet_kinds=ibis.coalesce(told.own_hamlet_kinds, ibis.literal(0, "int64")),
    )


def stg_hamlet__month_unmet(
    stg_hamlet__entity_listed: Table,
    stg_place__link_same: Table,
    raw_population__entity_person: Table,
    core_resident__month_person: Table,
) -> Table:
    """One row per hamlet that lists name: ``is_unmet`` where no resident of the register is known to live in it."""
    rows = raw_population__entity_person
    rows = rows.filter(rows.hamlet_id.notnull()).semi_join(stg_hamlet__entity_listed, "hamlet_id")
    rows = rows.semi_join(stg_place__link_same, MAP_CODE)
    living = rows.semi_join(
        core_resident__month_person,
        [
            rows.scope == core_resident__month_person.scope_code,
            rows.row_n == core_resident__month_person.row_n,
        ],
    )
    met = living.select("commune_code", "hamlet_id").distinct()
    here = stg_hamlet__entity_listed.semi_join(stg_place__link_same, MAP_CODE)
    found = here.semi_join(met, ["commune_code", "hamlet_id"])
    every = stg_hamlet__entity_listed
    unmet = every.anti_join(found, HAMLET)
    return ibis.union(
        found.select(*HAMLET, is_unmet=ibis.literal(value=False)),
        unmet.select(*HAMLET, is_unmet=ibis.literal(value=True)),
    )


def with_hamlets(rows: Table) -> Table:
    """Residents with the place facts of their hamlet, where lists name hamlets of their commune.

    ``rows`` has the place facts of the commune, ``stg_hamlet__month_commune`` and
    ``own_hamlet_kinds``, empty where the resident's hamlet is not known. A resident is on a list when
    the commune is, or the own hamlet; off it when the commune is off and the own hamlet is known and
    not listed; otherwise it is not known.
    """
    judged = rows.mutate(**{fact: _flag(rows, kind, fact) for kind, fact in PLACE_LISTS.items()})
    flags = [judged[PLACE_LISTS[kind]] for kind in HARD]
    told = flags[0].notnull() & flags[1].notnull()
    is_hard = ibis.coalesce(flags[0], False) | ibis.coalesce(flags[1], False)
    known = ibis.coalesce(judged.place_left_known, False)
    return judged.mutate(
        place_left_difficult_on=ibis.ifelse(
            told & ~is_hard, judged.place_left_difficult_on, ibis.null("date")
        ),
        place_left_known=told & (is_hard | known),
    )


def _flag(rows: Table, kind: str, fact: str) -> BooleanValue:
    is_own, is_named, is_moved = (
        _holds(rows[name], kind) for name in ("own_hamlet_kinds", "hamlet_kinds", "hamlet_kinds_moved")
    )
    is_known = rows.own_hamlet_kinds.notnull() & ~is_moved
    off = ibis.ifelse(is_named & ~is_known, ibis.null("boolean"), rows[fact])
    return ibis.ifelse(
        rows[fact].fill_null(ibis.literal(value=False)) | is_own, ibis.literal(value=True), off
    )


def _holds(kinds: IntegerValue, kind: str) -> BooleanValue:
    return (ibis.coalesce(kinds, ibis.literal(0, "int64")) & (1 << _place(kind))) != 0


def _bit(rows: Table) -> IntegerValue:
    bits = ((rows.kind == kind, ibis.literal(1 << _place(kind), "int64")) for kind in PLACE_LISTS)
    return ibis.cases(*bits, else_=ibis.literal(0, "int64"))


def _place(kind: str) -> int:
    return tuple(PLACE_LISTS).index(kind)
