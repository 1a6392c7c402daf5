"""Spells of cover: cards that overlap or adjoin, merged."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

SPELL = ("person_id", "cover_start", "cover_end")


def stg_cover__spell_plain(core_person__link_plain: Table, core_cover__spell_alone: Table) -> Table:
    """One row per card of a plain person, which is a spell of its own; as ``core_cover__spell_person``."""
    people = core_person__link_plain.filter(core_person__link_plain.card_scope.notnull())
    spells = people.select(*SPELL).union(core_cover__spell_alone.select(*SPELL))
    # A cast, since the engine would write a literal as narrow as it is.
    return spells.mutate(cards_n=ibis.literal(1).cast("int64"))


def stg_cover__spell_merged(core_cover__spell_several: Table) -> Table:
    """One row per unbroken spell of cover of a person who is apart; as ``core_cover__spell_person``.

    Two cards belong to one spell when the later starts on or before the first day after
    the earlier; a single day between them makes two spells.
    """
    return merged(core_cover__spell_several.select(*SPELL))


def core_cover__spell_person(stg_cover__spell_plain: Table, stg_cover__spell_merged: Table) -> Table:
    """One row per person and unbroken spell of cover, over all cards of the extracts."""
    return stg_cover__spell_plain.union(stg_cover__spell_merged.select(*stg_cover__spell_plain.columns))


def merged(cards: Table) -> Table:
    """The spells of people from ``person_id``, ``cover_start`` and ``cover_end`` of their cards, with ``cards_n``."""
    by_time = {"group_by": "person_id", "order_by": [cards.cover_start, cards.cover_end]}
    earlier = ibis.rows_window(preceding=(None, 1), **by_time)
    seen = cards.mutate(covered_until=cards.cover_end.max().over(earlier))
    opens = seen.covered_until.isnull() | (seen.covered_until < seen.cover_start)
    numbered = seen.mutate(
        spell_n=opens.cast("int64").sum().over(ibis.rows_window(preceding=None, following=0, **by_time))
    )
    spells = numbered.group_by("person_id", "spell_n").agg(
        cover_start=numbered.cover_start.min(),
        cover_end=numbered.cover_end.max(),
        cards_n=numbered.count(),
    )
    return spells.drop("spell_n")
