"""A file of card codes as people write it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from toandan.lawbook.shape import Confidence, Name, Shape, Slug, Sources, Text

Point = Literal[
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u"
]


class DigitEntry(Shape, frozen=True, kw_only=True):
    """A benefit digit from a day on; null: as long as the code."""

    start: date | None
    digit: Annotated[int, msgspec.Meta(ge=1, le=5, description="third character of a card number")]
    verified: bool
    source: Name


class GroupEntry(Shape, frozen=True, kw_only=True):
    """One card code over one period; null: no day known."""

    code: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$", description="two capital letters")]
    order: int
    category: Annotated[
        Slug | None, msgspec.Meta(description="category of Article 12 the code stands for, where it is known")
    ] = None
    point: Point | None = None
    article: Text
    name: Text
    name_vi: Text
    start: date | None
    end: date | None
    is_meaning_known: bool
    verified: bool
    confidence: Confidence
    sources: Sources
    benefits: Annotated[tuple[DigitEntry, ...], msgspec.Meta(min_length=1)]
    note: Text | None = None
    note_vi: Text | None = None


class GroupFile(Shape, frozen=True, kw_only=True):
    """The card codes of one clause; clause 0 where it is not confirmed."""

    clause: Annotated[int, msgspec.Meta(ge=0, le=5)]
    name: Text
    name_vi: Text
    groups: Annotated[tuple[GroupEntry, ...], msgspec.Meta(min_length=1)]
