"""A session: what it keeps, writes and leaves behind."""

from __future__ import annotations

import hashlib
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings

ROWS = pa.table({"code": ["02905", "02680", "03043"], "people_n": [3, 1, 2]})


def test_a_table_goes_in_and_comes_out() -> None:
    with open_engine() as engine:
        table = engine.table_of("communes", ROWS)
        found = engine.fetch(table.filter(table.people_n > 1).order_by("code"))
        assert found.to_pydict() == {"code": ["02905", "03043"], "people_n": [3, 2]}
        assert engine.count(table) == 3


def test_a_kept_expression_is_computed_once_and_not_again() -> None:
    with open_engine() as engine:
        table = engine.table_of("communes", ROWS)
        kept = engine.stored("doubled", table.mutate(twice_n=table.people_n * 2))
        engine.table_of("communes", ROWS.slice(0, 0))
        assert sorted(engine.fetch(kept)["twice_n"].to_pylist()) == [2, 4, 6]


def test_rows_come_as_a_stream_of_batches() -> None:
    with open_engine() as engine:
        table = engine.table_of("numbers", pa.table({"n": range(5000)}))
        batches = list(engine.batches(table.order_by("n"), rows=2048))
        assert len(batches) > 1
        assert pa.Table.from_batches(batches)["n"].to_pylist() == list(range(5000))


def test_a_file_is_written_in_the_order_of_its_key(tmp_path: Path) -> None:
    with open_engine() as engine:
        engine.write_parquet(engine.table_of("communes", ROWS), tmp_path / "it's.parquet", order_by=["code"])
        assert pq.read_table(tmp_path / "it's.parquet")["code"].to_pylist() == ["02680", "02905", "03043"]
        assert engine.count(engine.read_parquet([tmp_path / "it's.parquet"])) == 3


def _digest(folder: Path, rows: pa.Table, settings: Settings) -> str:
    with open_engine(settings) as engine:
        table = engine.table_of("people", rows)
        counted = table.group_by("commune", "age").agg(
            people_n=table.count(), sum_n=table.n.sum().cast("int64")
        )
        target = folder / f"{settings.threads}.parquet"
        engine.write_parquet(counted, target, order_by=["commune", "age"])
    return hashlib.sha256(target.read_bytes()).hexdigest()


def test_equal_content_gives_equal_bytes_on_any_number_of_threads(tmp_path: Path) -> None:
    people = range(400_000)
    rows = pa.table(
        {"n": people, "commune": [n * 7 % 9973 for n in people], "age": [n * 31 % 101 for n in people]}
    )
    digests = {_digest(tmp_path, rows, Settings(threads=threads)) for threads in (1, 2, 4)}
    assert len(digests) == 1


def _spilling(engine: Engine, marker: str) -> None:
    """Keep more rows than the memory limit holds, each with the marker in clear."""
    numbers = engine.table_of("numbers", pa.table({"n": pa.array(range(600_000), pa.int64())}))
    text = (
        ibis.literal(marker)
        + numbers.n.cast("string")
        + ibis.literal("-")
        + (numbers.n * 7919).cast("string")
    )
    engine.stored("wide", numbers.mutate(name=text, again=text.reverse(), third=text.upper()))


def test_what_the_engine_spills_cannot_be_read(tmp_path: Path) -> None:
    """The same rows in an ordinary session would lie readable on the disk; see the twin below."""
    with open_engine(Settings(threads=1, memory_limit="40MB", temp_parent=tmp_path)) as engine:
        _spilling(engine, "NGUYEN-THI-MARKER-")
        spilled = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert sum(path.stat().st_size for path in spilled) > 1_000_000
        assert not [path.name for path in spilled if b"-THI-MARKER-" in path.read_bytes()]
    assert list(tmp_path.iterdir()) == []


def test_the_marker_would_be_found_if_spill_files_were_readable(tmp_path: Path) -> None:
    with open_engine(Settings(threads=1, memory_limit="40MB", temp_parent=tmp_path)) as engine:
        engine.backend.con.execute("SET temp_file_encryption = false").fetchall()
        _spilling(engine, "NGUYEN-THI-MARKER-")
        assert any(b"-THI-MARKER-" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_folder_of_a_session_is_gone_after_a_failure(tmp_path: Path) -> None:
    def fail() -> None:
        with open_engine(Settings(temp_parent=tmp_path)):
            raise KeyError(len(list(tmp_path.iterdir())))

    with pytest.raises(KeyError, match="1"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_two_sessions_know_nothing_of_each_other() -> None:
    with open_engine() as first, open_engine() as second:
        first.table_of("communes", ROWS)
        second.table_of("communes", ROWS.slice(0, 1))
        assert first.count(first.backend.table("communes", database="temp.main")) == 3


def test_settings_from_the_environment() -> None:
    assert Settings.from_environment({}) == Settings()
    told = {"TOANDAN_THREADS": "2", "TOANDAN_MEMORY": "8GB", "TOANDAN_TEMP": "/var/spill"}
    assert Settings.from_environment(told) == Settings(2, "8GB", Path("/var/spill"))
    assert Settings.from_environment(dict.fromkeys(told, "")) == Settings()


def test_settings_reach_the_engine(tmp_path: Path) -> None:
    with open_engine(Settings(threads=1, memory_limit="100MB", temp_parent=tmp_path)) as engine:
        asked = "SELECT current_setting('threads'), current_setting('temp_file_encryption')"
        assert engine.backend.con.execute(asked).fetchall() == [(1, True)]
