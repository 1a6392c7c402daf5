"""The working files of an extract, read in the order of their rows.

Several threads write each, each its own stretches of rows as they come, so a stretch may stand
before another that belongs earlier. Disorder is local: a few row groups in memory are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from toandan.registers.source.batch import ROW_N

GROUPS_KEPT = 16


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Rows of consecutive numbers that stand together: the first number, and where they are."""

    first: int
    group: int
    offset: int
    rows: int


def in_order(parts: Sequence[Path], columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Some columns of the working files, which follow each other, ordered by row_n."""
    for path in parts:
        yield from _of_part(path, columns)


def _of_part(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as opened:

        @lru_cache(GROUPS_KEPT)
        def group(number: int) -> pa.Table:
            return opened.read_row_group(number, columns=columns)

        for stretch in stretches(opened):
            yield from group(stretch.group).slice(stretch.offset, stretch.rows).to_batches()


def stretches(opened: pq.ParquetFile) -> list[Stretch]:
    """Every stretch of the file, ordered by row_n."""
    return sorted(stretch for number in range(opened.num_row_groups) for stretch in _of_group(opened, number))


def _of_group(opened: pq.ParquetFile, number: int) -> Iterator[Stretch]:
    row_ns = opened.read_row_group(number, columns=[ROW_N])[ROW_N].to_numpy()
    starts = np.flatnonzero(np.diff(row_ns, prepend=row_ns[:1] - 2) != 1)
    for start, end in zip(starts, [*starts[1:], len(row_ns)], strict=True):
        yield Stretch(int(row_ns[start]), number, int(start), int(end - start))
