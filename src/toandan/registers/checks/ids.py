"""Checks of the numbers of people."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.registers.check import Check
from toandan.registers.intake import Columns
from toandan.registers.reading import ids

NATIONAL_FORMS = (ids.NATIONAL,)
INSURANCE_FORMS = (ids.INSURANCE, ids.CARD, ids.NATIONAL)


def national_checks() -> tuple[Check, ...]:
    """The national-id column: twelve digits, or nothing; nine to eleven digits could be of more than one kind."""
    return _form_checks("national_id", NATIONAL_FORMS, ids.LOST_ZEROS_OR_INSURANCE)


def insurance_checks() -> tuple[Check, ...]:
    """The insurance column: 10 digits, a 15-character card or 12 digits; nine or eleven digits are of no sure kind."""
    return _form_checks("insurance_no", INSURANCE_FORMS, ids.LOST_ZEROS)


def nobody_named() -> Check:
    """Neither of the two columns holds a number."""

    def broken(table: Table) -> BooleanValue:
        return table.bare_insurance_no.isnull() & table.bare_national_id.isnull()

    return Check("required_missing", "insurance_no", broken)


def numbers_of_people(table: Table) -> Columns:
    """The bare numbers of a table with both columns, and ``national``, the personal id of either."""
    card, own = ids.bare(table.insurance_no), ids.bare(table.national_id)
    return {
        "bare_insurance_no": card,
        "bare_national_id": own,
        "national": ibis.coalesce(ids.only(own, ids.NATIONAL), ids.only(card, ids.NATIONAL)),
    }


def ids_disagree() -> Check:
    """Two columns carry two national ids."""

    def broken(table: Table) -> BooleanValue:
        other = ids.only(table.bare_insurance_no, ids.NATIONAL)
        return other != ids.only(table.bare_national_id, ids.NATIONAL)

    return Check("ids_disagree", "insurance_no", broken)


def card_disagrees(column: str, start: int, length: int) -> Check:
    """A column says something else than its characters of the card number."""

    def broken(table: Table) -> BooleanValue:
        return ids.card_part(table.bare_insurance_no, start, length) != table[column]

    return Check("card_disagrees", column, broken)


def payer_bad_form() -> Check:
    """The payer is neither an organisation (10 or 13 digits) nor a person (12)."""

    def broken(table: Table) -> BooleanValue:
        payer = table.bare_payer_code
        is_known = ids.has_form(payer, ids.ORGANISATION) | ids.has_form(payer, ids.NATIONAL)
        return table.payer_code.notnull() & ~is_known

    return Check("id_bad_form", "payer_code", broken)


def _form_checks(column: str, forms: tuple[str, ...], ambiguous: str) -> tuple[Check, ...]:
    def is_ambiguous(table: Table) -> BooleanValue:
        return ids.has_form(table[f"bare_{column}"], ambiguous)

    def is_bad(table: Table) -> BooleanValue:
        fits: BooleanValue = ibis.literal(value=False)
        for form in (*forms, ambiguous):
            fits = fits | ids.has_form(table[f"bare_{column}"], form)
        return table[column].notnull() & ~fits

    return Check("id_kind_ambiguous", column, is_ambiguous), Check("id_bad_form", column, is_bad)
