"""One figure of a table: its value, what it is, and whether it may be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from toandan.accounts.words import (
    count_en,
    count_vi,
    day_en,
    day_vi,
    kind_en,
    kind_vi,
    percent_en,
    percent_vi,
)
from toandan.reports.suppression.system import Mark

NOTHING = "–"
WITHHELD = "*"


class Kind(StrEnum):
    """What a figure is."""

    TEXT = "text"
    CODE = "code"
    PEOPLE = "people"
    CHANGE = "change"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"


type Value = str | int | Fraction | date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, None where it is not known, and the mark that stands for it where it is hidden."""

    kind: Kind
    value: Value
    mark: Mark | None = None

    @property
    def shown(self) -> Value:
        """The value, None where it is hidden."""
        return None if self.mark else self.value


@dataclass(frozen=True, slots=True)
class Speech:
    """How one language writes figures."""

    lang: str
    count: Callable[[int], str]
    percent: Callable[[Fraction], str]
    day: Callable[[date], str]
    kind: Callable[[str], str]

    def mark(self, mark: Mark, threshold: int) -> str:
        """What stands for a hidden figure: "<5" for a small one, an asterisk for another."""
        return f"<{threshold}" if mark is Mark.SMALL else WITHHELD

    def told(self, figure: Figure, threshold: int) -> str:
        """The figure as people read it."""
        if figure.mark:
            return self.mark(figure.mark, threshold)
        return self._value(figure)

    def _value(self, figure: Figure) -> str:
        value = figure.value
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Fraction):
            return self.percent(value)
        if isinstance(value, int):
            return self.change(value) if figure.kind is Kind.CHANGE else self.count(value)
        return NOTHING if value is None else value

    def change(self, people: int) -> str:
        """A change with its sign; a true minus."""
        return ("+" if people > 0 else "−" if people < 0 else "") + self.count(abs(people))


SPEECH = {
    "vi": Speech("vi", count_vi, percent_vi, day_vi, kind_vi),
    "en": Speech("en", count_en, percent_en, day_en, kind_en),
}


def text(value: str) -> Figure:
    """Words."""
    return Figure(Kind.TEXT, value)


def code(value: str) -> Figure:
    """A code, which is text though it may look like a number."""
    return Figure(Kind.CODE, value)


def people(value: int | None, mark: Mark | None = None) -> Figure:
    """A number of people."""
    return Figure(Kind.PEOPLE, value, mark)


def money(value: int, mark: Mark | None = None) -> Figure:
    """An amount in the unit its heading names."""
    return Figure(Kind.MONEY, value, mark)


def change(now: int, before: int | None, mark: Mark | None = None) -> Figure:
    """What a number of people changed by."""
    return Figure(Kind.CHANGE, None if before is None else now - before, mark)


def share(part: int | None, whole: int | None, mark: Mark | None = None) -> Figure:
    """A part of a whole; not known where there is no whole."""
    value = Fraction(part, whole) if part is not None and whole else None
    return Figure(Kind.SHARE, value, mark if value is not None else None)


def day(value: date | None) -> Figure:
    """A day."""
    return Figure(Kind.DAY, value)
