"""Rows of one extract against each other: what is repeated, what is contradicted.

Every question starts with one aggregate over all rows that leaves the few suspicious
keys; only their rows are compared in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import ibis
from ibis.expr.types import BooleanScalar, Table

from toandan.registers.check import AcrossCheck
from toandan.registers.reading.truth import surely

CLEAN = "is_clean"


def differing_births(rows: Table) -> BooleanScalar:
    """Whether the births of a group cannot be one person's.

    A birth known by its year agrees with every day of that year, one known by its month with
    every day of that month.
    """
    born = rows.birth_date
    year = born.year()
    month = (rows.birth_precision != "year").ifelse(year * 12 + born.month(), ibis.null("int64"))
    day = (rows.birth_precision == "day").ifelse(born, ibis.null("date"))
    return reduce(
        lambda one, other: one | other,
        [surely(level.min() != level.max()) for level in (year, month, day)],
    )


def with_repeated(rows: Table, key: Sequence[str]) -> Table:
    """The rows whose key, without empty parts, occurs more than once; ``key`` is one column or more."""
    filled = rows.filter([rows[name].notnull() for name in key])
    repeated = filled.group_by(list(key)).having(filled.count() > 1).agg()
    return rows.semi_join(repeated, list(key))


def shared(rows: Table, key: str, is_shared: BooleanScalar) -> Table:
    """(row_n, kept_row_n) of all rows of a key for which the aggregate holds; none of them is kept."""
    keys = (
        rows.filter(rows[key].notnull())
        .group_by(key)
        .agg(is_shared=is_shared)
        .filter("is_shared")
        .select(key)
    )
    found = rows.semi_join(keys, key)
    return found.select(found.row_n, kept_row_n=ibis.null("int64"))


def later_ones(rows: Table, key: Sequence[str]) -> Table:
    """(row_n, kept_row_n) of every row but the first of each key; empty parts of a key are equal."""
    first = rows.row_n.min().over(ibis.window(group_by=list(key)))
    marked = rows.select(rows.row_n, kept_row_n=first)
    return marked.filter(marked.row_n != marked.kept_row_n)


def statements_conflict(rows: Table, key: Sequence[str], values: Sequence[str]) -> Table:
    """(row_n, kept_row_n) of every row whose key, empty parts equal, has two values; none is kept."""
    same = ibis.window(group_by=list(key))
    differ = [(rows[name].min().over(same) != rows[name].max().over(same)) for name in values]
    is_conflict = reduce(lambda one, other: one | other, [surely(part) for part in differ])
    marked = rows.select(rows.row_n, is_conflict=is_conflict)
    return marked.filter("is_conflict").select("row_n", kept_row_n=ibis.null("int64"))


def statement_checks(column: str, key: Sequence[str], values: Sequence[str]) -> tuple[AcrossCheck, ...]:
    """For registers of statements: two values for one key, and the same statement twice."""

    def conflict(rows: Table) -> Table:
        return statements_conflict(rows.filter(rows[CLEAN]), key, values)

    def twice(rows: Table) -> Table:
        clean = rows.filter(rows[CLEAN])
        return later_ones(clean.anti_join(conflict(rows), "row_n"), key)

    return (
        AcrossCheck("values_conflict", column, conflict),
        AcrossCheck("same_row_twice", column, twice),
    )
