"""Spells of cover: cards that overlap or adjoin, merged."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table


def core_cover__spell_person(stg_cover__spell_card: Table, stg_person__link_several: Table) -> Table:
    """One row per person and unbroken spell of cover, over all cards of the extracts.

    Two cards belong to one spell when the later starts on or before the first day after
    the earlier; a single day between them makes two spells.
    """
    cards = stg_cover__spell_card.select("person_id", "cover_start", "cover_end")
    one = cards.anti_join(stg_person__link_several, "person_id")
    several = cards.semi_join(stg_person__link_several, "person_id")
    return ibis.union(one.mutate(cards_n=ibis.literal(1, type="int64")), merged(several))


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
