"""Which card of a person counts on the last day of a month."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.accounts.ages import whole_years
from toandan.values.month import Month

AFTER_ALL_GROUPS = 1_000_000


def stg_participant__month_card(stg_cover__spell_apart: Table, law: Table, month: Month) -> Table:
    """One row per person who is apart and has a card valid on the last day: the card that counts.

    A card is valid on a day with ``cover_start <= day < cover_end``. Of several, the one
    whose group comes first in the order of Article 12 of the Law on Health Insurance counts;
    then the one that started last, was paid last, came first in its extract. ``law`` is the
    table of groups in force on the day; a group not in force comes after all others.
    """
    day, cards = month.last_day, stg_cover__spell_apart
    valid = cards.filter(is_valid(cards, day))
    ranked = valid.left_join(law.select("group_code", "group_order"), "group_code").drop("group_code_right")
    order = ibis.coalesce(ranked.group_order, AFTER_ALL_GROUPS)
    window = ibis.window(
        group_by="person_id",
        order_by=[
            order,
            ranked.group_code,
            ranked.cover_start.desc(),
            ranked.paid_on.desc(nulls_first=False),
            ranked.scope,
            ranked.row_n,
        ],
    )
    numbered = ranked.mutate(
        place_n=ibis.row_number().over(window),
        age=whole_years(ranked.birth_date, day),
    )
    counting = numbered.filter(numbered.place_n == 0)
    return counting.drop("place_n", "group_order", "birth_date", "cover_start", "cover_end", "paid_on")


def is_valid(cards: Table, day: date) -> BooleanValue:
    """Whether a card is valid on a day: its last day is the one before ``cover_end``."""
    return (cards.cover_start <= day) & (cards.cover_end > day)
