"""Checks of the registers of facts: whom or what a row names, and its period."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.registers.check import Check
from toandan.registers.checks.dates import before
from toandan.registers.intake import Columns
from toandan.registers.reading import ids
from toandan.registers.reading.dates import plus_days
from toandan.registers.reading.hamlets import UNNAMED
from toandan.schemas.listed import NO, YES


def ends_before_start() -> Check:
    """The last day lies before the first."""
    return before("ends_before_start", "valid_to", "valid_from")


def nobody_named(*names: str) -> Check:
    """The row says yes and fills none of the columns that could name whom it speaks of."""

    def broken(table: Table) -> BooleanValue:
        return (table.listed == YES) & _all_empty(table, names)

    return Check("required_missing", names[0], broken)


def named_though_empty(*names: str) -> Check:
    """The row says that a list is empty, and names somebody all the same."""

    def broken(table: Table) -> BooleanValue:
        return (table.listed == NO) & ~_all_empty(table, names)

    return Check("listed_disagrees", "listed", broken)


def hamlet_unnamed() -> Check:
    """The hamlet is filled with what names none, as "thôn" alone: the row would speak of the whole commune."""
    return Check("hamlet_unreadable", "hamlet", lambda table: table.folded_hamlet == UNNAMED)


def employer_bad_form() -> Check:
    """The employer's number has neither 10 nor 13 digits."""

    def broken(table: Table) -> BooleanValue:
        bare = ids.bare(table.employer_code)
        return table.employer_code.notnull() & ~ids.has_form(bare, ids.ORGANISATION)

    return Check("id_bad_form", "employer_code", broken)


def period_columns(table: Table) -> Columns:
    """``schemas.listed.STORED_PERIOD``: the last day becomes the first day after it."""
    return {"start_date": table.as_valid_from, "end_date": plus_days(table.as_valid_to, ibis.literal(1))}


def _all_empty(table: Table, names: tuple[str, ...]) -> BooleanValue:
    empty: BooleanValue = ibis.literal(value=True)
    for name in names:
        empty = empty & table[name].isnull()
    return empty
