"""What a closing needs of an engine, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa
from ibis.expr.types import IntegerColumn, Table


class Engine(Protocol):
    """Tables in, lazy expressions over them, rows and files out.

    Equal tables and equal expressions give equal rows, and files of equal bytes, on every engine.
    """

    def read_parquet(self, paths: Sequence[Path]) -> Table:
        """The rows of the files as one lazy table; the files share one schema."""
        ...

    def table_of(self, name: str, rows: pa.Table) -> Table:
        """An Arrow table under a name, as a lazy table."""
        ...

    def stored(self, name: str, expression: Table) -> Table:
        """The expression computed once and kept for this session."""
        ...

    def drop(self, names: Iterable[str]) -> None:
        """Forget tables that were kept, and free what they took."""
        ...

    def fetch(self, expression: Table) -> pa.Table:
        """The expression's rows in memory."""
        ...

    def count(self, expression: Table) -> int:
        """How many rows the expression has."""
        ...

    def total(self, column: IntegerColumn) -> int:
        """The sum of a column; 0 of no rows."""
        ...

    def write_parquet(self, expression: Table, path: Path, *, order_by: Sequence[str]) -> None:
        """Write the rows into one file ordered by the key, so that equal content gives equal bytes."""
        ...
