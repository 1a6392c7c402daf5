"""A closing computed elsewhere: Spark Connect, spoken to Apache Spark or Sail.

The cluster reads the lake and a scratch folder by the same paths as this process, so both lie on
storage that all of them see. It computes and never writes into the lake: results go to the scratch
folder in whatever files the cluster makes of them, and the embedded engine puts them in order into
one file. So a table written by its key has the bytes it has when it is computed here.

A keyed id is sixteen bytes to the cluster, which knows no UUID; bytes and UUIDs have one order. Which
column is one is known here and said of every table at this door.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import ibis
import ibis.expr.operations as ops
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.schema import Schema
from ibis.expr.types import IntegerColumn, Table, UUIDColumn

from toandan.engine import id_bits
from toandan.engine.own_folder import own_folder
from toandan.engine.session import Embedded, Settings, open_engine
from toandan.errors import NotAllowed, Usage

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

SCHEME, PORT = "sc", 15002
ANSWER_SECONDS = 10
RESULT = "cluster_result"
REFUSED = "PARQUET_TYPE_ILLEGAL"


class Cluster:
    """One session on a Spark Connect server, with the embedded engine as its pen."""

    def __init__(self, session: SparkSession, url: str, pen: Embedded, scratch: Path) -> None:
        from toandan.engine.spark_sql import SparkBackend  # noqa: PLC0415  (see ``engine.chosen``)

        self._session = session
        self._url = url
        self._backend = SparkBackend()
        self._backend.do_connect(session)
        self._pen = pen
        self._scratch = scratch
        self._numbers = count()
        self._kept: dict[str, list[Path]] = {}

    def read_parquet(self, paths: Sequence[Path]) -> Table:
        """The rows of the files as one lazy table; the files share one schema."""
        rows = self._pen.read_parquet(paths)
        try:
            return self._read(paths, rows.schema())
        except NotAllowed as problem:
            if problem.why != REFUSED:
                raise
        return self._read([self._without_uuids(rows)], rows.schema())

    def table_of(self, name: str, rows: pa.Table) -> Table:
        """An Arrow table under a name, as a lazy table."""
        path = self._new(name).with_suffix(".parquet")
        pq.write_table(rows, path)
        return self.read_parquet([path])

    def stored(self, name: str, expression: Table) -> Table:
        """The expression computed once into the scratch folder.

        What was kept under the same name before stays until the name is dropped: a table that still reads
        it would find no file, and a server may take that for no rows.
        """
        folder = self._computed(name, expression)
        self._kept.setdefault(name, []).append(folder)
        return self._read(_files(folder), expression.schema())

    def coded(self, rows: Table, values: Mapping[str, Sequence[str]]) -> Table:  # noqa: ARG002  (it codes texts itself)
        """The rows as they are."""
        return rows

    def id_bits(self, column: UUIDColumn, half: int) -> IntegerColumn:
        """The first 56 bits of a half of each id as a number; empty where there is no id."""
        return id_bits.cluster(column, half)

    def drop(self, names: Iterable[str]) -> None:
        """Remove the files of tables that were kept."""
        for name in names:
            for folder in self._kept.pop(name, ()):
                shutil.rmtree(folder)

    def fetch(self, expression: Table) -> pa.Table:
        """The expression's rows in memory."""
        folder = self._computed(RESULT, expression)
        try:
            return self._pen.fetch(self._brought(folder, expression.schema()))
        finally:
            shutil.rmtree(folder)

    def count(self, expression: Table) -> int:
        """How many rows the expression has."""
        return int(self._value(expression.agg(value=expression.count())))

    def total(self, column: IntegerColumn) -> int:
        """The sum of a column; 0 of no rows."""
        return int(self._value(column.sum().cast("int64").name("value").as_table()) or 0)

    def ids(self, column: UUIDColumn) -> Iterator[pa.FixedSizeBinaryArray]:
        """The ids of a column as sixteen bytes each, batch by batch; empty ones are left out."""
        rows = column.name("id").as_table()
        folder = self._computed(RESULT, rows)
        try:
            yield from self._pen.ids(self._brought(folder, rows.schema()).id)
        finally:
            shutil.rmtree(folder)

    def write_parquet(
        self, expression: Table, path: Path, *, order_by: Sequence[str], is_large: bool = False
    ) -> None:
        """Compute the rows on the cluster, and write them here into one file ordered by the key."""
        folder = self._computed(path.stem, expression)
        try:
            self._pen.write_parquet(
                self._brought(folder, expression.schema()), path, order_by=order_by, is_large=is_large
            )
        finally:
            shutil.rmtree(folder)

    def content(self, paths: Sequence[Path]) -> tuple[int, int]:
        """The number of rows of files and a digest of them, read here."""
        return self._pen.content(paths)

    def _without_uuids(self, rows: Table) -> Path:
        """A copy in the scratch folder whose ids are plain bytes, for a server that refuses files with UUIDs."""
        path = self._new("plain").with_suffix(".parquet")
        ids = [name for name, kind in rows.schema().items() if kind.is_uuid()]
        self._pen.write_parquet(
            rows.mutate(**{name: rows[name].cast("binary") for name in ids}), path, order_by=()
        )
        return path

    def _new(self, name: str) -> Path:
        return self._scratch / f"{next(self._numbers)}-{name}"

    def _computed(self, name: str, expression: Table) -> Path:
        folder = self._new(name)
        with _told(self._url):
            self._session.sql(self._backend.compile(expression)).write.parquet(_address(folder))
        if not _files(folder):
            folder.mkdir(exist_ok=True)
            pq.write_table(_no_rows(expression.schema()), folder / "none.parquet")
        return folder

    def _read(self, paths: Sequence[Path], schema: Schema) -> Table:
        # Not t1, t2, …: Ibis calls the parts of a query so.
        view = f"toandan_{next(self._numbers)}"
        with _told(self._url):
            self._session.read.parquet(*(_address(path) for path in paths)).createOrReplaceTempView(view)
        return ops.DatabaseTable(name=view, schema=schema, source=self._backend).to_expr()

    def _brought(self, folder: Path, schema: Schema) -> Table:
        """The rows the cluster left in a folder, in the types the expression has."""
        rows = self._pen.read_parquet(_files(folder))
        return rows.select(**{name: rows[name].cast(kind) for name, kind in schema.items()})

    def _value(self, expression: Table) -> Any:  # noqa: ANN401  (a number or nothing)
        with _told(self._url):
            return self._session.sql(self._backend.compile(expression)).collect()[0][0]


def _no_rows(schema: Schema) -> pa.Table:
    told = {name: "binary" if kind.is_uuid() else kind for name, kind in schema.items()}
    return ibis.schema(told).to_pyarrow().empty_table()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _address(path: Path) -> str:
    return f"file://{path.resolve()}"


@contextmanager
def open_cluster(settings: Settings) -> Iterator[Cluster]:
    """A session on the Spark Connect server that ``settings.cluster`` names.

    Raises Usage for an address that is none, NotAllowed where nothing answers there or the client is
    not installed.
    """
    url = settings.cluster or ""
    _check_answers(url)
    with open_engine(settings) as pen, own_folder(settings.temp_parent) as scratch:
        session = _connected(url)
        try:
            yield Cluster(session, url, pen, scratch)
        finally:
            session.stop()


def _connected(url: str) -> SparkSession:
    try:
        from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415  (see ``engine.chosen``)
    except ImportError as problem:
        raise NotAllowed(
            what="the client of Spark Connect is not installed",
            where=_place(url),
            do="pip install 'toandan[cluster]', or unset TOANDAN_ENGINE to compute here",
        ) from problem
    with _told(url):
        return SparkSession.builder.remote(url).create()


def _check_answers(url: str) -> None:
    """Raise unless the address is one and a server listens there; the client would go on trying for minutes."""
    parts = urlsplit(url)
    if parts.scheme != SCHEME or not parts.hostname:
        raise Usage(
            what="TOANDAN_ENGINE is no address of a Spark Connect server",
            do=f"write {SCHEME}://HOST:{PORT}, or unset it to compute here",
        )
    try:
        socket.create_connection((parts.hostname, parts.port or PORT), ANSWER_SECONDS).close()
    except OSError as problem:
        raise NotAllowed(
            what="no Spark Connect server answers",
            where=_place(url),
            why=problem.strerror or type(problem).__name__,
            do="start it or correct TOANDAN_ENGINE; unset it to compute here",
        ) from None


def _place(url: str) -> str:
    """Host and port; what else an address holds may be a secret."""
    parts = urlsplit(url)
    return f"{SCHEME}://{parts.hostname}:{parts.port or PORT}"


@contextmanager
def _told(url: str) -> Iterator[None]:
    """A failure of the cluster as one of ours. Its message may quote rows, so only its class is told."""
    from pyspark.errors import PySparkException  # noqa: PLC0415  (see ``engine.chosen``)

    try:
        yield
    except PySparkException as problem:
        raise NotAllowed(
            what="the cluster did not do what it was asked",
            where=_place(url),
            why=problem.getCondition() or type(problem).__name__,
            do="look into its log; it must read the lake and write TOANDAN_TEMP by the same paths as this machine",
        ) from None
