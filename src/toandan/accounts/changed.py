"""What differs between two closings: cell by cell, and which extracts can have made the difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import Table

from toandan.accounts.boundaries import ground
from toandan.accounts.closed import ClosedMonth, Used
from toandan.engine import Engine
from toandan.schemas.published import PUBLISHED
from toandan.schemas.registers import feeding
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


def changed_cells(
    engine: Engine, first: ClosedMonth, second: ClosedMonth, *, limit: int
) -> tuple[int, tuple[Cell, ...]]:
    """How many cells of the published tables differ, and the first of them by table and key."""
    causes, found, total = replaced(first, second), list[Cell](), 0
    both = [one for one in PUBLISHED if one.name in first.tables and one.name in second.tables]
    for declared in both:
        pairs = _differing(first.tables[declared.name], second.tables[declared.name], declared)
        pairs = engine.stored(f"changed_{declared.name}", pairs)
        total += engine.count(pairs)
        wanted = pairs.order_by(_key(declared)).limit(max(limit - len(found), 0))
        found += [_cell(declared, row, causes, second) for row in engine.fetch(wanted).to_pylist()]
    return total, tuple(found)


def _key(declared: Declared) -> list[str]:
    return [name for name in declared.key if name != ONLY_ONE_MONTH]


def _values(declared: Declared) -> list[str]:
    return [name for name in declared.names if name.endswith("_n")]


def _differing(first: Table, second: Table, declared: Declared) -> Table:
    """One row per key that is in one closing only or whose counts differ."""
    key, values = _key(declared), _values(declared)
    sides = [
        side.group_by(key).agg(
            **{f"{name}_{label}": side[name].sum().cast("int64") for name in values},
            **{f"is_{label}": ibis.literal(value=True)},
        )
        if values
        else side.select(*key).distinct().mutate(**{f"is_{label}": ibis.literal(value=True)})
        for side, label in ((first, "before"), (second, "after"))
    ]
    joined = sides[0].outer_join(sides[1], key, rname="{name}_other")
    one = joined.mutate(**{name: ibis.coalesce(joined[name], joined[f"{name}_other"]) for name in key})
    other = [one[f"{name}_before"] != one[f"{name}_after"] for name in values]
    alone = one.is_before.isnull() | one.is_after.isnull()
    return one.filter(ibis.or_(alone, *other)).drop(*(f"{name}_other" for name in key))


def _cell(declared: Declared, row: dict[str, Any], causes: Sequence[Replaced], at: ClosedMonth) -> Cell:
    def side(label: str) -> dict[str, int] | None:
        # The engine adds integers up in 128 bits, which come back as decimals.
        values = {name: row[f"{name}_{label}"] for name in _values(declared)}
        return {name: int(value) for name, value in values.items()} if row[f"is_{label}"] else None

    key = {name: str(row[name]) for name in _key(declared)}
    return Cell(declared.name, key, side("before"), side("after"), tuple(_because(declared, row, causes, at)))


def _because(
    declared: Declared, row: dict[str, Any], causes: Sequence[Replaced], at: ClosedMonth
) -> Iterable[int]:
    commune = row.get("commune_code")
    registers = feeding(declared)
    for position, cause in enumerate(causes):
        if cause.register in registers and (not commune or commune in _ground(cause, at)):
            yield position


def _ground(cause: Replaced, at: ClosedMonth) -> frozenset[str]:
    """The communes of the later closing's map that the extract is of."""
    vintage, code = Used(cause.after or cause.before or "", "", "").scope
    return ground(vintage, code, at.vintage)
