"""How wide the rows of a law are: a proposal may bring one more level, age or item than the law in force has.

The rules are written for columns, so laws that take turns under them get the same columns. Every
column is named here: one that is missing, or that nobody named, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import reduce

import pyarrow as pa

from toandan.rules.law_rows import LawRows, period_columns, province_schema
from toandan.rules.levels import benefit_empty, numbers, support_empty


@dataclass(frozen=True, slots=True)
class Shape:
    """How many levels of support and of benefit, ages that change a benefit, and items of a province."""

    supports_n: int
    benefits_n: int
    bands_n: int
    items_n: int = 0

    @property
    def support(self) -> tuple[str, ...]:
        """The columns of the levels of support."""
        return tuple(support_empty(self.supports_n))

    @property
    def benefit(self) -> tuple[str, ...]:
        """The columns of the levels of benefit."""
        return tuple(benefit_empty(self.benefits_n, self.bands_n))

    @property
    def periods(self) -> tuple[str, ...]:
        """All columns of ``periods``."""
        return (*period_columns(), *self.support, *self.benefit)

    def widened(self, rows: LawRows) -> Shape:
        """This shape, and what the law needs beside it."""
        return Shape(*map(max, astuple(self), astuple(_shape(rows))))

    def of(self, rows: LawRows) -> LawRows:
        """The law in this shape: levels and items it does not have are there, and empty."""
        empty = support_empty(self.supports_n) | benefit_empty(self.benefits_n, self.bands_n)
        types = pa.schema([_field(rows.periods.schema, name) for name in self.periods])
        return LawRows(
            _wide(rows.periods, types, empty),
            _wide(rows.provinces, province_schema(self.items_n), {}),
            rows.words,
        )


def shape_of(laws: Sequence[LawRows]) -> Shape:
    """The shape that all of these laws need."""
    return reduce(Shape.widened, laws, _shape(laws[0]))


def shape_of_periods(columns: Sequence[str]) -> Shape:
    """The levels among the columns of ``periods``; ValueError for columns that are not those of a law."""
    support, benefit, age = (
        len(numbers(columns, name)) for name in ("support_level", "benefit_level", "benefit_age")
    )
    shape = Shape(support, benefit, age)
    same_columns("periods", columns, shape.periods)
    return shape


def items_of_provinces(columns: Sequence[str]) -> int:
    """How many items stand side by side in ``provinces``; ValueError for columns that are not those of items."""
    items_n = len(numbers(columns, "item"))
    same_columns("provinces", columns, province_schema(items_n).names)
    return items_n


def same_columns(table: str, found: Iterable[str], named: Iterable[str]) -> None:
    """ValueError unless a table has just the columns that are named."""
    differing = sorted(set(found) ^ set(named))
    if differing:
        raise ValueError(
            f"columns of {table} that stand in it or in its declaration, not in both: {differing}"
        )


def _shape(rows: LawRows) -> Shape:
    levels = shape_of_periods(rows.periods.column_names)
    items_n = items_of_provinces(rows.provinces.column_names)
    return Shape(levels.supports_n, levels.benefits_n, levels.bands_n, items_n)


def _field(known: pa.Schema, name: str) -> pa.Field:
    return known.field(name) if name in known.names else pa.field(name, pa.int64())


def _wide(table: pa.Table, columns: pa.Schema, empty: Mapping[str, int | None]) -> pa.Table:
    held = set(table.column_names)
    return pa.table(
        [
            table[column.name]
            if column.name in held
            else pa.array([empty.get(column.name)] * table.num_rows, column.type)
            for column in columns
        ],
        schema=columns,
    )
