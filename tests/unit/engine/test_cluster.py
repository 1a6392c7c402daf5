"""Golden test: a closing computed on a Spark Connect server has the tables it has when computed here.

The server is Sail, which needs no JVM; TOANDAN_TEST_CLUSTER=sc://… runs the same tests on another one.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis.expr.schema import Schema
from ibis.expr.types import Table
from pysail.spark import SparkConnectServer
from tests.builders import Office, Row, card, figure, number, office, payment, person, plan, resident, target
from tests.unit.pipeline.test_spine import committed

from toandan.engine import open_chosen
from toandan.engine.session import Settings
from toandan.engine.spark import REFUSED, Cluster, open_cluster
from toandan.engine.spark_sql import SparkBackend
from toandan.errors import NotAllowed, Usage
from toandan.lake.closing import Closing
from toandan.lake.lake import Lake
from toandan.lawbook.law import shipped
from toandan.linkage import bucket, parts
from toandan.pipeline.close import closed
from toandan.places.crosswalk import links
from toandan.rules.each import each
from toandan.values.month import Month

PEOPLE = 2500
MONTH = Month(2025, 10)
OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
SPLIT = [
    next(link.old_code for link in links(OLD, NEW) if link.weight == Fraction(1, parts)) for parts in (2, 3)
]
PARTS = sorted({link.new_code for link in links(OLD, NEW) if link.old_code in SPLIT})
WHOLE = next(link.old_code for link in links(OLD, NEW) if not link.is_split and link.new_code in PARTS)
SCOPES = ("15", "31")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Spark Connect server on this machine."""
    other = os.environ.get("TOANDAN_TEST_CLUSTER")
    if other:
        yield other
        return
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


def _day(draw: Random) -> date:
    ends = [MONTH.last_day + timedelta(n) for n in (0, 1)]
    return draw.choice([*ends, *(date(2024, 6, 1) + timedelta(30 * n) for n in range(18))])


def _birth(draw: Random) -> date:
    leap, turns = date(2000, 2, 29), date(1950, 10, 31)
    return draw.choice(
        [leap, turns, turns + timedelta(1), date(1990, 1, 1) + timedelta(draw.randint(-9000, 9000))]
    )


def _place(draw: Random) -> Row:
    vintage, communes = draw.choice([(OLD, [*SPLIT, WHOLE]), (NEW, PARTS), (NEW, PARTS), (NEW, PARTS)])
    return {"vintage": vintage, "commune_code": draw.choice(communes)}


def _resident(draw: Random, name: str | None) -> Row:
    return resident(
        name,
        **_place(draw),
        sex=draw.choice(["male", "female"]),
        birth_date=_birth(draw),
        residence_kind=draw.choice(["permanent", "permanent", "permanent", "temporary", "absent"]),
        residence_from=draw.choice([None, None, _day(draw)]),
        died_on=draw.choice([None, None, None, None, _day(draw)]),
    )


def _card(draw: Random, name: str) -> Row:
    start = _day(draw)
    ids = draw.choice([(person(name), number(name)), (None, number(name)), (person(name), None)])
    return card(
        **_place(draw),
        national_id=ids[0],
        insurance_no=ids[1],
        sex=draw.choice(["male", "female"]),
        birth_date=_birth(draw),
        group_code=draw.choice(["DN", "GD", "TE", "HS", "ZZ"]),
        cover_start=start,
        cover_end=start + timedelta(draw.choice([1, 30, 90, 360])),
        paid_on=draw.choice([None, start, start - timedelta(1)]),
    )


def _payment(draw: Random, receipt_no: str, name: str) -> Row:
    ids = draw.choice([(person(name), number(name)), (None, number(name)), (person(name), None)])
    return payment(
        receipt_no,
        national_id=ids[0],
        insurance_no=ids[1],
        months=draw.choice([1, 3, 6, 12]),
        from_date=_day(draw),
        paid_on=MONTH.last_day - timedelta(draw.randint(0, 60)),
    )


def _filled(made: Office) -> Office:
    """Registers of two provinces with everything a closing has to choose between, the same every time."""
    draw = Random(52)  # noqa: S311  (test data)
    names = [f"person {n}" for n in range(PEOPLE)]
    rows_n = (0, 1, 1, 1, 1, 2, 3)
    for scope in SCOPES:
        lives = [name for name in names for _ in range(draw.choice(rows_n) if draw.random() < 0.6 else 0)]
        holds = [name for name in names for _ in range(draw.choice(rows_n) if draw.random() < 0.6 else 0)]
        unknown = [_resident(draw, None) for _ in range(40)]
        made.population(*(_resident(draw, name) for name in lives), *unknown, scope=scope)
        made.participation(*(_card(draw, name) for name in holds), scope=scope)
    made.plans(plan(1500), target("0.955"), target("0.955"))
    payers = [draw.choice([*names, "nobody"]) for _ in range(400)]
    made.payments(*(_payment(draw, str(n), name) for n, name in enumerate(payers)))
    made.figures(figure(2600), figure(2550, source="Report", origin="Report 1"))
    # Of one extract of each register only: the others are read beside it without any exception.
    first = [f"{register}/15@2025-07-01/2025-10-31/v001" for register in ("population", "participation")]
    wrong = [(name, n, person(draw.choice(names))) for name in first for n in range(1, 60)]
    committed(made, *wrong)
    return made


def _closed(folder: Path, settings: Settings) -> Closing:
    return closed(home=_filled(office(folder)).home, law=shipped(), month=MONTH, settings=settings).closing


def _sorted(table: pa.Table) -> list[str]:
    """The rows as texts; tables of persons stand in no order."""
    return sorted(str(row) for row in table.to_pylist())


def test_a_closing_has_the_same_tables_here_and_on_a_cluster(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table row by row, those published byte by byte, of registers that are linked in several parts."""
    monkeypatch.setattr(parts, "ROWS_IN_ONE", 5000)
    settings = Settings(threads=1, temp_parent=tmp_path)
    here = _closed(tmp_path / "here", settings)
    there = _closed(tmp_path / "there", replace(settings, cluster=cluster))
    assert here.card.tables.keys() == there.card.tables.keys()
    for name in here.card.tables:
        first, second = pq.read_table(here.table(name)), pq.read_table(there.table(name))
        assert first.num_rows > 0, name
        assert [(one.name, one.type) for one in first.schema] == [
            (one.name, one.type) for one in second.schema
        ]
        assert _sorted(first) == _sorted(second), name
    published = [name for name in here.card.tables if name.startswith("out_")]
    assert [here.card.tables[name] for name in published] == [there.card.tables[name] for name in published]
    assert replace(here.card, tables={}) == replace(there.card, tables={})
    assert [path.name for path in tmp_path.glob("toandan-engine-*")] == []


def test_an_id_keeps_its_order_its_gaps_and_its_type(cluster: str, tmp_path: Path) -> None:
    """Ids are sixteen bytes there and UUIDs here: compared, least, counted and joined alike; no rows have types too."""
    ids = [person("an"), person("ba"), None]
    storage = pa.array([None if one is None else one.bytes for one in ids], pa.binary(16))
    rows = pa.table({"person_id": pa.ExtensionArray.from_storage(pa.uuid(), storage), "n": [1, 2, 3]})
    found = []
    for settings in (Settings(), Settings(cluster=cluster, temp_parent=tmp_path)):
        with open_chosen(settings) as engine:
            table = engine.stored("people", engine.table_of("people", rows))
            half = bucket.Bucket(0, 2).holds(table.person_id)
            parts = engine.fetch(table.filter(half).order_by("n")), engine.fetch(table.filter(~half))
            least = engine.fetch(table.agg(least=table.person_id.min(), ids_n=table.person_id.nunique()))
            none = table.filter(table.n > 3)
            engine.write_parquet(none, tmp_path / "none.parquet", order_by=["person_id"])
            told = engine.count(none), engine.total(none.n), engine.total(table.n)
            found.append((*parts, least, pq.read_schema(tmp_path / "none.parquet"), told))
            engine.drop(["people"])
    assert found[0] == found[1]
    assert found[0][-1] == (0, 0, 6)


def test_an_id_that_no_row_has_stands_beside_ids(cluster: str, tmp_path: Path) -> None:
    """A file from before a column of ids was declared is read together with one that has it."""
    storage = pa.array([person("an").bytes], pa.binary(16))
    rows = pa.table({"id": pa.ExtensionArray.from_storage(pa.uuid(), storage), "n": [1]})
    found = []
    for settings in (Settings(), Settings(cluster=cluster, temp_parent=tmp_path)):
        with open_chosen(settings) as engine:
            table = engine.table_of("rows", rows)
            before = table.mutate(id=ibis.null("uuid"), n=table.n + 1)
            found.append(engine.fetch(table.union(before).order_by("n")))
    assert found[0] == found[1]
    assert found[0]["id"].null_count == 1


def test_what_is_kept_under_a_name_again_leaves_the_earlier_to_whoever_reads_it(
    cluster: str, tmp_path: Path
) -> None:
    with open_chosen(Settings(cluster=cluster, temp_parent=tmp_path)) as engine:
        first = engine.stored("kept", engine.table_of("one", pa.table({"n": [1, 2, 3]})))
        second = engine.stored("kept", engine.table_of("two", pa.table({"n": [4]})))
        assert (engine.total(first.n), engine.total(second.n)) == (6, 4)


def test_the_few_values_of_a_column_are_gathered_there_too(cluster: str, tmp_path: Path) -> None:
    rows = pa.table({"code": pa.array(["15", None, "15", ""], pa.string())})
    with open_cluster(Settings(cluster=cluster, temp_parent=tmp_path)) as engine:
        found = engine.fetch(each(engine.table_of("codes", rows).code))
    assert sorted(found["code"].to_pylist()) == ["", "15"]


def test_a_server_that_refuses_uuids_reads_a_copy_without(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Apache Spark 4.1 refuses files that say a column is a UUID; here that server is played by one that does not."""
    seen, read = list[bool](), Cluster._read

    def refusing(engine: Cluster, paths: Sequence[Path], schema: Schema) -> Table:
        has_uuid = any("UUID" in str(pq.ParquetFile(path).schema) for path in paths)
        seen.append(has_uuid)
        if has_uuid:
            raise NotAllowed(what="refused", why=REFUSED)
        return read(engine, paths, schema)

    monkeypatch.setattr(Cluster, "_read", refusing)
    storage = pa.array([person("an").bytes, None, person("ba").bytes], pa.binary(16))
    rows = pa.table({"person_id": pa.ExtensionArray.from_storage(pa.uuid(), storage), "n": [1, 2, 3]})
    pq.write_table(rows, tmp_path / "people.parquet")
    with open_chosen(Settings(cluster=cluster, temp_parent=tmp_path)) as engine:
        table = engine.read_parquet([tmp_path / "people.parquet"])
        engine.write_parquet(table, tmp_path / "again.parquet", order_by=["n"])
    assert seen == [True, False]
    assert pq.read_table(tmp_path / "again.parquet").to_pylist() == rows.to_pylist()


def test_a_cluster_that_fails_in_a_step_is_told_once_and_nothing_is_published(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = office(tmp_path / "office")
    made.population(resident("an"))
    made.participation(card("an"))
    monkeypatch.setattr(SparkBackend, "compile", lambda *_: "SELECT raise_error('Nguyen 0123') AS text")
    with pytest.raises(NotAllowed, match="cluster"):
        closed(
            home=made.home,
            law=shipped(),
            month=MONTH,
            settings=Settings(cluster=cluster, temp_parent=tmp_path),
        )
    assert caplog.records == []
    assert Lake.open(made.home).closings() == ()


def test_the_environment_names_the_cluster() -> None:
    assert Settings.from_environment({"TOANDAN_ENGINE": "sc://spark:15002"}).cluster == "sc://spark:15002"
    assert Settings.from_environment({}).cluster is None


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(Usage, match="TOANDAN_ENGINE"), open_chosen(Settings(cluster="http://cluster:15002")):
        pass


def test_a_server_that_does_not_answer_is_told_without_its_token() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        pytest.raises(NotAllowed) as told,
        open_chosen(Settings(cluster=f"sc://127.0.0.1:{port}/;token=xyz")),
    ):
        pass
    assert f"sc://127.0.0.1:{port}" in told.value.text()
    assert "xyz" not in told.value.text()


def test_a_failure_of_the_cluster_quotes_no_row(cluster: str, tmp_path: Path) -> None:
    """A text that is no number stops the cluster; what it says of it stays out of our words."""
    rows = pa.table({"text": ["Nguyen 0123"]})
    with open_chosen(Settings(cluster=cluster, temp_parent=tmp_path)) as engine:
        table = engine.table_of("texts", rows)
        wrong = table.mutate(n=table.text.cast("int64"))
        with pytest.raises(NotAllowed) as told:
            engine.fetch(wrong)
    assert "Nguyen" not in told.value.text()
