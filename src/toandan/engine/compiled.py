"""A query compiled once and asked again and again with a few rows: what a counter needs.

It has a session of its own beside the engine's, in which nothing is optimised: planning would take
longer than the query over a handful of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from toandan.engine.session import Embedded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STATEMENT = "compiled"
HANDED = "handed_in"


class Compiled:
    """A compiled query. ``ask`` replaces the rows of its one open table and runs it."""

    def __init__(
        self, connection: DuckDBPyConnection, asked: str, given: pa.Schema, answer: pa.Schema
    ) -> None:
        self._connection = connection
        self._asked = asked
        self._given = given
        self._answer = answer

    def ask(self, rows: pa.Table) -> pa.Table:
        """The answer for these rows; they have the columns the query was compiled for."""
        self._connection.register(HANDED, rows.select(self._given.names).cast(self._given))
        try:
            self._connection.execute(f'DELETE FROM "{self._asked}"')
            self._connection.execute(f'INSERT INTO "{self._asked}" SELECT * FROM {HANDED}')
        finally:
            self._connection.unregister(HANDED)
        found = self._connection.execute(f"EXECUTE {STATEMENT}").fetchall()
        columns = zip(*found, strict=True) if found else ([] for _ in self._answer)
        return pa.table(list(map(list, columns)), schema=self._answer)

    def close(self) -> None:
        """End its session."""
        self._connection.close()


def compiled(
    engine: Embedded, expression: Table, *, asked: str, given: pa.Schema, fixed: Mapping[str, pa.Table]
) -> Compiled:
    """Compile an expression over unbound tables: ``asked`` is filled at every call, ``fixed`` once."""
    connection = engine.backend.con.cursor()
    for name, rows in {**fixed, asked: given.empty_table()}.items():
        connection.register(HANDED, rows)
        connection.execute(f'CREATE TEMP TABLE "{name}" AS SELECT * FROM {HANDED}')
        connection.unregister(HANDED)
    connection.execute("PRAGMA disable_optimizer")
    connection.execute(f"PREPARE {STATEMENT} AS {ibis.to_sql(expression, dialect='duckdb')}")
    return Compiled(connection, asked, given, expression.schema().to_pyarrow())
