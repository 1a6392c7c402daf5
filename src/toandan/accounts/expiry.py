"""Cover that ended and did not go on, and cover that is about to end: lapsed and due, by commune."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
from ibis.expr.types import Table

from toandan.accounts.placing import map_of, placed
from toandan.values.month import MONTHS_A_YEAR, Month

DUE_DAYS = 30
COUNTS = ("lapsed_this_year_n", "lapsed_before_year_n", "lapsed_twelve_months_n", "due_30_days_n")
EXPIRY = ("commune_code", "cover_end", "is_due", "people_n")


def _begun(month: Month) -> date:
    return month.plus(-MONTHS_A_YEAR).last_day


def _horizon(month: Month) -> date:
    """The first day after the 30 days that follow the month."""
    return month.last_day + timedelta(DUE_DAYS + 1)


def stg_expiry__link_plain(stg_cover__link_alike: Table, month: Month) -> Table:
    """Plain people whose one card ended within twelve months or ends within 30 days, with ``people_n``.

    ``commune_code`` of the card on the month's map, ``cover_end`` the first day without cover,
    ``is_due`` whether the card is valid on the last day.
    """
    rows, day = stg_cover__link_alike, month.last_day
    near = rows.filter(
        rows.cover_start <= day, rows.cover_end > _begun(month), rows.cover_end <= _horizon(month)
    )
    return near.select("commune_code", "cover_end", "people_n", is_due=near.cover_end > day)


def stg_expiry__link_apart(
    stg_cover__spell_apart: Table, stg_participant__month_apart: Table, places: Table, month: Month
) -> Table:
    """The same for everybody who is apart.

    Lapsed is who has no card valid on the last day; the card that ended last tells the commune,
    then the one that started last, then the first row of the first extract. Due is a participant
    of whose cards none is valid after the 30 days.
    """
    cards, people, day = stg_cover__spell_apart, stg_participant__month_apart, month.last_day
    last = cards.filter(cards.cover_end > day).group_by("person_id").agg(cover_end=ibis._.cover_end.max())
    due = people.inner_join(last.filter(last.cover_end <= _horizon(month)), "person_id")
    ended = cards.filter(cards.cover_end > _begun(month), cards.cover_end <= day)
    away = placed(_that_ended_last(ended.anti_join(people, "person_id")), places)
    found = ibis.union(
        due.select("commune_code", "cover_end", is_due=ibis.literal(value=True)),
        away.select(commune_code=away.to_code, cover_end=away.cover_end, is_due=ibis.literal(value=False)),
    )
    return found.mutate(people_n=ibis.literal(1).cast("int64"))


def _that_ended_last(cards: Table) -> Table:
    order = [cards.cover_end.desc(), cards.cover_start.desc(), cards.scope, cards.row_n]
    numbered = cards.mutate(place_n=ibis.row_number().over(ibis.window(group_by="person_id", order_by=order)))
    chosen = numbered.filter(numbered.place_n == 0)
    return chosen.select("scope", "row_n", "person_id", "cover_end", "vintage", "commune_code")


def out_expiry__month_commune(
    stg_expiry__link_plain: Table, stg_expiry__link_apart: Table, month: Month
) -> Table:
    """One row per month and commune: people whose cover ended and did not go on, and whose cover is about to end."""
    people = ibis.union(stg_expiry__link_plain.select(*EXPIRY), stg_expiry__link_apart.select(*EXPIRY))
    this_year = people.cover_end > month.year_start
    counted = {
        "lapsed_this_year_n": ~people.is_due & this_year,
        "lapsed_before_year_n": ~people.is_due & ~this_year,
        "lapsed_twelve_months_n": ~people.is_due,
        "due_30_days_n": people.is_due,
    }
    sums = {
        name: ibis.ifelse(truth, people.people_n, 0).sum().cast("int64") for name, truth in counted.items()
    }
    summed = people.group_by("commune_code").agg(**sums)
    return summed.mutate(month=ibis.literal(str(month)), vintage=map_of(month))
