"""Checks that follow from the declaration of a register: present, readable, allowed, in range."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce

from ibis.expr.types import BooleanValue, DateValue, Table

from toandan.registers.check import Check
from toandan.registers.reading.dates import is_out_of_range
from toandan.registers.reading.declared import typed_name
from toandan.schemas import table as schema
from toandan.schemas.table import Column, Kind

UNREADABLE = {
    Kind.DATE: "date_unreadable",
    Kind.PARTIAL_DATE: "birth_unreadable",
    Kind.INT: "number_unreadable",
    Kind.DECIMAL: "number_unreadable",
}


def declared_checks(layout: schema.Table, *, but: Collection[str] = ()) -> tuple[Check, ...]:
    """The checks of every received column; ``but`` names columns a register checks in its own way."""
    columns = [column for column in layout.columns if column.name not in but]
    return (row_empty(layout), *(check for column in columns for check in _of(column)))


def row_empty(layout: schema.Table) -> Check:
    """No column has a value."""

    def broken(table: Table) -> BooleanValue:
        empty = [table[name].isnull() for name in layout.names]
        return reduce(lambda one, other: one & other, empty)

    return Check("row_empty", layout.names[0], broken)


def missing(column: str) -> Check:
    """The column is empty."""
    return Check("required_missing", column, lambda table: table[column].isnull())


def unreadable(column: Column) -> Check:
    """The column holds a text that is no value of its kind."""
    typed = typed_name(column.name)
    return Check(
        UNREADABLE[column.kind],
        column.name,
        lambda table: table[column.name].notnull() & table[typed].isnull(),
    )


def out_of_range(column: str) -> Check:
    """The date lies where no register has dates."""
    return Check("date_out_of_range", column, lambda table: is_out_of_range(_day(table, column)))


def not_allowed(column: Column, code: str = "value_not_allowed") -> Check:
    """The value is none of the column's."""
    return Check(code, column.name, lambda table: table[column.name].notin(list(column.allowed)))


def negative(column: str) -> Check:
    """The number is less than nothing."""
    return Check("negative_amount", column, lambda table: table[typed_name(column)] < 0)


def _of(column: Column) -> Iterator[Check]:
    if column.required:
        yield missing(column.name)
    if column.kind in UNREADABLE:
        yield unreadable(column)
    if column.kind in {Kind.DATE, Kind.PARTIAL_DATE}:
        yield out_of_range(column.name)
    if column.allowed:
        yield not_allowed(column)


def _day(table: Table, column: str) -> DateValue:
    return table[typed_name(column)]
