"""What differs between two closings: cell by cell, and which extracts can have made the difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toandan.accounts.boundaries import ground
from toandan.accounts.closed import ClosedMonth, Used
from toandan.accounts.out_table import Coded, Ints, OutTable
from toandan.schemas.published import PUBLISHED
from toandan.schemas.registers import feeding
from toandan.schemas.table import Kind
from toandan.schemas.table import Table as Declared

ONLY_ONE_MONTH = "month"


@dataclass(frozen=True, slots=True)
class Replaced:
    """An extract that is not the same in both closings: ids of the first and the second, None where it is in one only."""

    register: str
    scope: str
    before: str | None
    after: str | None

    def told(self) -> dict[str, Any]:
        """As JSON."""
        return {"register": self.register, "scope": self.scope, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Cell:
    """One key of one table whose counts differ; ``before`` or ``after`` is None where it is in one closing only.

    ``because`` holds the positions of the replaced extracts that feed the cell's table and ground.
    """

    table: str
    key: dict[str, Any]
    before: dict[str, int] | None
    after: dict[str, int] | None
    because: tuple[int, ...]

    def told(self) -> dict[str, Any]:
        """As JSON."""
        values = {"before": self.before, "after": self.after, "because": list(self.because)}
        return {"table": self.table, "key": self.key, **values}


def replaced(first: ClosedMonth, second: ClosedMonth) -> tuple[Replaced, ...]:
    """The extracts that are not the same, by register and scope."""
    sides = [{_place(one): one for one in closed.snapshots} for closed in (first, second)]
    places = sorted(sides[0].keys() | sides[1].keys())
    pairs = ((place, sides[0].get(place), sides[1].get(place)) for place in places)
    return tuple(
        Replaced(*place, None if old is None else old.id, None if new is None else new.id)
        for place, old, new in pairs
        if old is None or new is None or (old.id, old.card_sha256) != (new.id, new.card_sha256)
    )


def _place(used: Used) -> tuple[str, str]:
    return used.register, used.id.split("/")[1]


def changed_cells(first: ClosedMonth, second: ClosedMonth, *, limit: int) -> tuple[int, tuple[Cell, ...]]:
    """How many cells of the published tables differ, and the first of them by table and key."""
    causes, found, total = replaced(first, second), list[Cell](), 0
    both = [one for one in PUBLISHED if one.name in first.tables and one.name in second.tables]
    for declared in both:
        pairs = _paired(first.tables[declared.name], second.tables[declared.name], declared)
        differing = pairs.differing()
        total += len(differing)
        wanted = differing[: max(limit - len(found), 0)]
        found += [_cell(declared, pairs, place, causes, second) for place in wanted.tolist()]
    return total, tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The keys of a table in two closings, in order: their values, and the counts of both sides by name.

    ``rows`` has a row of either closing for each key, counted over both tables one after the other;
    ``is_there`` says in which closings a key stands.
    """

    keys: dict[str, Coded]
    rows: Ints
    is_there: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    counts: dict[str, tuple[Ints, Ints]]

    def differing(self) -> Ints:
        """The places of the keys that are in one closing only or whose counts differ."""
        differs = self.is_there[0] != self.is_there[1]
        for before, after in self.counts.values():
            differs = differs | (before != after)
        return np.flatnonzero(differs)

    def key(self, place: int) -> dict[str, Any]:
        """The values of a key."""
        row = int(self.rows[place])
        return {name: one.values[int(one.codes[row])] for name, one in self.keys.items()}

    def side(self, side: int, place: int) -> dict[str, int] | None:
        """The counts of a key in the first closing (0) or the second (1); None where it has no such key."""
        if not self.is_there[side][place]:
            return None
        return {name: int(both[side][place]) for name, both in self.counts.items()}


def _paired(first: OutTable, second: OutTable, declared: Declared) -> Pairs:
    keys = {name: _joined(first.coded(name), second.coded(name)) for name in _key(declared)}
    places = np.zeros(first.rows.num_rows + second.rows.num_rows, np.int64)
    for one in keys.values():
        # Numbered anew after every column, so that the product of many columns stays small.
        places = np.unique(places * max(len(one.values), 1) + one.codes, return_inverse=True)[1]
    rows = np.unique(places, return_index=True)[1]
    sides = (places[: first.rows.num_rows], places[first.rows.num_rows :])
    there = (np.bincount(sides[0], minlength=len(rows)) > 0, np.bincount(sides[1], minlength=len(rows)) > 0)
    counts = {
        name: (_summed(first, name, sides[0], len(rows)), _summed(second, name, sides[1], len(rows)))
        for name in _values(declared)
    }
    return Pairs(keys, rows, there, counts)


def _joined(first: Coded, second: Coded) -> Coded:
    """Two columns one after the other, coded in the order of their values."""
    values = sorted({*first.values, *second.values})
    place = {value: n for n, value in enumerate(values)}
    codes = [np.array([place[value] for value in one.values], np.int64)[one.codes] for one in (first, second)]
    return Coded(np.concatenate(codes), values)


def _summed(table: OutTable, name: str, places: Ints, size: int) -> Ints:
    sums = np.zeros(size, np.int64)
    np.add.at(sums, places, table.numbers(name))
    return sums


def _key(declared: Declared) -> list[str]:
    return [name for name in declared.key if name != ONLY_ONE_MONTH]


def _values(declared: Declared) -> list[str]:
    """What a cell says: every whole number that is not part of its key, counts and money alike."""
    return [one.name for one in declared.columns if one.kind is Kind.INT and one.name not in declared.key]


def _cell(declared: Declared, pairs: Pairs, place: int, causes: Sequence[Replaced], at: ClosedMonth) -> Cell:
    key = pairs.key(place)
    because = tuple(_because(declared, key, causes, at))
    told = {name: str(value) for name, value in key.items()}
    return Cell(declared.name, told, pairs.side(0, place), pairs.side(1, place), because)


def _because(
    declared: Declared, key: dict[str, Any], causes: Sequence[Replaced], at: ClosedMonth
) -> Iterable[int]:
    commune = key.get("commune_code")
    registers = feeding(declared)
    for position, cause in enumerate(causes):
        if cause.register in registers and (not commune or commune in _ground(cause, at)):
            yield position


def _ground(cause: Replaced, at: ClosedMonth) -> frozenset[str]:
    """The communes of the later closing's map that the extract is of."""
    vintage, code = Used(cause.after or cause.before or "", "", "").scope
    return ground(vintage, code, at.vintage)
