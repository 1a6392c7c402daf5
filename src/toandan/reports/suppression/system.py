"""Published counts and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

type Key = tuple[str, str, str]
type Equation = Mapping[Key, int]
type AtMost = tuple[Key, Key]


class Mark(StrEnum):
    """Why a count is not shown: it is small, or it would give a small one away."""

    SMALL = "small"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class System:
    """Whole numbers of people by (table, row, column), and what everybody knows about them.

    ``equations`` are sums that are zero: coefficient by key. ``at_most`` are pairs of which the
    first is never more than the second. ``cost`` says how much a column is missed when hidden.
    """

    counts: Mapping[Key, int]
    equations: tuple[Equation, ...]
    at_most: tuple[AtMost, ...] = ()
    cost: Mapping[Key, float] | None = None

    def cost_of(self, key: Key) -> float:
        """What hiding a count costs the reader; 1 where nothing is said."""
        return 1.0 if self.cost is None else self.cost.get(key, 1.0)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which counts are not shown, and why; everything else is."""

    marks: Mapping[Key, Mark]
    threshold: int

    def mark(self, key: Key) -> Mark | None:
        """Why a count is hidden; None where it is shown."""
        return self.marks.get(key)

    def derived(self, *keys: Key) -> Mark | None:
        """The mark of a figure computed from these counts, which would give a hidden one away."""
        return Mark.WITHHELD if any(key in self.marks for key in keys) else None
