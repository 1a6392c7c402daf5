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


class KeyedId(StrEnum):
    """Which number a keyed column of the lake holds; by it people are found who ask to be forgotten."""

    NATIONAL = "personal id"
    INSURANCE = "insurance number"
    PAYER = "personal id of the payer"
    HOUSEHOLD = "household number"  # of several people: nobody is found by it
    HAMLET = "hamlet"  # likewise


PERSON_IDS = (KeyedId.NATIONAL, KeyedId.INSURANCE, KeyedId.PAYER)


class Role(StrEnum):
    """What a closing does with a register."""

    LINKED = "linked"  # needed; its people are linked with those of the other
    GOAL = "goal"  # what counts are compared with
    FACT = "fact"  # a fact of the law; the law is asked where one is there
    EVENT = "event"  # something that happened; it makes nobody a participant or resident
    PRINTED = "printed"  # claims of publications; no closing reads them


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, in which unit, what it means in both languages.

    ``headings`` are the wordings offices write above it, besides the Vietnamese meaning. ``keyed``
    tells of a keyed column of the lake which number it holds.
    """

    name: str
    kind: Kind
    meaning: str
    meaning_vi: str
    required: bool = True
    unit: str = ""
    allowed: tuple[str, ...] = ()
    guard: Guard = Guard.OPEN
    headings: tuple[str, ...] = ()
    keyed: KeyedId | None = None


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

    def keyed(self, kind: KeyedId) -> str | None:
        """The name of the column that holds that number, keyed; None where there is none."""
        return next((column.name for column in self.columns if column.keyed is kind), None)


@dataclass(frozen=True, slots=True)
class Register:
    """One outside source: the columns its files carry, the tables the lake keeps of it, its part in a closing.

    ``received`` is the layout of our own CSV and Parquet files; ``stored`` the accepted rows,
    typed, with keyed ids; ``sealed`` the columns that go to the encrypted file apart, by the
    same row number. ``short`` is what it is called inside a sentence. ``role`` says what a closing
    does with it, ``feeds`` are the published tables that are made from it. ``keeps_history``
    marks a register whose extract also tells earlier days (spells with their dates), so that a
    month before its as-of can be read back from it. ``titles`` are those (``schemas.titles``) that
    a register of facts tells by its rows alone: who stands in none has none of them.
    ``pairing`` gives the keys of the stored table by which rows of two versions are paired, tried
    in this order.
    """

    name: str
    title: str
    title_vi: str
    short: str
    short_vi: str
    legal_basis: str
    role: Role
    received: Table
    stored: Table
    sealed: Table | None = None
    feeds: tuple[Table, ...] = ()
    keeps_history: bool = False
    titles: tuple[str, ...] = ()
    pairing: tuple[tuple[str, ...], ...] = ()

    @property
    def names_people(self) -> bool:
        """Whether a person may stand in its rows: the lake keeps a number of theirs, or texts apart."""
        return self.sealed is not None or any(self.stored.keyed(kind) for kind in PERSON_IDS)
