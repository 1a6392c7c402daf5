"""Half-open periods of days ``[start, end)``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toandan.errors import BadInput


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` up to but not including ``end``; ``None`` means no end known."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise BadInput(
                what=f"a period from {self.start} to {self.end} holds no day",
                why="the end of a period is the first day outside it and lies after its start",
                do="check the order of the two dates",
            )

    @classmethod
    def through(cls, start: date, last_day: date) -> Period:
        """The period whose last day is inside it, as cards print it."""
        return cls(start, last_day + timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def meet(self, other: Period) -> Period | None:
        """The days both hold, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends) if ends else None)
