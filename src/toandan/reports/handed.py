"""What a report is drawn from: handed over whole, nothing is fetched here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toandan.accounts.units import UnitCounts
from toandan.lawbook.group import Group
from toandan.places.unit import Level

type Row = Mapping[str, Any]
YEAR_START, YEAR_BEFORE = "year-start", "year-before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """The accounts of an area in one month.

    ``document`` is toandan/accounts/1 without rows and rank, where "the year before" is the
    ``start`` of the period; ``since`` says which start that is. ``rows`` are the rows by group,
    age and sex, ``groups`` the groups in force on the day by code. ``threshold`` hides counts from 1 to one less; 0 hides nothing. ``is_whole``
    says that the area is everything the closing counted.
    """

    document: Row
    units: Sequence[UnitCounts]
    rows: Mapping[str, Sequence[Row]]
    groups: Mapping[str, Group]
    since: str
    threshold: int
    is_whole: bool
    closing: Row

    @property
    def day(self) -> date:
        """The last day of the month."""
        return date.fromisoformat(self.document["as_of"])

    @property
    def start_day(self) -> date | None:
        """The day the period starts from; None where that month is not closed."""
        return date.fromisoformat(self.closing["start_day"]) if self.has_start else None

    @property
    def has_start(self) -> bool:
        """Whether the month at the start of the period is closed."""
        return self.document["year_before"]["participants_n"] is not None

    @property
    def lapsed(self) -> str:
        """The count of lapsed people that belongs to the period."""
        return "lapsed_this_year_n" if self.since == YEAR_START else "lapsed_twelve_months_n"

    @property
    def by_province(self) -> bool:
        """Whether the units are provinces."""
        return any(one.unit.level is Level.PROVINCE for one in self.units)

    @property
    def synthetic(self) -> bool:
        """Whether anything in it was invented."""
        return bool(self.document["synthetic"])
