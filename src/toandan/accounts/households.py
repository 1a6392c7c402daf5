"""Members of one household in the order in which the household's ladder counts them.

Article 13.6 lowers the premium from member to member of those who take part as household in the
same fiscal year, which is the calendar year. It does not say who is first: the sum of a household is
the same in any order, the amount of one person is not. Here those come first who had a card of the
household on any day of the year so far, by the day it was paid (else the day its cover starts); then
those without a card; then those who hold a card of another group; at last by the row of the register.
So what those owe who took part this year does not depend on those who did not, and the rest is what it
adds to cover the others.
"""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import Table

from toandan.rules.choice import HOUSEHOLD
from toandan.rules.missing import KNOWN
from toandan.rules.sets import categories
from toandan.values.month import Month

TOOK_PART, NO_CARD, OTHER_CARD = range(3)
_CARD = ("person_id", "group_code", "cover_start", "cover_end", "paid_on")


def stg_household__year_paid(
    core_person__link_plain: Table, core_cover__spell_several: Table, card_meaning: Table, month: Month
) -> Table:
    """One row per person with a card of the household in the year so far: ``since``, the earliest day one was paid or begins."""
    groups = card_meaning.filter(categories(card_meaning, "card_member").equals(HOUSEHOLD)).select(
        "group_code"
    )
    cards = core_person__link_plain.select(*_CARD).union(core_cover__spell_several.select(*_CARD))
    new_year = date(month.year, 1, 1)
    held = cards.filter(
        cards.person_id.notnull(), cards.cover_start <= month.last_day, cards.cover_end > new_year
    ).semi_join(groups, "group_code")
    return held.group_by("person_id").agg(since=ibis.coalesce(held.paid_on, held.cover_start).min())


def stg_household__month_member(
    stg_resident__month_category: Table, core_resident__month_person: Table, stg_household__year_paid: Table
) -> Table:
    """One row per resident who takes part as household, of a household the register names: their ``member_n``, from 1.

    A household is that of one extract. Somebody whose category cannot be told is not counted:
    should they turn out to take part as household, they come after the others.
    """
    rows = stg_resident__month_category
    pays_so = categories(rows, "paying_member").equals(HOUSEHOLD)
    rows = rows.filter(pays_so, rows.answer == KNOWN, rows.household_id.notnull())
    told = core_resident__month_person.select("scope_code", "row_n", "is_covered", known_id="person_id")
    named = rows.select("scope_code", "row_n", "household_id").inner_join(told, ["scope_code", "row_n"])
    held = named.left_join(stg_household__year_paid, named.known_id == stg_household__year_paid.person_id)
    rank = ibis.cases((held.since.notnull(), TOOK_PART), (held.is_covered, OTHER_CARD), else_=NO_CARD)
    order = ibis.window(group_by=["scope_code", "household_id"], order_by=[rank, held.since, held.row_n])
    return held.select("scope_code", "row_n", member_n=ibis.row_number().over(order) + 1)
