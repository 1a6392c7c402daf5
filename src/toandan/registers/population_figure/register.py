"""How population figures are read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.registers.across import statement_checks
from toandan.registers.check import Check
from toandan.registers.checks.declared import declared_checks, negative
from toandan.registers.checks.places import place_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.reading.declared import as_declared, typed
from toandan.schemas.population_figure import POPULATION_FIGURE


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns and the place to look up."""
    return typed(rows, POPULATION_FIGURE.received).mutate(
        at_vintage=ibis.literal(known.vintage), at_place=rows.place
    )


def checks(known: Known) -> tuple[Check, ...]:  # noqa: ARG001 - the shape of every register
    """Every row check of the register."""
    return (*declared_checks(POPULATION_FIGURE.received), negative("value"), *place_checks("place"))


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_population_figure__entity_figure`` but row_n."""
    return {**as_declared(table, POPULATION_FIGURE), "vintage": table.at_vintage}


INTAKE = RegisterIntake(
    register=POPULATION_FIGURE,
    read=read,
    places=Known.places,
    checks=checks,
    stored=stored,
    across=statement_checks("value", POPULATION_FIGURE.received.key, ("value", "origin")),
)
