"""Columns of few values as numbers inside the embedded engine; to whoever reads they are texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Codes:
    """The types and views that one session was taught; a type for the same values is made once."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection
        self._numbers = count()
        self._types: dict[tuple[str, ...], str] = {}

    def view(self, query: str, values: Mapping[str, Sequence[str]]) -> str:
        """The name of a view of the query's rows, columns with ``values`` coded; those without stay as they are."""
        kinds = {column: self._type(tuple(found)) for column, found in values.items() if found}
        anew = ", ".join(f'"{column}"::{kind} AS "{column}"' for column, kind in kinds.items())
        name = f"coded_{next(self._numbers)}"
        columns = f"* REPLACE ({anew})" if kinds else "*"
        self._connection.execute(f'CREATE TEMP VIEW "{name}" AS SELECT {columns} FROM ({query})').fetchall()
        return name

    def _type(self, values: tuple[str, ...]) -> str:
        if values not in self._types:
            name = f"code_{next(self._numbers)}"
            quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
            self._connection.execute(f"CREATE TYPE {name} AS ENUM ({quoted})").fetchall()
            self._types[values] = name
        return self._types[values]
