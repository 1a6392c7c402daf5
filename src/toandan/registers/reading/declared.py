"""Typed columns that follow from the declaration of a register alone."""

from __future__ import annotations

from ibis.expr.types import Table, Value

from toandan.registers.reading import dates, numbers
from toandan.schemas import table as schema

READ = {
    schema.Kind.DATE: dates.day,
    schema.Kind.PARTIAL_DATE: dates.first_day,
    schema.Kind.INT: numbers.whole,
    schema.Kind.DECIMAL: numbers.decimal,
}


def typed_name(column: str) -> str:
    """The name of the typed column beside a received text."""
    return f"as_{column}"


def typed(table: Table, layout: schema.Table) -> Table:
    """The table with ``as_<column>`` beside every text that is a date or a number."""
    return table.mutate(
        **{
            typed_name(column.name): READ[column.kind](table[column.name])
            for column in layout.columns
            if column.kind in READ
        }
    )


def as_declared(table: Table, register: schema.Register) -> dict[str, Value]:
    """Every stored column that a received column of the same name gives, typed or as text."""
    names = [name for name in register.stored.names if name in register.received.names]
    return {
        name: table[typed_name(name) if register.received.column(name).kind in READ else name]
        for name in names
    }
