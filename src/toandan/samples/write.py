"""Files written in pieces, so that a province needs little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
from pyarrow import csv

from toandan.progress import Progress
from toandan.samples.arrays import Ints
from toandan.samples.faults import FaultyRows

PIECE = 150_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Rows of one kind of fault in a file: the first record number and how many."""

    kind: str
    first_n: int
    rows_n: int


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file: its clean rows and, after them, its faulty ones."""

    name: str
    clean_n: int
    faults: tuple[Fault, ...] = ()

    @property
    def faulty_n(self) -> int:
        """How many records are to be quarantined."""
        return sum(fault.rows_n for fault in self.faults)


def pieces(size: int, table: Callable[[Ints], pa.Table]) -> Iterator[pa.Table]:
    """The rows 0 … size-1 as tables of at most ``PIECE`` rows; at least one table."""
    for start in range(0, max(size, 1), PIECE):
        yield table(np.arange(start, min(start + PIECE, size)))


def write(
    path: Path,
    tables: Iterable[pa.Table],
    faults: Iterable[FaultyRows],
    progress: Progress,
    total: int | None = None,
) -> WrittenFile:
    """Write the clean tables and then the faulty rows; says how far it is."""
    clean = 0
    found: list[Fault] = []
    with path.open("wb") as file:
        options = csv.WriteOptions(include_header=True)
        for table in tables:
            csv.write_csv(table, file, options)
            options = csv.WriteOptions(include_header=False)
            clean += table.num_rows
            progress.advance(path.name, clean, total)
        number = clean + 1
        for rows in faults:
            _append(file, rows, options)
            found.append(Fault(rows.kind, number, rows.rows_n))
            number += rows.rows_n
    return WrittenFile(path.name, clean, tuple(found))


def _append(file: BinaryIO, rows: FaultyRows, options: csv.WriteOptions) -> None:
    if rows.table is not None:
        csv.write_csv(rows.table, file, options)
    file.write("".join(f"{line}\n" for line in rows.lines).encode())
