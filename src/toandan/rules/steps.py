"""Steps that state what they read and what they make, run one after the other over the same rows.

Behind every step only those columns are given on that a later step reads or that are wanted in the
end. So a column that a step reads and does not state is missing, at once and by name, and none
vanishes because of how its name begins or ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ibis.expr.types import Table


@dataclass(frozen=True, slots=True)
class Step:
    """Rows in, the same rows with more columns out: ``reads`` must be there, ``makes`` are there afterwards."""

    name: str
    make: Callable[[Table], Table]
    reads: tuple[str, ...]
    makes: tuple[str, ...]


def run(rows: Table, steps: Sequence[Step], wanted: Sequence[str]) -> Table:
    """The rows after all steps, with just the columns wanted, in that order.

    Raises ValueError for a column that a step states and nobody made.
    """
    rows = _given_on(rows, _needed(steps, wanted), "what is handed in")
    for at, step in enumerate(steps, 1):
        rows = _given_on(step.make(rows), _needed(steps[at:], wanted), step.name)
    return rows


def _needed(steps: Sequence[Step], wanted: Sequence[str]) -> tuple[str, ...]:
    """The columns that these steps read, or that are wanted, and that none of them makes first."""
    needed = dict.fromkeys(wanted)
    for step in reversed(steps):
        needed = dict.fromkeys([*step.reads, *(name for name in needed if name not in step.makes)])
    return tuple(needed)


def _given_on(rows: Table, names: Sequence[str], by: str) -> Table:
    missing = [name for name in names if name not in rows.columns]
    if missing:
        raise ValueError(f"{by} gives on no {', '.join(missing)}: nothing before states that it makes them")
    return rows.select(*names)
