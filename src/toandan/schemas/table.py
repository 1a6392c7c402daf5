"""How a table is declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the values of a column are; the text form is what files carry."""

    TEXT = "text"
    CODE = "code"  # text whose leading zeros matter
    DATE = "date"  # yyyy-mm-dd
    PARTIAL_DATE = "partial date"  # yyyy, yyyy-mm or yyyy-mm-dd
    INT = "int"
    DECIMAL = "decimal"
    UUID = "uuid"
    BOOL = "bool"


class Guard(StrEnum):
    """How a column is kept in the lake."""

    OPEN = "open"  # in the plain table
    KEYED = "keyed"  # only its keyed hash is kept
    SEALED = "sealed"  # only in the encrypted file beside the table


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, in which unit, what it means in both languages."""

    name: str
    kind: Kind
    meaning: str
    meaning_vi: str
    required: bool = True
    unit: str = ""
    allowed: tuple[str, ...] = ()
    guard: Guard = Guard.OPEN


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation between columns that holds for every row: ``total = sum(parts)``."""

    total: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.total} = {' + '.join(self.parts)}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``grain`` is the sentence "one row per …"; ``key`` orders every written file."""

    name: str
    grain: str
    grain_vi: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    identities: tuple[Identity, ...] = ()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in their declared order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if it is not declared."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Register:
    """One outside source: the columns its files carry and the tables the lake keeps of it.

    ``received`` is the layout of our own CSV and Parquet files; ``stored`` the accepted rows,
    typed, with keyed ids; ``sealed`` the columns that go to the encrypted file apart, by the
    same row number. ``keeps_history`` marks a register whose extract also tells earlier days
    (spells with their dates), so that a month before its as-of can be read back from it.
    ``pairing`` gives the keys of the stored table by which rows of two versions are paired, tried
    in this order.
    """

    name: str
    title: str
    title_vi: str
    legal_basis: str
    received: Table
    stored: Table
    sealed: Table | None = None
    keeps_history: bool = False
    pairing: tuple[tuple[str, ...], ...] = ()
