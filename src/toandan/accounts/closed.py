"""A closed month as the accounts read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from toandan.accounts.out_table import OutTable
from toandan.places.vintage import vintage_at
from toandan.values.month import Month


@dataclass(frozen=True, slots=True)
class Used:
    """A snapshot a closing was made from, and how: ``as_of``, ``carried`` or ``history``."""

    id: str
    use: str
    card_sha256: str

    @property
    def register(self) -> str:
        """Whose extract it is."""
        return self.id.split("/")[0]

    @property
    def scope(self) -> tuple[date, str]:
        """The place it is of, as (vintage, code)."""
        code, _, day = self.id.split("/")[1].partition("@")
        return date.fromisoformat(day), code

    @property
    def as_of(self) -> date:
        """The day it speaks of."""
        return date.fromisoformat(self.id.split("/")[2])


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """Published tables of one closing by name, in memory, and what they were made from.

    A value that is read once and never changed: any place and any breakdown is answered from it, by
    any number of threads at a time.
    """

    closing_id: str
    month: Month
    tables: Mapping[str, OutTable]
    snapshots: tuple[Used, ...]
    synthetic: bool
    findings: Mapping[str, int]
    parameters: Mapping[str, int] = field(default_factory=dict)

    @property
    def vintage(self) -> date:
        """The map the month is counted on."""
        return vintage_at(self.month.last_day)

    @property
    def memory_bytes(self) -> int:
        """What its tables take in memory."""
        return sum(table.memory_bytes for table in self.tables.values())

    def used(self, register: str) -> tuple[Used, ...]:
        """The snapshots of one register."""
        return tuple(one for one in self.snapshots if one.register == register)
