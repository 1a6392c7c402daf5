"""A category of Article 12 as the law keeps it: from when it exists, who pays on what, what it is worth."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from toandan.lawbook.shape import Age, Confidence, Dated, Percent, Shape, Slug, Sources, Text, in_force

Payer = Literal["employer_and_employee", "employer", "person", "si_agency", "state", "state_and_person"]
Base = Literal["wage", "base_salary", "pension", "unemployment_benefit"]
CoverFrom = Literal["payment", "decision", "birth"]
OnChange = Literal["by_month", "no_change", "adjust", "silent"]


class Terms(Dated, frozen=True, kw_only=True):
    """Who pays for the category from a day on, and on which base."""

    payer: Payer
    base: Base
    support: Annotated[
        Slug | None, msgspec.Meta(description="parameter with the state's share of the premium")
    ] = None
    months: Annotated[tuple[int, ...], msgspec.Meta(description="months that may be paid at once")]
    cover_from: Annotated[CoverFrom, msgspec.Meta(description="what a first cover begins with")]
    on_change: Annotated[
        OnChange, msgspec.Meta(description="what a change of base salary does to months paid ahead")
    ]
    article: Text
    sources: Sources
    confidence: Confidence
    verified: bool
    note: Text | None = None
    note_vi: Text | None = None


class Older(Shape, frozen=True, kw_only=True):
    """Another level from an age on."""

    age: Age
    level: Percent


class Benefit(Dated, frozen=True, kw_only=True):
    """Share of the cost the fund pays for the category from a day on."""

    level: Percent
    older: Older | None = None
    article: Text
    sources: Sources
    confidence: Confidence
    verified: bool
    note: Text | None = None
    note_vi: Text | None = None


class NotComputed(Shape, frozen=True, kw_only=True):
    """Something the text says of the category that no rule computes."""

    what: Text
    what_vi: Text


class LegalCategory(Shape, frozen=True, kw_only=True):
    """One category; it exists in ``[start, end)``. Its number and its place in Article 12 are in ``schemas.categories``."""

    slug: Slug
    point: Annotated[
        str | None, msgspec.Meta(description="letter of Article 12; none when a decree adds it")
    ] = None
    article: Text
    name: Text
    name_vi: Text
    start: date
    end: date | None = None
    confidence: Confidence
    verified: Annotated[bool, msgspec.Meta(description="whether the people are read in the article")]
    start_verified: Annotated[bool, msgspec.Meta(description="whether the day it begins is read in a text")]
    sources: Sources
    terms: Annotated[tuple[Terms, ...], msgspec.Meta(min_length=1)]
    benefits: Annotated[tuple[Benefit, ...], msgspec.Meta(min_length=1)]
    note: Text | None = None
    note_vi: Text | None = None
    not_coded: tuple[NotComputed, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the category exists on a day."""
        return self.start <= day and (self.end is None or day < self.end)

    def terms_at(self, day: date) -> Terms | None:
        """Who pays on a day; None outside the category's period."""
        return in_force(self.terms, day) if self.holds(day) else None

    def benefit_at(self, day: date) -> Benefit | None:
        """The benefit on a day; None outside the category's period."""
        return in_force(self.benefits, day) if self.holds(day) else None


class CategoryFile(Shape, frozen=True, kw_only=True):
    """The categories of one clause of Article 12."""

    clause: Annotated[int, msgspec.Meta(ge=1, le=5)]
    name: Text
    name_vi: Text
    categories: Annotated[tuple[LegalCategory, ...], msgspec.Meta(min_length=1)]
