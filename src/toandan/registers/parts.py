"""The first reading of an extract in parts: each is typed, keyed, checked, and kept as a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from ibis.expr.types import Table

from toandan.engine import Embedded
from toandan.errors import ToanDanError
from toandan.lake.steps import KeptStep, Steps
from toandan.registers.source.batch import TextBatch, text_schema, without_blanks
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import check_untouched
from toandan.registers.zeros.watch import NO_PADDING, UNWATCHED, Padding, Watch

# A stop loses the work on one part; a part costs a little more than its rows.
PART_ROWS = 1 << 20
ROWS, PART, STEP = "intake_rows", "part.parquet", "read"


def read_in_parts(
    engine: Embedded,
    extract: Extract,
    query: Table,
    steps: Steps,
    *,
    rows: int = PART_ROWS,
    say: Callable[[str], None],
    watch: Watch = UNWATCHED,
    padding: Padding = NO_PADDING,
) -> tuple[Path, ...]:
    """The working files of an extract in the order of its rows; those kept from before are not made again.

    ``query`` reads a stream called ``intake_rows_stream``. ``watch`` sees every row, in parts kept
    from before too; ``padding`` is applied to all of them. Raises BadInput for a file that cannot
    be read or is written to meanwhile.
    """
    reading = _Reading(engine, extract, query, rows, say, watch, padding)
    parts: list[Path] = []
    padded = {"padded": padding.counts} if padding.columns else {}
    while not reading.is_done:
        part = steps.made(STEP, reading.write, part=len(parts), rows=rows, **padded)
        if part.was_kept:
            reading.skip(part)
        parts.append(part.file(PART))
    reading.tell_kept()
    return tuple(parts)


@dataclass(slots=True)
class _Reading:
    """One reading that goes from part to part and does not look at those that are kept."""

    engine: Embedded
    extract: Extract
    query: Table
    rows: int
    say: Callable[[str], None]
    watch: Watch
    padding: Padding
    is_done: bool = False
    kept_n: int = 0
    _skipped_n: int = 0
    _batches: Iterator[TextBatch] | None = None
    _failure: list[ToanDanError | OSError | KeyboardInterrupt] = field(default_factory=list)

    def skip(self, part: KeptStep) -> None:
        """Go past a part that is kept."""
        told = part.told
        self._skipped_n += told["batches_n"]
        self.kept_n += told["rows_n"]
        self.is_done = told["is_last"]
        self.watch.add(told["seen"])
        if self.is_done:
            self.extract.rows_n, self.extract.notes = told["rows_n_of_files"], told["notes"]

    def write(self, folder: Path) -> dict[str, Any]:
        """Make the next part in an empty folder, and tell how far it goes."""
        self.tell_kept()
        seen = self.watch.afresh()
        part = _Part(self._rest(), self.rows, seen.see, self.padding.apply)
        try:
            self.engine.stream_to_parquet(ROWS, self._reader(part), self.query, folder / PART)
        except Exception:
            # The engine wraps what the stream raised; our own error says more.
            if self._failure:
                raise self._failure[0] from None
            raise
        following = next(self._rest(), None)
        self.is_done = following is None
        self._batches = chain([following], self._rest()) if following is not None else iter(())
        check_untouched(self.extract.files)
        self.watch.add(seen.counted)
        return {
            "batches_n": part.batches_n,
            "rows_n": part.rows_n,
            "is_last": self.is_done,
            "rows_n_of_files": self.extract.rows_n,
            "notes": self.extract.notes,
            "seen": seen.counted,
        }

    def tell_kept(self) -> None:
        """Say once how much was read before."""
        if self.kept_n:
            self.say(f"continuing: {self.kept_n:,} rows were read before")
        self.kept_n = 0

    def _rest(self) -> Iterator[TextBatch]:
        """What is still to be read; goes past kept parts first."""
        if self._batches is None:
            self._batches = self.extract.batches()
        skipped, self._skipped_n = self._skipped_n, 0
        for _ in islice(self._batches, skipped):
            pass
        return self._batches

    def _reader(self, part: _Part) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(
            text_schema(self.extract.layout.names), self._caught(part.trimmed())
        )

    def _caught(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        try:
            yield from batches
        except (ToanDanError, OSError, KeyboardInterrupt) as problem:
            # The engine that drains the stream would turn it into an error of its own.
            self._failure.append(problem)
            raise


@dataclass(slots=True)
class _Part:
    """The next batches of a reading, until they have enough rows together."""

    batches: Iterator[TextBatch]
    enough: int
    see: Callable[[pa.RecordBatch], None]
    padded: Callable[[pa.RecordBatch], pa.RecordBatch]
    batches_n: int = 0
    rows_n: int = 0

    def trimmed(self) -> Iterator[pa.RecordBatch]:
        """The rows that have columns, trimmed, seen and padded."""
        while self.rows_n < self.enough and (batch := next(self.batches, None)) is not None:
            self.batches_n += 1
            self.rows_n += len(batch.rows) + len(batch.broken)
            rows = without_blanks(batch.rows)
            self.see(rows)
            yield self.padded(rows)
