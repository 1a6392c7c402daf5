"""How plans and targets are read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.registers.across import statement_checks
from toandan.registers.check import Check
from toandan.registers.checks.declared import declared_checks, negative
from toandan.registers.checks.groups import group_unknown
from toandan.registers.checks.places import place_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.reading.declared import as_declared, typed
from toandan.registers.reading.periods import period_days
from toandan.schemas.plan import PLAN

PEOPLE, PLACE = "people", "place"


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns, the period's days, and the place to look up, if it is one."""
    period = period_days(rows.period)
    is_place = rows.subject_kind == PLACE
    return typed(rows, PLAN.received).mutate(
        period_start=period.start,
        period_end=period.end,
        at_vintage=is_place.ifelse(ibis.literal(known.vintage), ibis.null("date")),
        at_place=is_place.ifelse(rows.subject, ibis.null("string")),
    )


def checks(known: Known) -> tuple[Check, ...]:
    """Every row check of the register."""
    return (
        *declared_checks(PLAN.received),
        Check("period_unreadable", "period", _period_unreadable),
        group_unknown(known, "group_code"),
        negative("value"),
        Check("number_out_of_range", "value", _out_of_range),
        *place_checks("subject"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_plan__entity_target`` but row_n."""
    return {
        **as_declared(table, PLAN),
        "vintage": table.at_vintage,
        "period_start": table.period_start,
        "period_end": table.period_end,
    }


def _period_unreadable(table: Table) -> BooleanValue:
    return table.period.notnull() & (table.period_start.isnull() | table.period_end.isnull())


def _out_of_range(table: Table) -> BooleanValue:
    # 1.000 people are a thousand to an office and one to a program: no point may stand in them.
    is_whole = ~table.value.contains(".")
    return (table.unit == PEOPLE).ifelse(~is_whole, table.as_value > 1)


INTAKE = RegisterIntake(
    register=PLAN,
    read=read,
    places=Known.places,
    checks=checks,
    stored=stored,
    across=statement_checks("value", PLAN.received.key, ("value", "unit", "comparison")),
)
