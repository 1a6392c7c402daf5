"""Parquet files in our own layout, in whatever simple types they come."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toandan.errors import BadInput
from toandan.registers.source.batch import without_blanks
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.schemas.population_figure import POPULATION_FIGURE


def read(path: Path) -> list[dict[str, object]]:
    extract = Extract(source_files([path]), POPULATION_FIGURE.received)
    return [row for batch in extract.batches() for row in without_blanks(batch.rows).to_pylist()]


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


def test_moments_at_midnight_are_days_and_whole_numbers_have_no_exponent(tmp_path: Path) -> None:
    moments = pa.array([datetime(2025, 10, 31), datetime(2025, 10, 31, 8, 30)])  # noqa: DTZ001 - as in files
    path = written(tmp_path, date=moments, value=pa.array([10190000001.0, 0.25]))
    rows = read(path)
    assert [row["date"] for row in rows] == ["2025-10-31", "2025-10-31 08:30:00.000000"]
    assert [row["value"] for row in rows] == ["10190000001", "0.25"]


def test_headings_in_use_are_known_as_in_other_files(tmp_path: Path) -> None:
    path = written(tmp_path)
    table = pq.read_table(path).rename_columns(
        ["Mã địa bàn", "Ngày số liệu", "Loại số liệu", "Giá trị", "Nguồn", "Nơi công bố đầu tiên"]
    )
    pq.write_table(table.append_column("STT", pa.array([1, 2])), path)
    rows = read(path)
    assert [(row["place"], row["value"]) for row in rows] == [("15", "1673064"), ("15", None)]


def test_a_letter_and_its_marks_become_one_character(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "Niên giám thống kê")
    (row, other) = read(written(tmp_path, source=pa.array([apart, "Báo Lào Cai"])))
    assert (row["source"], other["source"]) == ("Niên giám thống kê", "Báo Lào Cai")
