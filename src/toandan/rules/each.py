"""The few values of a column of many rows."""

from __future__ import annotations

from ibis.expr.types import Column, Table


def each(values: Column) -> Table:
    """One row per value that occurs, in a column of the same name.

    Gathered into one list first: an engine knows that this is one row, while it takes distinct rows for
    as many as there are, and would keep everybody in memory to look the few up there.
    """
    name = values.get_name()
    gathered: Table = values.collect(distinct=True).name(name).as_table()
    return gathered.unnest(name)
