"""Codes are numbers inside a session and texts to whoever reads; bits of ids are numbers."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toandan.engine import open_engine
from toandan.linkage.standing import PERSON, bits_of

ROWS = pa.table({"code": ["b", None, "it's", "a"], "n": [1, 2, 3, 4]})
VALUES = ["a", "b", "it's"]
IDS = [
    UUID(int=value)
    for value in (0, 5 << 8, 1 << 63, 1 << 72, 1 << 127, (1 << 128) - 1, 0x0123456789ABCDEF << 61)
]


def test_coded_rows_are_texts_to_whoever_reads_and_empty_ones_stay_empty(tmp_path: Path) -> None:
    with open_engine() as engine:
        coded = engine.coded(engine.table_of("rows", ROWS), {"code": VALUES})
        assert engine.fetch(coded.order_by("n")).to_pydict() == ROWS.to_pydict()
        assert engine.fetch(coded.order_by("code"))["code"].to_pylist() == ["a", "b", "it's", None]
        engine.write_parquet(coded, tmp_path / "coded.parquet", order_by=["n"])
        assert pq.read_schema(tmp_path / "coded.parquet").field("code").type == pa.string()


def test_coded_rows_meet_texts_and_rows_coded_otherwise() -> None:
    with open_engine() as engine:
        rows = engine.table_of("rows", ROWS)
        coded, fewer = engine.coded(rows, {"code": VALUES}), rows.filter(rows.code == "b")
        other = engine.coded(fewer, {"code": ["b", "never met"]})
        for one in (fewer, other):
            assert engine.fetch(coded.semi_join(one, "code"))["n"].to_pylist() == [1]
        assert engine.count(coded.filter(coded.code == "no value of these")) == 0
        assert engine.count(coded.union(other)) == ROWS.num_rows + 1


def test_columns_without_values_stay_as_they_are() -> None:
    with open_engine() as engine:
        rows = engine.table_of("rows", ROWS)
        assert engine.fetch(engine.coded(rows, {"code": []}).order_by("n")) == engine.fetch(
            rows.order_by("n")
        )


@pytest.mark.parametrize("half", [0, 1])
def test_the_engine_and_the_census_read_the_same_bits_of_ids(half: int) -> None:
    raw = pa.ExtensionArray.from_storage(
        pa.uuid(), pa.array([*(one.bytes for one in IDS), None], pa.binary(16))
    )
    with open_engine() as engine:
        ids = engine.table_of("ids", pa.table({"id": raw, "n": range(len(raw))}))
        told = engine.fetch(ids.select("n", bits=engine.id_bits(ids.id, half)).order_by("n"))[
            "bits"
        ].to_pylist()
        counted = [bits for batch in engine.ids(ids.id) for bits in bits_of(batch, half)]
    assert told == [*(one.int >> (72 if half == 0 else 8) & ((1 << 56) - 1) for one in IDS), None]
    assert sorted(int(bits) >> PERSON for bits in counted) == sorted(told[:-1])
