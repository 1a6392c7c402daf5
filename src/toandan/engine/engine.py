"""What a closing needs of an engine, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa
from ibis.expr.types import IntegerColumn, Table, UUIDColumn


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

    def coded(self, rows: Table, values: Mapping[str, Sequence[str]]) -> Table:
        """The rows, with columns of few values held in whatever way is quick; to whoever reads they are texts.

        ``values`` are all values of each such column, sorted.
        """
        ...

    def id_bits(self, column: UUIDColumn, half: int) -> IntegerColumn:
        """The first 56 bits of a half of each id as a number; empty where there is no id."""
        ...

    def drop(self, names: Iterable[str]) -> None:
        """Forget tables that were kept, and free what they took."""
        ...

    def fetch(self, expression: Table) -> pa.Table:
        """The expression's rows in memory."""
        ...

    def ids(self, column: UUIDColumn) -> Iterator[pa.FixedSizeBinaryArray]:
        """The ids of a column as sixteen bytes each, batch by batch; empty ones are left out."""
        ...

    def count(self, expression: Table) -> int:
        """How many rows the expression has."""
        ...

    def total(self, column: IntegerColumn) -> int:
        """The sum of a column; 0 of no rows."""
        ...

    def write_parquet(
        self, expression: Table, path: Path, *, order_by: Sequence[str], is_large: bool = False
    ) -> None:
        """Write the rows into one file ordered by the key, so that equal content gives equal bytes.

        Without a key the rows stand in no order, and equal content is told by ``content`` alone. A table
        that ``is_large`` is written for speed: little time is spent on making it smaller.
        """
        ...

    def content(self, paths: Sequence[Path]) -> tuple[int, int]:
        """The number of rows of files and a digest of them: equal for equal rows in whatever order and form."""
        ...
