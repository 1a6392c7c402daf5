"""Record numbers and lines survive line breaks in quotes, broken records and any block size."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.registers.source.csv_file import csv_batches
from toandan.schemas.table import Column, Kind, Table

NAMES = ("a", "b", "c")
LAYOUT = Table(
    "t", "one row per record", "", ("a",), tuple(Column(name, Kind.TEXT, "", "") for name in NAMES)
)


def records_of(line_break: str) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Records of three values, and broken ones of two, with such line breaks inside."""
    pieces = ["x", "ế", ",", '"', line_break, " "]
    texts = st.lists(st.sampled_from(pieces), max_size=6).map("".join)
    return st.lists(
        st.one_of(st.tuples(texts, texts, texts), st.tuples(texts, texts)), min_size=1, max_size=40
    )


@dataclass(frozen=True)
class Placed:
    """Where a record stands: its number, its line, and whether it could be cut into columns."""

    row_n: int
    line: int
    is_broken: bool


def written(record: tuple[str, ...]) -> str:
    """The record as CSV, every value quoted."""
    return ",".join('"' + text.replace('"', '""') + '"' for text in record) + "\n"


def holds_rows(record: tuple[str, ...]) -> bool:
    """Whether a value goes over lines and holds the separators of a whole row: a stray quote made it."""
    return any("\n" in text and text.count(",") >= len(NAMES) - 1 for text in record)


def expected(records: list[tuple[str, ...]]) -> list[Placed]:
    """The plain way: count lines while writing."""
    line, placed = 2, []
    for row_n, record in enumerate(records, start=1):
        placed.append(Placed(row_n, line, len(record) != len(NAMES) or holds_rows(record)))
        line += written(record).count("\n")
    return placed


def read(path: Path, block: int) -> list[Placed]:
    """What the reader says, in the order of the record numbers."""
    found: list[Placed] = []
    for batch in csv_batches(path, LAYOUT, 0, 1, block_bytes=block):
        rows = batch.rows.to_pylist()
        found += [Placed(row["row_n"], row["line"], is_broken=False) for row in rows]
        found += [Placed(row.row_n, row.line, is_broken=True) for row in batch.broken]
    return sorted(found, key=lambda one: one.row_n)


@settings(max_examples=60, deadline=None)
@given(records=records_of("\n"), block=st.sampled_from([128, 200, 1 << 20]))
def test_every_record_is_found_on_its_line(records: list[tuple[str, ...]], block: int) -> None:
    assert_placed(records, block)


@settings(max_examples=40, deadline=None)
@given(records=records_of("\r\n"))
def test_windows_line_breaks_count_once(records: list[tuple[str, ...]]) -> None:
    # Only in one block: Arrow drops the second half of such a break where two blocks meet.
    assert_placed(records, 1 << 20)


def assert_placed(records: list[tuple[str, ...]], block: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(
            "a,b,c\n" + "".join(written(record) for record in records), encoding="utf-8", newline=""
        )
        assert read(path, block) == expected(records)
