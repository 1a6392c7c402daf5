"""Keyed ids of whole columns: the plain twin's answer, and no secret where it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toandan.engine import Embedded, open_engine
from toandan.engine.keyed import bind_key, keyed_uuid
from toandan.values.ids import IdKind, keyed_id

KEY = bytes(range(33, 65))


@pytest.fixture
def engine() -> Iterator[Embedded]:
    with open_engine() as session:
        yield session


def _hashed(engine: Embedded, values: list[str | None], key: bytes = KEY) -> ibis.Table:
    rows = engine.table_of("numbers", pa.table({"value": pa.array(values, pa.string())}))
    joined = rows.cross_join(bind_key(engine, "pads", key))
    return joined.select(
        "value", id=keyed_uuid(IdKind.NATIONAL, joined.value, joined.inner_pad, joined.outer_pad)
    )


def test_a_column_gets_the_ids_of_the_plain_twin(engine: Embedded) -> None:
    values = ["010123456789", "010123456790", "", "015099000001"]
    found = engine.fetch(_hashed(engine, list(values)))
    assert dict(zip(found["value"].to_pylist(), found["id"].to_pylist(), strict=True)) == {
        value: str(keyed_id(KEY, IdKind.NATIONAL, value)) for value in values
    }


def test_an_empty_value_has_no_id(engine: Embedded) -> None:
    assert engine.fetch(_hashed(engine, [None]))["id"].to_pylist() == [None]


def _spellings(secret: bytes) -> list[str]:
    return [
        secret.decode("latin-1"),
        secret.hex(),
        secret.hex().upper(),
        "".join(f"\\x{b:02X}" for b in secret),
    ]


def test_the_key_is_in_no_sql_text_and_no_plan(engine: Embedded) -> None:
    expression = _hashed(engine, ["010123456789"])
    sql = str(ibis.to_sql(expression, dialect="duckdb"))
    plans = [
        str(engine.backend.con.execute(f"{kind} {sql}").fetchall()) for kind in ("EXPLAIN", "EXPLAIN ANALYZE")
    ]
    pads = [bytes(byte ^ mask for byte in KEY.ljust(64, b"\0")) for mask in (0x36, 0x5C)]
    for text in (sql, *plans):
        for secret in (KEY, *(pad[:32] for pad in pads)):
            assert not [spelling for spelling in _spellings(secret) if spelling[:24] in text]


def test_the_key_is_in_no_statement_the_engine_logs(engine: Embedded) -> None:
    engine.backend.con.execute("CALL enable_logging('QueryLog')").fetchall()
    engine.fetch(_hashed(engine, ["010123456789"]))
    engine.backend.con.execute("CALL disable_logging()").fetchall()
    logged = "\n".join(
        str(row) for row in engine.backend.con.execute("SELECT message FROM duckdb_logs").fetchall()
    )
    assert "pads" in logged
    assert not [spelling for spelling in _spellings(KEY) if spelling[:24] in logged]


def test_ids_are_written_as_uuids_of_sixteen_bytes(engine: Embedded, tmp_path: Path) -> None:
    engine.write_parquet(_hashed(engine, ["010123456789"]), tmp_path / "ids.parquet", order_by=["id"])
    column = pq.ParquetFile(tmp_path / "ids.parquet").schema.column(1)
    assert (column.logical_type.type, column.physical_type, column.length) == (
        "UUID",
        "FIXED_LEN_BYTE_ARRAY",
        16,
    )
