"""The rows that were not accepted: kept whole, encrypted, each with its codes, reason and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from toandan.registers.check import AcrossCheck, Check, Texts, found
from toandan.registers.codes import quarantine_code
from toandan.registers.known import Known
from toandan.registers.source.batch import FILE_N, LINE, ROW_N, BrokenRow
from toandan.schemas.table import Table

RECEIVED = "received_"
RAW = "raw"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason of one row: the code, the column it is about, and what no code can say."""

    code: str
    column: str
    evidence: str = ""

    def __str__(self) -> str:
        return f"{self.code}:{self.column}"

    @property
    def reason(self) -> str:
        """The reason as a sentence."""
        parts = [quarantine_code(self.code).meaning, self.evidence]
        about = f"{self.column}: " if self.column else ""
        return about + "; ".join(part for part in parts if part)


def quarantine_schema(layout: Table) -> pa.Schema:
    """One row per row not accepted, by row_n.

    ``code`` and ``column`` are the main reason, ``codes`` all of them as ``code:column`` with
    blanks between; ``received_<column>`` the texts as received, ``raw`` a line without columns.
    """
    told = [("file", pa.string()), (LINE, pa.int64()), ("code", pa.string()), ("column", pa.string())]
    received = [(f"{RECEIVED}{name}", pa.string()) for name in layout.names]
    texts = [("codes", pa.string()), ("reason", pa.string()), *received, (RAW, pa.string())]
    return pa.schema([(ROW_N, pa.int64()), *told, *texts])


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """File number and line of the rows that were kept instead of others, ordered by their numbers."""

    row_ns: np.ndarray
    file_ns: np.ndarray
    lines: np.ndarray

    def of(self, row_n: int) -> tuple[int, int]:
        """File number and line of one of them."""
        at = int(np.searchsorted(self.row_ns, row_n))
        return int(self.file_ns[at]), int(self.lines[at])


@dataclass(frozen=True, slots=True)
class Describer:
    """Turns rows that were not accepted into rows of the quarantine file.

    ``place_of`` names the file of a row (row number, file number); ``kept`` tells file number and
    line of rows kept instead.
    """

    place_of: Callable[[int, int], str]
    layout: Table
    known: Known
    checks: Sequence[Check | AcrossCheck]
    kept: KeptPlaces

    def entries(
        self, rows: pa.RecordBatch, findings: Iterable[tuple[int, int | None]], broken: Iterable[BrokenRow]
    ) -> list[dict[str, object]]:
        """The quarantine rows of some received rows with (findings, kept row), and of broken ones, in order."""
        told = [*self._of_rows(rows, findings), *(self._of_broken(row) for row in broken)]
        return sorted(told, key=lambda entry: int(str(entry[ROW_N])))

    def _of_rows(
        self, rows: pa.RecordBatch, findings: Iterable[tuple[int, int | None]]
    ) -> Iterator[dict[str, object]]:
        for texts, (number, kept_row_n) in zip(rows.to_pylist(), findings, strict=True):
            reasons = [self._finding(check, texts, kept_row_n) for check in found(number, self.checks)]
            received = {f"{RECEIVED}{name}": texts[name] for name in self.layout.names}
            yield self._entry(texts[ROW_N], texts[FILE_N], texts[LINE], reasons) | received

    def _of_broken(self, row: BrokenRow) -> dict[str, object]:
        return self._entry(row.row_n, row.file_n, row.line, [Finding(row.code, "")]) | {RAW: row.text}

    def _finding(self, check: Check | AcrossCheck, texts: Texts, kept_row_n: int | None) -> Finding:
        if isinstance(check, Check):
            return Finding(check.code, check.column, check.evidence(texts, self.known))
        return Finding(check.code, check.column, self._kept(kept_row_n))

    def _kept(self, row_n: int | None) -> str:
        if row_n is None:
            return ""
        file_n, line = self.kept.of(row_n)
        return f"it is line {line} of {self.place_of(row_n, file_n)}"

    def _entry(self, row_n: int, file_n: int, line: int, reasons: list[Finding]) -> dict[str, object]:
        main = reasons[0]
        codes = " ".join(str(reason) for reason in reasons)
        told = {"code": main.code, "column": main.column, "codes": codes, "reason": main.reason}
        return {ROW_N: row_n, "file": self.place_of(row_n, file_n), LINE: line, **told}
