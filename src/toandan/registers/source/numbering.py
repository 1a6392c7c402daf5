"""Which record of the file a row is, and on which line it stands.

Records may hold line breaks inside quotes and broken records lie between the good ones,
so neither number can be had by counting rows alone.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

LINE_FEED, RETURN = 10, 13
LINE_BREAK = re.compile("\r\n|\r|\n")


@dataclass(slots=True)
class Numbering:
    """Numbers the records of one file in the order they come.

    ``record`` is the last number given and ``line`` the first line of the next record.
    ``inside_n`` are the line breaks inside the values of the last batch. ``pending`` holds the broken records the parser has met ahead of us: (number, text).
    """

    record: int = 0
    line: int = 2
    inside_n: int = 0
    pending: deque[tuple[int, str]] = field(default_factory=deque)

    def number(self, columns: list[pa.Array]) -> tuple[np.ndarray, np.ndarray, list[tuple[int, int, str]]]:
        """Record numbers and lines of a batch's rows, and (number, line, text) of the broken ones among them."""
        rows_n = len(columns[0])
        broken = self._met_within(rows_n)
        numbers = np.arange(self.record + 1, self.record + rows_n + len(broken) + 1, dtype=np.int64)
        is_broken = (
            np.isin(numbers, [number for number, _ in broken]) if broken else np.zeros(len(numbers), bool)
        )
        height = np.ones(len(numbers), np.int64)
        inside = line_breaks(columns)
        self.inside_n = int(inside.sum())
        height[~is_broken] += inside
        height[is_broken] += np.array([breaks_in(text) for _, text in broken], np.int64)
        lines = self.line + np.cumsum(height) - height
        self.record, self.line = int(self.record + len(numbers)), int(self.line + height.sum())
        told = zip(broken, lines[is_broken].tolist(), strict=True)
        return numbers[~is_broken], lines[~is_broken], [(number, line, text) for (number, text), line in told]

    def rest(self) -> list[tuple[int, int, str]]:
        """The broken records after the last row, with their lines."""
        found = []
        while self.pending:
            self.record, text = self.pending.popleft()
            found.append((self.record, self.line, text))
            self.line += 1 + breaks_in(text)
        return found

    def _met_within(self, rows_n: int) -> list[tuple[int, str]]:
        met: list[tuple[int, str]] = []
        while self.pending and self.pending[0][0] <= self.record + rows_n + len(met):
            met.append(self.pending.popleft())
        return met


def breaks_in(text: str) -> int:
    """How many line breaks a text holds; a return and a line feed together are one."""
    return len(LINE_BREAK.findall(text))


def line_breaks(columns: list[pa.Array]) -> np.ndarray:
    """Line breaks inside the values of each row."""
    total = np.zeros(len(columns[0]), np.int64)
    for values in columns:
        if _has_break(values):
            total += _breaks(values)
    return total


def _has_break(values: pa.Array) -> bool:
    data = values.buffers()[-1]
    if data is None:
        return False
    octets = np.frombuffer(data, np.uint8)
    return bool(np.any(octets == LINE_FEED) or np.any(octets == RETURN))


def _breaks(values: pa.Array) -> np.ndarray:
    feeds, returns, pairs = (
        pc.fill_null(pc.count_substring(values, mark), 0).to_numpy(zero_copy_only=False)
        for mark in ("\n", "\r", "\r\n")
    )
    breaks: np.ndarray = feeds.astype(np.int64) + returns - pairs
    return breaks
