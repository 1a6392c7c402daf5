"""How wide the rows of a law are: a proposal may bring one more level, age or item than the law in force has.

The rules are written for columns, so laws that take turns under them get the same columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa

from toandan.rules.law_rows import LawRows

SET = "_set_"


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of ``periods`` and of ``provinces``."""

    periods: pa.Schema
    provinces: pa.Schema

    def widened(self, rows: LawRows) -> Shape:
        """These columns and those the law needs beside them."""
        return Shape(
            pa.unify_schemas([self.periods, rows.periods.schema]),
            pa.unify_schemas([self.provinces, rows.provinces.schema]),
        )

    def of(self, rows: LawRows) -> LawRows:
        """The law in these columns: levels and items it does not have are there, and empty."""
        return LawRows(_wide(rows.periods, self.periods), _wide(rows.provinces, self.provinces), rows.words)


def shape_of(laws: Sequence[LawRows]) -> Shape:
    """The columns that all of these laws need."""
    first = Shape(laws[0].periods.schema, laws[0].provinces.schema)
    return reduce(Shape.widened, laws, first)


def _wide(table: pa.Table, columns: pa.Schema) -> pa.Table:
    held = set(table.column_names)
    return pa.table(
        [table[column.name] if column.name in held else _empty(column, table.num_rows) for column in columns],
        schema=columns,
    )


def _empty(column: pa.Field, rows_n: int) -> pa.Array:
    return pa.array([0 if SET in column.name else None] * rows_n, column.type)
