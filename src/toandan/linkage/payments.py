"""Payments and the people who made them, found in the registers as the spine finds everybody."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.linkage.bucket import EVERYBODY
from toandan.linkage.registers import stg_population__entity_row
from toandan.linkage.spine import insurance_link, person_of, stg_cover__spell_card

ROW = ("scope", "row_n")


def stg_payment__link_national(
    raw_participation__spell_card: Table, raw_payment__event_receipt: Table
) -> Table:
    """One row per insurance number of a payment that some card gives a national id for; as ``insurance_link``."""
    return insurance_link(raw_participation__spell_card, raw_payment__event_receipt)


def stg_payment__link_candidate(
    raw_payment__event_receipt: Table, stg_payment__link_national: Table
) -> Table:
    """One row per payment and person it may be of: by all its numbers, and by the insurance number alone.

    ``is_second`` marks the latter. A receipt may carry a personal id where the cards of the same person
    carry an insurance number only; then the first is known to neither register.
    """
    rows, link = raw_payment__event_receipt, stg_payment__link_national
    # Empty by way of the column itself: an id is of another type on a cluster than an empty id of Ibis is.
    without = rows.mutate(national_id=rows.national_id.nullif(rows.national_id))
    numbered = without.filter(without.insurance_no.notnull())
    first, second = (person_of(one, link).select(*ROW, "person_id") for one in (rows, numbered))
    return first.mutate(is_second=ibis.literal(value=False)).union(
        second.mutate(is_second=ibis.literal(value=True))
    )


def stg_payment__spell_card(
    raw_participation__spell_card: Table,
    stg_insurance__link_national: Table,
    stg_payment__link_candidate: Table,
) -> Table:
    """One row per card of somebody a payment may be of."""
    cards = stg_cover__spell_card(raw_participation__spell_card, stg_insurance__link_national, EVERYBODY)
    return cards.semi_join(stg_payment__link_candidate, "person_id")


def stg_payment__entity_row(
    raw_population__entity_person: Table, stg_payment__link_candidate: Table
) -> Table:
    """One row per row of the population register of somebody a payment may be of."""
    rows = stg_population__entity_row(raw_population__entity_person, EVERYBODY)
    return rows.semi_join(stg_payment__link_candidate, "person_id")


def stg_payment__event_person(
    raw_payment__event_receipt: Table,
    stg_payment__link_candidate: Table,
    stg_payment__spell_card: Table,
    stg_payment__entity_row: Table,
) -> Table:
    """One row per payment: ``person_id`` of the payer, empty where neither register knows the payer.

    The second candidate counts only where the registers do not know the first. The other columns are
    ``from_date``, ``months`` and ``paid_on``.
    """
    known = stg_payment__spell_card.select("person_id").union(stg_payment__entity_row.select("person_id"))
    found = stg_payment__link_candidate.semi_join(known, "person_id")
    order = ibis.window(group_by=ROW, order_by="is_second")
    ranked = found.mutate(place_n=ibis.row_number().over(order))
    payers = ranked.filter(ranked.place_n == 0).select(*ROW, "person_id")
    joined = raw_payment__event_receipt.left_join(payers, ROW)
    return joined.select(*ROW, "person_id", "from_date", "months", "paid_on")
