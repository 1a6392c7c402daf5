"""A calendar month, as closings are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toandan.errors import BadInput

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; its last day is inside it."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written as ``2025-10``; raises BadInput for anything else."""
        head, _, tail = text.strip().partition("-")
        well_formed = len(head) == len("2025") and len(tail) == len("10") and (head + tail).isdecimal()
        if not well_formed or not 1 <= int(tail) <= MONTHS_A_YEAR or int(head) == 0:
            raise BadInput(
                what=f"{text!r} is not a month",
                why="a month is written year-month",
                do="write for example 2025-10",
            )
        return cls(int(head), int(tail))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """The day after the last day: the open end of the month's period."""
        return self.plus(1).first_day

    @property
    def last_day(self) -> date:
        """The last day, on which a closing counts."""
        return self.end - timedelta(days=1)

    @property
    def year_start(self) -> date:
        """31 December before: the day from which plans of a calendar year are counted."""
        return date(self.year - 1, 12, 31)

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier when negative)."""
        years, index = divmod(self.year * MONTHS_A_YEAR + self.number - 1 + months, MONTHS_A_YEAR)
        return Month(years, index + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
