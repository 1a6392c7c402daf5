"""What came of payments: whether the register of cards shows them, and in which commune the payer is."""

from __future__ import annotations

from datetime import timedelta

import ibis
from ibis.expr.types import Table

from toandan.accounts.placing import map_of, placed
from toandan.linkage.payments import ROW
from toandan.rules.after_months import after_months
from toandan.schemas.payment_month import NOWHERE, PAYMENT_MONTH
from toandan.values.month import Month

OUTCOMES = ("shown", "waiting", "overdue", "unknown")


def stg_payer__link_counted(
    core_resident__month_person: Table, core_participant__month_person: Table
) -> Table:
    """One row per person and count they are in: ``to_code``, first the commune of residence, then that of the card."""
    sides = (core_resident__month_person, core_participant__month_person)
    return ibis.union(*(_at(rows, "commune_code", place) for place, rows in enumerate(sides)))


def stg_payer__link_known(
    stg_payment__spell_card: Table, stg_payment__entity_row: Table, places: Table
) -> Table:
    """The same of payers by their rows in the registers: the card that started last, then a row of the population register."""
    latest = ibis.window(
        group_by="person_id", order_by=[ibis.desc("cover_start"), ibis.asc("scope"), ibis.asc("row_n")]
    )
    cards = stg_payment__spell_card.mutate(place_n=ibis.row_number().over(latest))
    sides = (placed(cards.filter(cards.place_n == 0), places), placed(stg_payment__entity_row, places))
    return ibis.union(*(_at(rows, "to_code", place) for place, rows in enumerate(sides, 2)))


def stg_payer__link_place(
    stg_payment__event_person: Table, stg_payer__link_counted: Table, stg_payer__link_known: Table
) -> Table:
    """One row per payer whom a register knows, with ``to_code``, a commune of the month's map.

    It is that of residence, else of the card that counts on the last day, else of the card that started
    last, else of a row of the population register that is no residence.
    """
    payers = stg_payment__event_person.select("person_id").distinct()
    every = stg_payer__link_counted.union(stg_payer__link_known).semi_join(payers, "person_id")
    first = ibis.window(group_by="person_id", order_by=["source_n", "to_code"])
    ranked = every.mutate(place_n=ibis.row_number().over(first))
    return ranked.filter(ranked.place_n == 0).select("person_id", "to_code")


def _at(rows: Table, commune: str, source_n: int) -> Table:
    return rows.select("person_id", to_code=rows[commune], source_n=ibis.literal(source_n, "int64"))


def stg_payment__link_shown(stg_payment__event_person: Table, stg_payment__spell_card: Table) -> Table:
    """One row per payment of which a card of the payer covers a day that is paid for."""
    payments = stg_payment__event_person
    paid = payments.mutate(paid_end=after_months(payments.from_date, payments.months))
    cards = stg_payment__spell_card.select("person_id", "cover_start", "cover_end")
    joined = paid.inner_join(
        cards,
        ["person_id", paid.from_date < cards.cover_end, cards.cover_start < paid.paid_end],
    )
    return joined.select(*ROW).distinct()


def stg_payment__event_outcome(
    stg_payment__event_person: Table,
    stg_payment__link_shown: Table,
    stg_payer__link_place: Table,
    month: Month,
    within_days: int,
) -> Table:
    """One row per payment: ``outcome`` (one of ``OUTCOMES``) and the commune of the payer, empty where unknown.

    A payment waits until more than ``within_days`` days have passed since it on the last day of the month.
    """
    payments = stg_payment__event_person
    shown = stg_payment__link_shown.mutate(is_shown=ibis.literal(value=True))
    joined = payments.left_join(shown, ROW).left_join(stg_payer__link_place, "person_id")
    oldest = ibis.literal(month.last_day - timedelta(days=within_days))
    outcome = ibis.cases(
        (joined.person_id.isnull(), "unknown"),
        (joined.is_shown.notnull(), "shown"),
        (joined.paid_on >= oldest, "waiting"),
        else_="overdue",
    )
    return joined.select(*ROW, outcome=outcome, commune_code=ibis.coalesce(joined.to_code, NOWHERE))


def out_payment__month_commune(stg_payment__event_outcome: Table, month: Month) -> Table:
    """One row per month and commune: payments received, and whether a card of the payer is there."""
    rows = stg_payment__event_outcome
    counts = {f"{name}_n": (rows.outcome == name).sum() for name in OUTCOMES}
    cells = rows.group_by("commune_code").agg(payments_n=rows.count(), **counts)
    told = cells.mutate(month=ibis.literal(str(month)), vintage=map_of(month))
    return told.select(*PAYMENT_MONTH.names)
