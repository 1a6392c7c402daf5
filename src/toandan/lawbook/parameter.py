"""A figure of the law: one file, one number, its values by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from toandan.lawbook.shape import Confidence, Dated, Shape, Slug, Sources, Text, in_force

Unit = Literal[
    "vnd_month",
    "percent",
    "percent_day",
    "days",
    "working_days",
    "months",
    "years",
    "times",
    "parts",
    "points",
    "month_number",
    "word",
]
Number = int | Decimal
Value = int | Decimal | str

SUFFIX: dict[str, str] = {
    "vnd_month": "_vnd",
    "percent": "_bp",
    "percent_day": "_bp",
    "days": "_days",
    "working_days": "_days",
    "months": "_months",
    "years": "_years",
    "times": "_times",
    "parts": "_parts",
    "points": "_points",
    "month_number": "",
    "word": "",
}
_BASIS_POINTS = 100


class DatedValue(Dated, frozen=True, kw_only=True):
    """What the figure is from a day on, and where that is written."""

    value: Number | None = None
    word: Annotated[Slug | None, msgspec.Meta(description="instead of a number where the unit is word")] = (
        None
    )
    article: Text
    sources: Sources
    confidence: Confidence
    verified: bool
    note: Text | None = None
    note_vi: Text | None = None

    @property
    def content(self) -> Value:
        """The number or the word."""
        return self.word if self.word is not None else self.value if self.value is not None else ""


class Parameter(Shape, frozen=True, kw_only=True):
    """A figure: its unit, how it carries the text, its values by day; ``end`` where it stopped for good."""

    name: Text
    name_vi: Text
    unit: Unit
    carries: Annotated[Text, msgspec.Meta(description="one line: how the figure carries the text")]
    carries_vi: Text
    values: Annotated[tuple[DatedValue, ...], msgspec.Meta(min_length=1)]
    end: date | None = None

    def value_at(self, day: date) -> DatedValue | None:
        """The value in force on a day; None before the first and after the end."""
        if self.end is not None and day >= self.end:
            return None
        return in_force(self.values, day)


def column_of(slug: Slug, unit: Unit) -> str:
    """The name of the figure's column in the tables of the law: it carries the unit."""
    return slug + SUFFIX[unit] if not slug.endswith(SUFFIX[unit]) else slug


def stored(value: Value, unit: Unit) -> int | str:
    """The value as tables carry it: whole numbers, percents as basis points (4.5% = 450), words."""
    if unit == "word":
        return str(value)
    exact = Decimal(value) * (_BASIS_POINTS if unit.startswith("percent") else 1)
    if exact != exact.to_integral_value():
        raise ValueError(f"{value} {unit} is no whole number of basis points")
    return int(exact)
