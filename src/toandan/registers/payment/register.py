"""How payments to collection agents are read and checked."""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.registers.check import Check
from toandan.registers.checks.dates import in_future
from toandan.registers.checks.declared import declared_checks, missing, negative
from toandan.registers.checks.ids import (
    ids_disagree,
    insurance_checks,
    national_checks,
    nobody_named,
    numbers_of_people,
)
from toandan.registers.checks.places import commune_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.payment.across import ACROSS
from toandan.registers.reading import ids
from toandan.registers.reading.declared import as_declared, typed
from toandan.registers.reading.truth import surely
from toandan.schemas.payment import FEWEST_MONTHS, MOST_CHARACTERS, MOST_MONTHS, PAYMENT
from toandan.values.ids import IdKind

# A personal id begins with the code of a province, 001 to 099, which neither a day nor a padded number does;
# or the fifteen characters of a card. Nothing of the same kind stands beside.
PERSONAL_FORM = r"(^|[^0-9])0(0[1-9]|[1-9][0-9])[0-9]{9}([^0-9]|$)|(^|[^A-Z])[A-Z]{2}[0-9]{13}([^0-9]|$)"
LONG_NUMBER = "[0-9]{9,}"


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns, the bare numbers of people, and the place to look up."""
    return typed(rows, PAYMENT.received).mutate(
        **numbers_of_people(rows),
        at_vintage=ibis.literal(known.vintage),
        at_place=rows.commune,
    )


def checks(known: Known) -> tuple[Check, ...]:
    """Every row check of the register."""
    return (
        *declared_checks(PAYMENT.received),
        nobody_named(),
        *insurance_checks(),
        *national_checks(),
        ids_disagree(),
        Check("text_too_long", "receipt_no", lambda table: table.receipt_no.length() > MOST_CHARACTERS),
        Check("person_as_code", "receipt_no", _receipt_is_of_the_payer),
        Check("person_as_code", "agent_code", _agent_is_a_person),
        Check("months_out_of_range", "months", _months_out_of_range),
        Check("nothing_paid", "amount_vnd", lambda table: table.as_amount_vnd == 0),
        negative("amount_vnd"),
        in_future(known, "paid_on"),
        Check("required_missing", "commune", _household_nowhere),
        *commune_checks("commune"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_payment__event_receipt`` but row_n."""
    return {
        **as_declared(table, PAYMENT),
        "insurance_no": keyed(IdKind.INSURANCE, ids.insurance_digits(table.bare_insurance_no)),
        "national_id": keyed(IdKind.NATIONAL, table.national),
        "household_id": keyed(IdKind.HOUSEHOLD, table.commune + "/" + table.household_no),
    }


def _months_out_of_range(table: Table) -> BooleanValue:
    return (table.as_months < FEWEST_MONTHS) | (table.as_months > MOST_MONTHS)


def _receipt_is_of_the_payer(table: Table) -> BooleanValue:
    """A number of the payer anywhere in it, or what only a number of a person looks like."""
    receipt = ids.bare(table.receipt_no)
    own = [receipt.contains(table.bare_insurance_no), receipt.contains(table.bare_national_id)]
    return _any(*own, receipt.re_search(PERSONAL_FORM))


def _agent_is_a_person(table: Table) -> BooleanValue:
    """A name, or a number as long as people have: codes of agents are shorter."""
    agent = table.agent_code
    return _any(agent.re_search(r"\s"), ids.bare(agent).re_search(LONG_NUMBER))


def _any(*truths: BooleanValue) -> BooleanValue:
    return reduce(or_, map(surely, truths))


def _household_nowhere(table: Table) -> BooleanValue:
    return table.household_no.notnull() & missing("commune").broken(table)


INTAKE = RegisterIntake(
    register=PAYMENT,
    read=read,
    places=Known.communes,
    checks=checks,
    stored=stored,
    across=ACROSS,
)
