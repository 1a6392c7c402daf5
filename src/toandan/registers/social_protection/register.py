"""How lists of people and households are read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.registers.across import statement_checks
from toandan.registers.check import Check
from toandan.registers.checks.declared import declared_checks, missing, negative
from toandan.registers.checks.ids import national_checks
from toandan.registers.checks.listed import (
    ends_before_start,
    named_though_empty,
    nobody_named,
    period_columns,
)
from toandan.registers.checks.places import commune_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.reading import ids
from toandan.registers.reading.declared import as_declared, typed
from toandan.schemas.social_protection import SOCIAL_PROTECTION
from toandan.values.ids import IdKind

WHOM = ("national_id", "household_no")


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns, the bare national id, and the place to look up."""
    return typed(rows, SOCIAL_PROTECTION.received).mutate(
        bare_national_id=ids.bare(rows.national_id),
        at_vintage=ibis.literal(known.vintage),
        at_place=rows.commune,
    )


def checks(known: Known) -> tuple[Check, ...]:  # noqa: ARG001 - the shape of every register
    """Every row check of the register."""
    return (
        *declared_checks(SOCIAL_PROTECTION.received),
        *national_checks(),
        nobody_named(*WHOM),
        named_though_empty(*WHOM, "commune"),
        Check("required_missing", "commune", _household_nowhere),
        negative("amount_vnd"),
        ends_before_start(),
        *commune_checks("commune"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_social_protection__entity_listed`` but row_n.

    Where a person is named the row is of the person, and the household is not kept.
    """
    national = ids.only(table.bare_national_id, ids.NATIONAL)
    house = ibis.ifelse(national.isnull(), table.commune + "/" + table.household_no, ibis.null("string"))
    return {
        **as_declared(table, SOCIAL_PROTECTION),
        "national_id": keyed(IdKind.NATIONAL, national),
        "household_id": keyed(IdKind.HOUSEHOLD, house),
        **period_columns(table),
    }


def _household_nowhere(table: Table) -> BooleanValue:
    return table.household_no.notnull() & missing("commune").broken(table)


INTAKE = RegisterIntake(
    register=SOCIAL_PROTECTION,
    read=read,
    places=Known.communes,
    checks=checks,
    stored=stored,
    across=statement_checks(
        "kind", ("national_id", "household_id", "kind", "start_date"), ("listed", "end_date", "amount_vnd")
    ),
)
