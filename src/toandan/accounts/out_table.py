"""A published table of a closing in memory: read with Arrow, counted with NumPy, no engine (decision 0024).

Nothing here changes once it is made, so any number of threads may read one table. Arrow's ``to_numpy``
and ``pa.array`` are not used: both import pandas, a second of processor for every command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import prod
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from toandan.errors import IdentityBroken, Vietnamese

COMMUNE = "commune_code"
EPOCH = date(1970, 1, 1).toordinal()
# Whole numbers that lie closer together than this are told apart by how far they are from the least.
SPAN = 1 << 16
type Ints = NDArray[np.int64]
type Codes = NDArray[np.integer[Any]]
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column as positions in a list of values: row ``n`` holds ``values[codes[n]]``. Not every value occurs."""

    codes: Codes
    values: Sequence[Any]

    def equal(self, value: object) -> Coded:
        """Whether each row holds that value."""
        places = [place for place, known in enumerate(self.values) if known == value]
        return Coded(np.isin(self.codes, places).astype(np.int64), (False, True))

    def take(self, rows: Ints) -> Coded:
        """The same of some rows."""
        return Coded(self.codes[rows], self.values)

    def ranks(self) -> Ints:
        """Each row's value by its place among the sorted values."""
        rank = np.zeros(len(self.values), np.int64)
        rank[sorted(range(len(rank)), key=self.values.__getitem__)] = np.arange(len(rank))
        return rank[self.codes]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Counts by commune and other columns: ``codes`` to group by, ``numbers`` to add up, row by row.

    ``order`` brings the rows into the order of their communes (None where they are); ``spans`` says
    which of them, in that order, are of each commune.
    """

    codes: Mapping[str, Coded]
    numbers: Mapping[str, Ints]
    order: Ints | None
    spans: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, codes: Mapping[str, Coded], numbers: Mapping[str, Ints]) -> Self:
        """The cells of some columns, of which ``commune_code`` is one."""
        communes = codes[COMMUNE]
        is_sorted = bool((communes.codes[1:] >= communes.codes[:-1]).all())
        order = None if is_sorted else np.argsort(communes.codes, kind="stable")
        in_order = communes.codes if order is None else communes.codes[order]
        ends = np.searchsorted(in_order, np.arange(len(communes.values) + 1)).tolist()
        spans = {code: (ends[n], ends[n + 1]) for n, code in enumerate(communes.values)}
        return cls(codes, numbers, order, spans)

    @property
    def memory_bytes(self) -> int:
        """What the columns take in memory, those that see Arrow's memory in place too."""
        order = 0 if self.order is None else self.order.nbytes
        columns = [*(one.codes for one in self.codes.values()), *self.numbers.values()]
        return order + sum(column.nbytes for column in columns)

    def coded(self, name: str) -> Coded:
        """A column to group by; KeyError for one that is not there."""
        return self.codes[name] if name in self.codes else ranged(self.numbers[name])

    def of_commune(self, code: str) -> Ints:
        """The positions of the rows of a commune that is there; in the order of the rows."""
        start, end = self.spans[code]
        return np.arange(start, end) if self.order is None else self.order[start:end]

    def at(self, communes: Iterable[str] | None) -> Ints | slice:
        """The positions of the rows of some communes; None means every row."""
        if communes is None:
            return slice(None)
        spans = [self.spans[code] for code in communes if code in self.spans]
        if len(spans) == len(self.spans):
            return slice(None)
        found = np.concatenate([np.arange(0), *(np.arange(start, end) for start, end in spans)])
        return found if self.order is None else self.order[found]

    def sums(
        self, by: Sequence[Coded], names: Sequence[str], communes: Iterable[str] | None = None
    ) -> Iterator[tuple[tuple[Any, ...], dict[str, int]]]:
        """What stands in the rows of some communes, added up for every combination of ``by`` that occurs.

        Gives (values of ``by``, sums by name). The columns of ``by`` have few values.
        """
        at, sizes = self.at(communes), [len(one.values) for one in by]
        keys = np.zeros(len(by[0].codes[at]), np.int64)
        for one in by:
            keys = keys * len(one.values) + one.codes[at]
        occurs = np.flatnonzero(np.bincount(keys, minlength=prod(sizes)))
        found = [_added(keys, self.numbers[name][at], prod(sizes))[occurs].tolist() for name in names]
        places = np.transpose(np.unravel_index(occurs, sizes)).tolist() if len(occurs) else []
        for n, place in enumerate(places):
            values = tuple(one.values[code] for one, code in zip(by, place, strict=True))
            yield values, {name: sums[n] for name, sums in zip(names, found, strict=True)}


@dataclass(frozen=True, eq=False)
class OutTable:
    """The rows of one published table, each column in one piece, texts as dictionary codes."""

    rows: pa.Table

    @classmethod
    def of(cls, rows: pa.Table) -> Self:
        """The table of some rows."""
        return cls(pa.table([_whole(column) for column in rows.columns], names=rows.column_names))

    @property
    def memory_bytes(self) -> int:
        """What the rows take in memory."""
        return int(self.rows.nbytes)

    @cached_property
    def cells(self) -> Cells:
        """The rows as cells, which see Arrow's memory in place: for tables with a commune."""
        texts = [name for name in self.rows.column_names if _is_text(self.rows[name].type)]
        whole = [name for name in self.rows.column_names if self.rows[name].type == pa.int64()]
        return Cells.of(
            {name: self.coded(name) for name in texts}, {name: self.numbers(name) for name in whole}
        )

    @cached_property
    def records(self) -> tuple[Row, ...]:
        """The rows as dictionaries, in the order of the file: for tables of few rows."""
        return tuple(self.rows.to_pylist())

    def coded(self, name: str) -> Coded:
        """A column of any kind, to group and compare rows by; raises IdentityBroken where a row has no value."""
        rows = _piece(self.rows[name])
        if _is_text(rows.type):
            return Coded(_seen(rows.indices), rows.dictionary.to_pylist())
        if rows.type == pa.date32():
            days = ranged(_seen(rows.view(pa.int32())))
            return Coded(days.codes, [date.fromordinal(EPOCH + number) for number in days.values])
        if rows.type == pa.int64():
            return ranged(_seen(rows))
        return _listed(rows.to_pylist())

    def numbers(self, name: str) -> Ints:
        """A column of whole numbers; raises IdentityBroken where a row has none."""
        return _seen(_piece(self.rows[name]))


def ranged(numbers: Codes) -> Coded:
    """Whole numbers as codes, in their own order."""
    least, most = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, -1)
    if most - least < SPAN:
        return Coded(numbers - least, range(least, most + 1))
    values, codes = np.unique(numbers, return_inverse=True)
    return Coded(codes, values.tolist())


def _listed(values: Sequence[Any]) -> Coded:
    known = sorted(set(values))
    place = {value: n for n, value in enumerate(known)}
    return Coded(np.fromiter((place[value] for value in values), np.int64, len(values)), known)


def _added(keys: Codes, values: Ints, size: int) -> Ints:
    """The sums of the values that share a key: whole numbers, exact."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, keys, values)
    return sums


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(kind))


def _seen(rows: pa.Array) -> NDArray[Any]:
    """Arrow's numbers as NumPy sees them in place; raises IdentityBroken where one is missing."""
    if rows.null_count:
        raise IdentityBroken(
            what=f"{rows.null_count} rows of a published table lack a value",
            where="the tables of the closing",
            why="every cell has a place, what it is told by, and its counts",
            do="run `toandan lake verify` and restore the closing from a backup",
            vi=Vietnamese(
                what=f"{rows.null_count} dòng của bảng đã công bố thiếu giá trị",
                why="mỗi ô phải có địa bàn, tiêu chí và số đếm",
                do="chạy `toandan lake verify` và khôi phục kỳ chốt từ bản sao lưu",
            ),
        )
    return np.from_dlpack(rows)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """The column in one piece, texts as dictionary codes."""
    is_text = pa.types.is_string(column.type)
    coded = column.dictionary_encode() if is_text else column
    return coded.combine_chunks() if coded.num_chunks else pa.nulls(0, coded.type)


def _piece(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks else pa.nulls(0, column.type)
