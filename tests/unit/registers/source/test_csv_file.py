"""CSV files in our own layout: what is read, on which line, and what is refused in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.registers.source.batch import BrokenRow, without_blanks
from toandan.registers.source.csv_file import MOST_BROKEN
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.schemas.population_figure import POPULATION_FIGURE

LAYOUT = POPULATION_FIGURE.received
HEADING = "place,date,kind,value,source,origin\n"
ROW = "15,2025-10-31,implied,1,s,o\n"


def extract_of(folder: Path, *contents: str | bytes) -> Extract:
    paths = []
    for number, content in enumerate(contents, start=1):
        paths.append(folder / f"f{number}.csv")
        paths[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
    return Extract(source_files(paths), LAYOUT)


def refused(folder: Path, *contents: str | bytes) -> str:
    with pytest.raises(BadInput) as raised:
        list(extract_of(folder, *contents).batches())
    return str(raised.value)


def test_values_stay_as_received_until_they_are_trimmed(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, HEADING + '15,2025-10-31,implied, 1 ,"  ",o\n')
    (batch,) = extract.batches()
    assert batch.rows.to_pylist()[0]["value"] == " 1 "
    (row,) = without_blanks(batch.rows).to_pylist()
    assert (row["row_n"], row["file_n"], row["line"], row["value"], row["source"]) == (1, 0, 2, "1", None)


def test_a_byte_order_mark_and_columns_in_any_order_are_fine(tmp_path: Path) -> None:
    content = "\ufefforigin,source,value,kind,date,place\no,s,1,implied,2025-10-31,15\n"
    (batch,) = extract_of(tmp_path, content).batches()
    assert batch.rows.to_pylist()[0]["place"] == "15"


def test_numbers_run_over_all_files_and_lines_over_each(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, HEADING + ROW + "x,y\n" + ROW, HEADING + '"1\n5",d,k,v,s,o\n' + ROW)
    batches = list(extract.batches())
    where = [
        (row["row_n"], row["file_n"], row["line"]) for batch in batches for row in batch.rows.to_pylist()
    ]
    assert where == [(1, 0, 2), (3, 0, 4), (4, 1, 2), (5, 1, 4)]
    assert extract.broken == [BrokenRow(2, 0, 3, "x,y")]
    assert (extract.rows_n, extract.received_n) == ([3, 2], 5)


def test_an_empty_line_is_a_row_without_values(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, HEADING + ROW + "\n" + ROW)
    assert [row["place"] for batch in extract.batches() for row in batch.rows.to_pylist()] == [
        "15",
        None,
        "15",
    ]


def test_a_second_reading_gives_the_same(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, HEADING + ROW + "x\n" + ROW)
    assert [b.rows.to_pylist() for b in extract.batches()] == [b.rows.to_pylist() for b in extract.batches()]


def test_a_missing_column_is_named_with_those_found(tmp_path: Path) -> None:
    text = refused(tmp_path, "place,date,kind,value\n15,2025-10-31,implied,1\n")
    assert "f1.csv: column missing: source, origin" in text
    assert "the heading holds place, date, kind, value" in text


def test_an_unknown_column_is_not_dropped_silently(tmp_path: Path) -> None:
    text = refused(tmp_path, HEADING.replace("\n", ",ghi chú\n") + ROW.replace("\n", ",x\n"))
    assert "column not known: 'ghi chú'" in text
    assert "nothing is dropped silently" in text


def test_a_column_twice(tmp_path: Path) -> None:
    assert "column twice: place" in refused(tmp_path, HEADING.replace("\n", ",place\n") + ROW)


def test_an_empty_file(tmp_path: Path) -> None:
    assert "f1.csv is empty" in refused(tmp_path, "")


@pytest.mark.parametrize("heading", [HEADING, HEADING.strip()])
def test_a_heading_and_nothing_below(tmp_path: Path, heading: str) -> None:
    assert "f1.csv holds no rows" in refused(tmp_path, heading)


def test_one_empty_file_among_several(tmp_path: Path) -> None:
    assert "f2.csv holds no rows" in refused(tmp_path, HEADING + ROW, HEADING)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            (HEADING + ROW).encode() + b"15,2025-10-31,implied,1,\xff,o\n",
            "line 3 holds bytes that are no UTF-8",
        ),
        (b"place,\xff\n", "line 1 holds bytes that are no UTF-8"),
    ],
)
def test_another_encoding(tmp_path: Path, content: bytes, why: str) -> None:
    text = refused(tmp_path, content)
    assert "is not UTF-8" in text
    assert why in text
    assert "name its encoding with --encoding" in text


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    text = refused(tmp_path, HEADING + ROW + '15,"' + ROW * 100_000)
    assert "a quote is opened and not closed" in text


def test_a_file_of_broken_lines_is_no_csv(tmp_path: Path) -> None:
    text = refused(tmp_path, HEADING + "x\n" * (MOST_BROKEN + 1))
    assert "more than 100,000 lines" in text


def test_another_format(tmp_path: Path) -> None:
    path = tmp_path / "f.ods"
    path.write_bytes(b"PK")
    with pytest.raises(BadInput, match=r"f\.ods is no kind of file that is read"):
        list(Extract(source_files([path]), LAYOUT).batches())
