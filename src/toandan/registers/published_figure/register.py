"""How published figures are read and checked.

One source may print two values of one figure; both are claims and both are kept.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.registers.across import statement_checks
from toandan.registers.check import Check
from toandan.registers.checks.declared import declared_checks
from toandan.registers.checks.places import place_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.reading import dates, numbers
from toandan.registers.reading.declared import as_declared, typed
from toandan.schemas.published_figure import PUBLISHED_FIGURE

COUNT, SHARE, DAY = "_n", "_share", "document_date"


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns and the place to look up."""
    return typed(rows, PUBLISHED_FIGURE.received).mutate(
        at_vintage=ibis.literal(known.vintage), at_place=rows.place
    )


def checks(known: Known) -> tuple[Check, ...]:  # noqa: ARG001 - the shape of every register
    """Every row check of the register."""
    return (
        *declared_checks(PUBLISHED_FIGURE.received),
        Check("number_unreadable", "value", _number_unreadable),
        Check("date_unreadable", "value", _day_unreadable),
        *place_checks("place"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_published_figure__entity_claim`` but row_n."""
    return {**as_declared(table, PUBLISHED_FIGURE), "vintage": table.at_vintage}


def _number_unreadable(table: Table) -> BooleanValue:
    is_no_count = table.measure.endswith(COUNT) & numbers.whole(table.value).isnull()
    is_no_share = table.measure.endswith(SHARE) & numbers.decimal(table.value).isnull()
    return table.value.notnull() & (is_no_count | is_no_share)


def _day_unreadable(table: Table) -> BooleanValue:
    return (table.measure == DAY) & table.value.notnull() & dates.day(table.value).isnull()


INTAKE = RegisterIntake(
    register=PUBLISHED_FIGURE,
    read=read,
    places=Known.places,
    checks=checks,
    stored=stored,
    across=statement_checks("value", PUBLISHED_FIGURE.received.key, ("origin",)),
)
