"""The tables of a closing, written in the declared layout and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from toandan.accounts.closed import ClosedMonth, Used
from toandan.engine import Engine
from toandan.lake.closing import Closing, Written
from toandan.lake.lake import Lake
from toandan.lake.text import sha256_of
from toandan.registers.columns import TYPES, arrow_schema
from toandan.schemas.closing import ENTITLED, OUT_TABLES
from toandan.schemas.table import Table as Declared
from toandan.values.month import Month


def typed(rows: Table, declared: Declared) -> Table:
    """The declared columns of the rows, in order and of their declared types."""
    return rows.select(
        **{column.name: rows[column.name].cast(TYPES[column.kind]) for column in declared.columns}
    )


def write_tables(
    engine: Engine, made: Mapping[str, Table], declared: Iterable[Declared], folder: Path
) -> dict[str, Written]:
    """Write the tables to the folder, each with its declared columns in order of its key.

    Gives the sha256 and the number of rows of each, by name. Equal content gives equal bytes.
    """
    for table in declared:
        engine.write_parquet(
            typed(made[table.name], table), folder / f"{table.name}.parquet", order_by=table.key
        )
    return {table.name: written(folder / f"{table.name}.parquet") for table in declared}


def written(path: Path) -> Written:
    """What the card of a closing says of a file."""
    return Written(sha256_of(path), pq.read_metadata(path).num_rows)


def no_rows(engine: Engine, declared: Declared) -> Table:
    """A register of which there is no extract: its columns, ``scope`` and ``carried``, and no rows."""
    columns = arrow_schema(declared).append(pa.field("scope", pa.string()))
    return engine.table_of(declared.name, columns.append(pa.field("carried", pa.bool_())).empty_table())


def newest_closing(lake: Lake, month: Month) -> Closing | None:
    """The closing of a month that was committed last, or None."""
    closings = lake.closings(str(month))
    return closings[-1] if closings else None


def read_closing(engine: Engine, closing: Closing) -> ClosedMonth:
    """The published tables of a closing, lazily, with what its card says.

    A closing made before a table was first published has none of that name.
    """
    names = [table.name for table in (*OUT_TABLES, ENTITLED) if table.name in closing.card.tables]
    tables = {name: engine.read_parquet([closing.table(name)]) for name in names}
    used = tuple(Used(one.id, one.use, one.card_sha256) for one in closing.card.snapshots)
    return ClosedMonth(
        closing_id=closing.card.id,
        month=Month.parse(closing.card.month),
        tables=tables,
        snapshots=used,
        synthetic=closing.card.synthetic,
        findings=dict(closing.card.findings),
    )
