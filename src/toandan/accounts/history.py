"""Sixty month-ends looked back on: how many people were covered, from one reading of the cards.

A spell of cover adds one person at its first month-end and takes one away at the first
month-end it no longer reaches; the running sum of these events is the number covered at each
month-end. No interval is spread over its months. Everybody is counted in the commune of the
card that started last, on the map of the closing's month, so that a line is of one place.

Spells that ended before the day since which an extract is complete are missing from it, so earlier
month-ends are left out: their counts would be too low.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import DateValue, IntegerValue, Table

from toandan.accounts.placing import map_of, placed, quotient
from toandan.accounts.spells import SPELL
from toandan.values.month import MONTHS_A_YEAR, Month

MONTHS = 60
LAST_CARD = ("cover_start", "cover_end", "scope", "row_n")


def stg_cover__spell_placed(
    stg_cover__link_alike: Table,
    stg_cover__spell_merged: Table,
    stg_person__link_torn: Table,
    stg_cover__link_last: Table,
) -> Table:
    """Spells of cover of everybody, with ``people_n``: ``commune_code`` of the month's map, ``cover_start``, ``cover_end``."""
    torn = stg_person__link_torn.filter(stg_person__link_torn.card_scope.notnull())
    spells = stg_cover__spell_merged.select(*SPELL).union(torn.select(*SPELL))
    apart = spells.inner_join(stg_cover__link_last, "person_id")
    one = apart.select(
        "cover_start",
        "cover_end",
        commune_code=apart.to_code,
        people_n=ibis.literal(1).cast("int64"),
    )
    return stg_cover__link_alike.select(*one.columns).union(one)


def stg_cover__link_last(stg_cover__spell_apart: Table, places: Table) -> Table:
    """One row per person who is apart: ``to_code``, the commune of the card that started last, on the month's map."""
    cards = stg_cover__spell_apart
    order = [cards[name].desc() for name in LAST_CARD]
    numbered = cards.mutate(place_n=ibis.row_number().over(ibis.window(group_by="person_id", order_by=order)))
    last = numbered.filter(numbered.place_n == 0)
    return placed(last.select("person_id", "scope", "row_n", "vintage", "commune_code"), places).select(
        "person_id", "to_code"
    )


def stg_cover__event_month(stg_cover__spell_placed: Table, month: Month) -> Table:
    """One row per commune and month in which people begin or end to be covered at its end: ``change_n``.

    ``month_n`` counts months; what began before the first of the sixty begins with it.
    """
    spells, first, last = stg_cover__spell_placed, month_number(month) - MONTHS + 1, month_number(month)
    begins = ibis.greatest(_number(spells.cover_start), first)
    lasting = spells.select("commune_code", "people_n", begin_n=begins, end_n=_number(spells.cover_end))
    lasting = lasting.filter(lasting.begin_n < lasting.end_n, lasting.begin_n <= last)
    events = ibis.union(
        lasting.select("commune_code", month_n="begin_n", step_n="people_n"),
        lasting.filter(lasting.end_n <= last).select(
            "commune_code", month_n="end_n", step_n=-lasting.people_n
        ),
    )
    return events.group_by("commune_code", "month_n").agg(change_n=events.step_n.sum().cast("int64"))


def out_history__month_commune(stg_cover__event_month: Table, cover_since: Table, month: Month) -> Table:
    """One row per month closed, month-end looked back on and commune: the people covered then.

    ``cover_since`` has one row per commune of the month's map with ``first_n``, the first month
    number at whose end its cover is known completely; earlier month-ends are left out. The month
    itself is always there.
    """
    events = stg_cover__event_month
    grid = events.select("commune_code").distinct().cross_join(_months(month))
    steps = grid.left_join(events, ["commune_code", "month_n"]).drop("commune_code_right", "month_n_right")
    upto = ibis.rows_window(preceding=None, following=0, group_by="commune_code", order_by="month_n")
    counted = steps.mutate(participants_n=ibis.coalesce(steps.change_n, 0).sum().over(upto).cast("int64"))
    last = ibis.literal(month_number(month), type="int64")
    known = counted.left_join(cover_since, "commune_code")
    known = known.filter((known.month_n == last) | (known.month_n >= ibis.coalesce(known.first_n, last)))
    return known.select(
        "commune_code",
        "at_month",
        "participants_n",
        month=ibis.literal(str(month)),
        vintage=map_of(month),
    )


def month_number(month: Month) -> int:
    """The months since year 0."""
    return month.year * MONTHS_A_YEAR + month.number - 1


def _number(day: DateValue) -> IntegerValue:
    return (day.year() * MONTHS_A_YEAR + day.month() - 1).cast("int64")


def _months(month: Month) -> Table:
    """The sixty months as a table: ``month_n`` and ``at_month``."""
    last = month_number(month)
    # Spark takes no cast around an unnest, so the type is given before.
    first, end = (ibis.literal(n, type="int64") for n in (last - MONTHS + 1, last + 1))
    numbers = ibis.range(first, end).unnest().name("month_n").as_table()
    year = quotient(numbers.month_n, ibis.literal(MONTHS_A_YEAR))
    number = numbers.month_n % MONTHS_A_YEAR + 1
    texts = year.cast("string").lpad(4, "0") + ibis.literal("-") + number.cast("string").lpad(2, "0")
    return numbers.mutate(at_month=texts)
