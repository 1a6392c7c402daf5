"""The embedded engine: tables in, expressions out, Parquet written in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
from ibis.expr.types import IntegerColumn, Table, UUIDColumn

from toandan.engine import id_bits
from toandan.engine.codes import Codes
from toandan.engine.own_folder import own_folder

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

ROW_GROUP_ROWS = 122_880
STREAM_ROWS = 40_960
IDS_AT_ONCE = 1 << 20
STREAM = "_stream"
# Half the time of the other for about the same size, where most of a table is ids, numbers and days.
QUICK, SMALL = "COMPRESSION lz4_raw, PARQUET_VERSION V2", "COMPRESSION zstd"
# These two write every column out in terms of the first ones: a long chain of columns made of columns would
# never be planned (measured on the rules: no plan after ten minutes and 21 GB; without them, below a second).
NEVER = "projection_pullup,partial_aggregate_pushdown"
# The engine takes a stream for one row and would gather all of it as the small side of a join.
NOT_FOR_STREAMS = f"{NEVER},join_order,build_side_probe_side"


@dataclass(frozen=True, slots=True)
class Settings:
    """How much of the machine a session may use, ``None`` leaves it to the engine; and where a closing is computed.

    ``cluster`` is the address of a Spark Connect server, ``sc://host:port``; without it all is computed here.
    """

    threads: int | None = None
    memory_limit: str | None = None
    temp_parent: Path | None = None
    cluster: str | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """TOANDAN_THREADS, TOANDAN_MEMORY (e.g. ``8GB``), TOANDAN_TEMP and TOANDAN_ENGINE, where set."""
        threads, temp = environ.get("TOANDAN_THREADS"), environ.get("TOANDAN_TEMP")
        return cls(
            threads=int(threads) if threads else None,
            memory_limit=environ.get("TOANDAN_MEMORY") or None,
            temp_parent=Path(temp) if temp else None,
            cluster=environ.get("TOANDAN_ENGINE") or None,
        )


class Embedded:
    """One session inside this process, an ``Engine`` that also streams and keys rows. Expressions are lazy; nothing runs before it is written or fetched."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._codes = Codes(backend.con)

    @property
    def backend(self) -> Backend:
        """The Ibis backend, for what this class does not offer."""
        return self._backend

    def read_parquet(self, paths: Sequence[Path]) -> Table:
        """The rows of the files as one lazy table; the files share one schema."""
        return self._backend.read_parquet([str(path) for path in paths])

    def table_of(self, name: str, rows: pa.Table) -> Table:
        """An Arrow table under a name, as a lazy table."""
        return self.stream(name, rows.to_reader(), f'SELECT * FROM "{name}{STREAM}"')

    def replace(self, name: str, rows: pa.Table) -> None:
        """Other rows with the same columns in the place of those that ``table_of`` keeps under the name."""
        with self._streamed(name, rows.to_reader()):
            self._keep(name, f'SELECT * FROM "{name}{STREAM}"', ())

    def stored(self, name: str, expression: Table) -> Table:
        """The expression computed once and kept for this session (spilled when large)."""
        return self._kept(name, ibis.to_sql(expression, dialect="duckdb"), ())

    def written(self, name: str, expression: Table) -> Table:
        """The expression under a name: its query is written once and computed whenever it is read.

        Tables it reads may meanwhile be replaced by others with the same columns.
        """
        query = ibis.to_sql(expression, dialect="duckdb")
        self._backend.con.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {query}').fetchall()
        return self._backend.table(name, database="temp.main")

    def coded(self, rows: Table, values: Mapping[str, Sequence[str]]) -> Table:
        """The rows, with columns of few values held as numbers inside the engine; to whoever reads they are texts.

        ``values`` are all values of each such column, sorted.
        """
        view = self._codes.view(ibis.to_sql(rows, dialect="duckdb"), values)
        return self._backend.table(view, database="temp.main")

    def id_bits(self, column: UUIDColumn, half: int) -> IntegerColumn:
        """The first 56 bits of a half of each id as a number; empty where there is no id."""
        return id_bits.embedded(column, half)

    def _kept(self, name: str, query: str, parameters: Sequence[Any]) -> Table:
        self._keep(name, query, parameters)
        return self._backend.table(name, database="temp.main")

    def _keep(self, name: str, query: str, parameters: Sequence[Any]) -> None:
        with _interruptible():
            self._backend.con.execute(
                f'CREATE OR REPLACE TEMP TABLE "{name}" AS {query}', list(parameters)
            ).fetchall()

    @contextmanager
    def _streamed(self, name: str, reader: pa.RecordBatchReader) -> Iterator[None]:
        self._backend.con.register(f"{name}{STREAM}", reader)
        try:
            yield
        finally:
            self._backend.con.unregister(f"{name}{STREAM}")

    def drop(self, names: Iterable[str]) -> None:
        """Forget tables that were kept, and free what they took."""
        for name in names:
            self._backend.con.execute(f'DROP TABLE IF EXISTS temp.main."{name}"').fetchall()

    def stream(
        self, name: str, reader: pa.RecordBatchReader, query: str, parameters: Sequence[Any] = ()
    ) -> Table:
        """Run ``query`` once over a stream registered as ``<name>_stream``; keep the rows as ``name``."""
        with self._streamed(name, reader):
            return self._kept(name, query, parameters)

    def stream_to_parquet(
        self, name: str, reader: pa.RecordBatchReader, expression: Table, path: Path
    ) -> None:
        """Run ``expression`` once over the stream and write its rows as they come, in bounded memory.

        The expression reads the stream as an unbound table called ``<name>_stream``. Rows that
        came together stay together; the order of the file is not that of the stream.
        """
        connection = self._backend.con
        query = ibis.to_sql(expression, dialect="duckdb")
        connection.register(f"{name}{STREAM}", reader)
        connection.execute(f"SET disabled_optimizers = '{NOT_FOR_STREAMS}'").fetchall()
        try:
            with _interruptible():
                connection.execute(
                    f"COPY ({query}) TO '{_quoted(path)}' (FORMAT parquet, ROW_GROUP_SIZE {STREAM_ROWS})"
                ).fetchall()
        finally:
            connection.execute(f"SET disabled_optimizers = '{NEVER}'").fetchall()
            connection.unregister(f"{name}{STREAM}")

    def fetch(self, expression: Table) -> pa.Table:
        """The expression's rows in memory."""
        with _interruptible():
            return expression.to_pyarrow()

    def batches(self, expression: Table, *, rows: int = ROW_GROUP_ROWS) -> pa.RecordBatchReader:
        """The expression's rows as a stream of batches."""
        return self._backend.con.sql(ibis.to_sql(expression, dialect="duckdb")).to_arrow_reader(rows)

    def count(self, expression: Table) -> int:
        """How many rows the expression has."""
        return int(expression.count().to_pyarrow().as_py())

    def total(self, column: IntegerColumn) -> int:
        """The sum of a column; 0 of no rows."""
        return int(column.sum().cast("int64").to_pyarrow().as_py() or 0)

    def ids(self, column: UUIDColumn) -> Iterator[pa.FixedSizeBinaryArray]:
        """The ids of a column as sixteen bytes each, batch by batch; empty ones are left out."""
        connection, known = self._backend.con, column.as_table().filter(column.notnull())
        # Otherwise ids are handed over as texts.
        connection.execute("SET arrow_lossless_conversion = true").fetchall()
        try:
            for batch in self.batches(known, rows=IDS_AT_ONCE):
                yield batch.column(0).storage
        finally:
            connection.execute("SET arrow_lossless_conversion = false").fetchall()

    def write_parquet(
        self, expression: Table, path: Path, *, order_by: Sequence[str], is_large: bool = False
    ) -> None:
        """Write the rows ordered by the key, so that equal content gives equal bytes; without a key in no order."""
        query = ibis.to_sql(expression.order_by(list(order_by)) if order_by else expression, dialect="duckdb")
        if order_by:
            query = _any_may_be_empty(query, len(expression.columns))
        with _interruptible():
            self._backend.con.execute(
                f"COPY ({query}) TO '{_quoted(path)}' (FORMAT parquet, {QUICK if is_large else SMALL}, ROW_GROUP_SIZE {ROW_GROUP_ROWS})"
            ).fetchall()

    def content(self, paths: Sequence[Path]) -> tuple[int, int]:
        """The number of rows of files and a digest of them: equal for equal rows in whatever order and form."""
        rows = self.read_parquet(paths)
        each = ", ".join(f'"{name}"' for name in sorted(rows.columns))
        query = (
            f"SELECT count(*), coalesce(sum(hash({each})), 0) FROM ({ibis.to_sql(rows, dialect='duckdb')})"
        )
        found = self._backend.con.execute(query).fetchall()[0]
        return int(found[0]), int(found[1])

    def bind_secret(self, name: str, values: Mapping[str, bytes]) -> Table:
        """A one-row table of secret bytes, bound as parameters: they are in no SQL text and no plan."""
        columns = ", ".join(f'?::BLOB AS "{column}"' for column in values)
        return self._kept(name, f"SELECT {columns}", list(values.values()))

    def close(self) -> None:
        """End the session and drop what it kept."""
        self._backend.disconnect()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C while the engine works is Ctrl-C, not a failure of the engine."""
    try:
        yield
    except RuntimeError as problem:
        if str(problem) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise


def _any_may_be_empty(query: str, columns_n: int) -> str:
    """The same rows, of which the engine cannot tell that a column is never empty.

    It would mark such a column in the file, and what it can tell follows from how the rows were
    computed: equal rows made on two ways would be files of unequal bytes.
    """
    return f"SELECT * FROM ({query}) UNION ALL SELECT {', '.join(['NULL'] * columns_n)} WHERE random() > 2"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _configuration(settings: Settings, folder: Path) -> dict[str, Any]:
    configuration: dict[str, Any] = {
        "temp_directory": str(folder),
        "temp_file_encryption": True,
        # Without its network extension the engine has AES but only its own random numbers for the
        # throw-away key, and refuses to spill unless told that this is accepted (decision 0001).
        "force_mbedtls_unsafe": "true",
        "preserve_insertion_order": True,
    }
    if settings.threads is not None:
        configuration["threads"] = settings.threads
    if settings.memory_limit is not None:
        configuration["memory_limit"] = settings.memory_limit
    return configuration


@contextmanager
def open_engine(settings: Settings | None = None) -> Iterator[Embedded]:
    """A session with a temp folder of its own, whose spill files are encrypted and gone afterwards.

    What sessions that were killed left in theirs is removed first.
    """
    chosen = settings or Settings.from_environment(os.environ)
    with own_folder(chosen.temp_parent) as folder:
        backend = ibis.duckdb.connect(**_configuration(chosen, folder))
        backend.con.execute(f"SET disabled_optimizers = '{NEVER}'").fetchall()
        backend.con.execute(id_bits.MACRO).fetchall()
        engine = Embedded(backend)
        try:
            yield engine
        finally:
            engine.close()
