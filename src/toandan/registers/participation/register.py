"""How the participation register is read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.registers.check import Check
from toandan.registers.checks.dates import cover_before_birth, cover_ends_before_start, in_future
from toandan.registers.checks.declared import declared_checks, missing, negative
from toandan.registers.checks.groups import benefit_unknown, group_unknown
from toandan.registers.checks.ids import (
    card_disagrees,
    ids_disagree,
    insurance_checks,
    national_checks,
    nobody_named,
    numbers_of_people,
    payer_bad_form,
)
from toandan.registers.checks.places import commune_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known, vintage_on
from toandan.registers.participation.across import ACROSS
from toandan.registers.reading import ids
from toandan.registers.reading.dates import plus_days
from toandan.registers.reading.declared import as_declared, typed
from toandan.registers.reading.stored import birth_columns, national_columns, place_columns
from toandan.schemas.participation import BENEFIT_DIGITS, PARTICIPATION
from toandan.values.ids import IdKind

# Where the parts of a 15-character card number stand: (start, length).
GROUP_PART, BENEFIT_PART, PROVINCE_PART = (0, 2), (2, 1), (3, 2)
OWN_CHECKS = ("insurance_no", "group_code", "benefit_digit")


def read(rows: Table, known: Known) -> Table:  # noqa: ARG001 - the shape of every register
    """The received texts with typed columns, bare numbers, and the group and level with the card's."""
    first = typed(rows, PARTICIPATION.received).mutate(
        **numbers_of_people(rows),
        bare_payer_code=ids.bare(rows.payer_code),
    )
    card = first.bare_insurance_no
    return first.mutate(
        group=first.group_code.fill_null(ids.card_part(card, *GROUP_PART)),
        benefit=first.benefit_digit.fill_null(ids.card_part(card, *BENEFIT_PART)),
        at_vintage=vintage_on(_map_day(first)),
        at_place=first.commune,
    )


def checks(known: Known) -> tuple[Check, ...]:
    """Every row check of the register."""
    return (
        *declared_checks(PARTICIPATION.received, but=OWN_CHECKS),
        nobody_named(),
        Check("required_missing", "group_code", missing("group").broken),
        Check("required_missing", "benefit_digit", missing("benefit").broken),
        *insurance_checks(),
        *national_checks(),
        ids_disagree(),
        card_disagrees("group_code", *GROUP_PART),
        card_disagrees("benefit_digit", *BENEFIT_PART),
        payer_bad_form(),
        group_unknown(known, "group"),
        benefit_unknown("benefit", BENEFIT_DIGITS),
        in_future(known, "birth_date", "birth_in_future"),
        in_future(known, "paid_on"),
        negative("amount_vnd"),
        cover_ends_before_start(),
        cover_before_birth(),
        *commune_checks("commune"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_participation__spell_card`` but row_n."""
    card = table.bare_insurance_no
    payer = table.bare_payer_code
    return {
        **as_declared(table, PARTICIPATION),
        "insurance_no": keyed(IdKind.INSURANCE, ids.insurance_digits(card)),
        **national_columns(table, table.national, keyed),
        "card_province_code": ids.card_part(card, *PROVINCE_PART),
        **birth_columns(table),
        "group_code": table.group,
        "benefit_digit": table.benefit,
        **place_columns(table),
        "payer_code": ids.only(payer, ids.ORGANISATION),
        "payer_id": keyed(IdKind.NATIONAL, ids.only(payer, ids.NATIONAL)),
        "cover_start": table.as_valid_from,
        "cover_end": plus_days(table.as_valid_to, ibis.literal(1)),
    }


def _map_day(table: Table) -> ibis.expr.types.DateValue:
    return table.commune_on.isnull().ifelse(table.as_valid_from, table.as_commune_on)


INTAKE = RegisterIntake(
    register=PARTICIPATION,
    read=read,
    places=Known.communes,
    checks=checks,
    stored=stored,
    across=ACROSS,
)
