"""All files of one extract as one stream of text batches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa

from toandan.errors import BadInput
from toandan.registers.source.batch import ROW_N, BrokenRow, TextBatch, are_among, without_blanks
from toandan.registers.source.csv_file import csv_batches
from toandan.registers.source.fingerprint import SourceFile
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.kind import Kind, kind_of
from toandan.registers.source.parquet_file import parquet_batches
from toandan.registers.source.spreadsheet import sheet_batches
from toandan.schemas.table import Table


class Reader(Protocol):
    """A function from one file to its records in a layout; ``notes`` gets what else was found in it."""

    def __call__(
        self, path: Path, layout: Table, file_n: int, first_row_n: int, *, form: Form, notes: list[str]
    ) -> Iterator[TextBatch]: ...


# Another kind of file is one more entry.
READERS: dict[Kind, Reader] = {
    Kind.TEXT: csv_batches,
    Kind.PARQUET: parquet_batches,
    Kind.XLSX: sheet_batches,
    Kind.XLS: sheet_batches,
}


@dataclass(slots=True)
class Extract:
    """The files of one call, read as often as needed; both readings give the same numbers.

    After a reading ``rows_n`` holds the records of each file and ``broken`` those without
    columns; ``notes`` tells what the files held beside records; ``sheets`` has the first record
    (from 0 over all) of every sheet and its name, where several of a file are read.
    """

    files: Sequence[SourceFile]
    layout: Table
    on_rows: Callable[[int], None] = lambda _: None
    form: Form = UNTOLD
    notes: list[str] = field(default_factory=list)
    rows_n: list[int] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)
    sheets: list[tuple[int, str]] = field(default_factory=list)

    def batches(self) -> Iterator[TextBatch]:
        """Every record of every file in order; raises BadInput for a file without rows."""
        self.rows_n, self.broken, self.notes, self.sheets = [], [], [], []
        for file_n, source in enumerate(self.files):
            before = sum(self.rows_n)
            self.rows_n.append(0)
            read = READERS[kind_of(source.path)]
            for batch in read(source.path, self.layout, file_n, before + 1, form=self.form, notes=self.notes):
                self._enter(batch.sheet)
                self.rows_n[file_n] += len(batch.rows) + len(batch.broken)
                self.broken.extend(batch.broken)
                yield batch
                self.on_rows(sum(self.rows_n))
            if self.rows_n[file_n] == 0:
                raise _without_rows(source)

    def place_of(self, row_n: int, file_n: int) -> str:
        """The file a record stands in, with its sheet where several are read; after a reading."""
        name = self.files[file_n].name
        at = bisect_right(self.sheets, row_n - 1, key=lambda one: one[0]) - 1
        sheet = self.sheets[at][1] if at >= 0 else ""
        return f"{name}, sheet {sheet}" if sheet else name

    def _enter(self, sheet: str) -> None:
        """Remember where a sheet, or a file without several of them, begins."""
        if sheet != (self.sheets[-1][1] if self.sheets else ""):
            self.sheets.append((self.received_n, sheet))

    @property
    def digits(self) -> Mapping[str, int]:
        """How many digits the numbers of some columns have, where somebody told."""
        return {}

    def texts(self, row_ns: np.ndarray, columns: Sequence[str]) -> pa.Table:
        """Some trimmed texts of some rows (sorted), with their row_n: another reading that keeps only these."""
        schema = pa.schema([(ROW_N, pa.int64()), *((name, pa.string()) for name in columns)])
        parts = [
            batch.rows.select(schema.names).filter(pa.array(are_among(batch.rows[ROW_N].to_numpy(), row_ns)))
            for batch in self.batches()
        ]
        return pa.Table.from_batches([without_blanks(part) for part in parts], schema=schema)

    @property
    def received_n(self) -> int:
        """Records of all files, broken ones too, after a reading."""
        return sum(self.rows_n)


def _without_rows(source: SourceFile) -> BadInput:
    return BadInput(
        what=f"{source.name} holds no rows",
        where=str(source.path),
        why="there is a heading and nothing below it",
        do="export it again; an extract without rows is not taken in",
    )
