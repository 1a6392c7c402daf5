"""Questions compiled once and asked again and again of a few rows: what a counter needs.

Computing a handful of rows takes a fraction of planning how, so the plan is made once. The engine
keeps it only while nothing in a catalog it reads has changed, and handing rows in puts their name
into the catalog of temporary things; the tables therefore lie in a small database of their own,
in memory. Nothing is optimised: of an optimised question the engine keeps no plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import ibis
import pyarrow as pa
from ibis.expr.types import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HANDED = "handed_in"


class Compiled:
    """Compiled questions about the rows of one open table."""

    def __init__(
        self, connection: DuckDBPyConnection, asked: str, given: pa.Schema, answers: Mapping[str, pa.Schema]
    ) -> None:
        self._connection = connection
        self._asked = asked
        self._given = given
        self._answers = answers

    def ask(self, question: str, rows: pa.Table) -> pa.Table:
        """The answer for these rows; they have the columns the question was compiled for. None of them is kept."""
        found, schema = self._found(question, rows), self._answers[question]
        columns = zip(*found, strict=True) if found else ([] for _ in schema)
        return pa.table(list(map(list, columns)), schema=schema)

    def close(self) -> None:
        """End its session."""
        self._connection.close()

    def _found(self, question: str, rows: pa.Table) -> list[tuple[Any, ...]]:
        """The rows enter a transaction that is rolled back, so tables neither grow nor hold people."""
        self._connection.register(HANDED, rows.select(self._given.names).cast(self._given))
        self._connection.begin()
        try:
            self._connection.execute(f'INSERT INTO "{self._asked}" SELECT * FROM {HANDED}')
            return self._connection.execute(f'EXECUTE "{question}"').fetchall()
        finally:
            self._connection.rollback()
            self._connection.unregister(HANDED)


def compiled(
    questions: Mapping[str, Table], *, asked: str, given: pa.Schema, fixed: Mapping[str, pa.Table]
) -> Compiled:
    """Compile expressions over unbound tables: ``asked`` is filled at every call, ``fixed`` once."""
    connection = duckdb.connect(":memory:", config={"threads": 1, "temp_directory": ""})
    for name, rows in {**fixed, asked: given.empty_table()}.items():
        connection.register(HANDED, rows)
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM {HANDED}')
        connection.unregister(HANDED)
    connection.execute("PRAGMA disable_optimizer")
    for name, question in questions.items():
        connection.execute(f'PREPARE "{name}" AS {_query(question)}')
    answers = {name: question.schema().to_pyarrow() for name, question in questions.items()}
    return Compiled(connection, asked, given, answers)


def _query(question: Table) -> str:
    """The question in SQL, every step a query of its own: steps put together repeat what they share, and take
    longer to put together than all the rest of compiling."""
    fused = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        return str(ibis.to_sql(question, dialect="duckdb", pretty=False))
    finally:
        ibis.options.sql.fuse_selects = fused
