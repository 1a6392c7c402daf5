"""Parquet files in our own layout, in whatever simple types they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toandan.errors import BadInput
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.schemas.population_figure import POPULATION_FIGURE


def read(path: Path) -> list[dict[str, object]]:
    extract = Extract(source_files([path]), POPULATION_FIGURE.received)
    return [row for batch in extract.reader() for row in batch.to_pylist()]


def written(folder: Path, **changed: pa.Array) -> Path:
    columns = {
        "place": pa.array(["15", "15"]).dictionary_encode(),
        "date": pa.array([date(2025, 10, 31)] * 2),
        "kind": pa.array(["implied", ""]),
        "value": pa.array([1673064, None], pa.int32()),
        "source": pa.array(["s", "s"], pa.large_string()),
        "origin": pa.array(["o", "o"]),
        **changed,
    }
    pq.write_table(pa.table(columns), folder / "f.parquet")
    return folder / "f.parquet"


def test_types_become_text(tmp_path: Path) -> None:
    assert read(written(tmp_path)) == [
        {
            "row_n": 1,
            "file_n": 0,
            "line": 1,
            "place": "15",
            "date": "2025-10-31",
            "kind": "implied",
            "value": "1673064",
            "source": "s",
            "origin": "o",
        },
        {
            "row_n": 2,
            "file_n": 0,
            "line": 2,
            "place": "15",
            "date": "2025-10-31",
            "kind": None,
            "value": None,
            "source": "s",
            "origin": "o",
        },
    ]


def test_a_column_without_text_form(tmp_path: Path) -> None:
    path = written(tmp_path, value=pa.array([[1], [2]]))
    with pytest.raises(BadInput, match=r"column value has no text form"):
        read(path)


def test_a_column_too_many(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"column not known: 'note'"):
        read(written(tmp_path, note=pa.array(["a", "b"])))


def test_no_parquet_at_all(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(BadInput, match=r"f\.parquet is no readable Parquet file"):
        read(path)
