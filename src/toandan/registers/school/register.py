"""How pupils and students are read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.registers.across import statement_checks
from toandan.registers.check import Check
from toandan.registers.checks.declared import declared_checks
from toandan.registers.checks.ids import national_checks
from toandan.registers.checks.listed import ends_before_start, period_columns
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.reading import ids
from toandan.registers.reading.declared import as_declared, typed
from toandan.schemas.school import SCHOOL
from toandan.values.ids import IdKind


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns and the bare national id; no row names a place."""
    return typed(rows, SCHOOL.received).mutate(
        bare_national_id=ids.bare(rows.national_id),
        at_vintage=ibis.literal(known.vintage),
        at_place=ibis.null("string"),
    )


def checks(known: Known) -> tuple[Check, ...]:  # noqa: ARG001 - the shape of every register
    """Every row check of the register."""
    return (
        *declared_checks(SCHOOL.received),
        *national_checks(),
        ends_before_start(),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_school__spell_learner`` but row_n."""
    national = ids.only(table.bare_national_id, ids.NATIONAL)
    return {
        **as_declared(table, SCHOOL),
        "national_id": keyed(IdKind.NATIONAL, national),
        **period_columns(table),
    }


INTAKE = RegisterIntake(
    register=SCHOOL,
    read=read,
    places=Known.communes,
    checks=checks,
    stored=stored,
    across=statement_checks(
        "national_id", ("national_id", "school_code", "start_date"), ("level", "end_date")
    ),
)
