"""How lists of communes and hamlets are read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.registers.across import statement_checks
from toandan.registers.check import Check
from toandan.registers.checks.declared import declared_checks
from toandan.registers.checks.listed import (
    ends_before_start,
    hamlet_unnamed,
    named_though_empty,
    nobody_named,
    period_columns,
)
from toandan.registers.checks.places import commune_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known, vintage_on
from toandan.registers.reading.declared import as_declared, typed
from toandan.registers.reading.hamlets import folded_hamlet
from toandan.registers.reading.stored import hamlet_columns, place_columns
from toandan.schemas.place_list import PLACE_LIST


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns and the place to look up, on the map of its day."""
    first = typed(rows, PLACE_LIST.received)
    told = ibis.ifelse(
        first.commune_on.isnull(), ibis.literal(known.vintage), vintage_on(first.as_commune_on)
    )
    return first.mutate(
        folded_hamlet=folded_hamlet(first.hamlet),
        at_vintage=ibis.ifelse(first.commune.notnull(), told, ibis.null("date")),
        at_place=first.commune,
    )


def checks(known: Known) -> tuple[Check, ...]:  # noqa: ARG001 - the shape of every register
    """Every row check of the register."""
    return (
        *declared_checks(PLACE_LIST.received),
        nobody_named("commune"),
        named_though_empty("commune", "hamlet"),
        hamlet_unnamed(),
        ends_before_start(),
        *commune_checks("commune"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_place_list__entity_commune`` but row_n."""
    return {
        **as_declared(table, PLACE_LIST),
        **place_columns(table),
        **hamlet_columns(table, keyed),
        **period_columns(table),
    }


INTAKE = RegisterIntake(
    register=PLACE_LIST,
    read=read,
    places=Known.communes,
    checks=checks,
    stored=stored,
    across=statement_checks(
        "kind", ("vintage", "commune_code", "hamlet_id", "kind", "start_date"), ("listed", "end_date")
    ),
)
