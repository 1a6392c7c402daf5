"""Premium support that a province decides (Decree 188/2025 Article 71.10.e): one resolution, one file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from toandan.lawbook.shape import Age, Confidence, Name, Percent, Shape, Slug, Text

Stacking = Literal["highest"]


class Who(Shape, frozen=True, kw_only=True):
    """Whom an item supports; everything named must hold.

    ``categories``: the paying category is one of them (empty: any of clauses 4 and 5).
    ``titles``: at least one is true (empty: none asked); ``without_titles``: none may be true.
    ``age_from`` to below ``age_to`` whole years. ``unsupported``: the paying category stands in
    clause 5, where the state carries nothing.
    """

    categories: tuple[Slug, ...] = ()
    titles: tuple[Slug, ...] = ()
    without_titles: tuple[Slug, ...] = ()
    age_from: Age | None = None
    age_to: Age | None = None
    permanent: bool = False
    unsupported: bool = False
    member_n: int | None = None


class Gives(Shape, frozen=True, kw_only=True):
    """What an item gives: ``add`` percent of the premium, or as much as lifts state and province to ``level``."""

    add: Percent | None = None
    level: Percent | None = None


class LocalItem(Shape, frozen=True, kw_only=True):
    """One kind of people a resolution supports; own dates where they differ from the resolution's."""

    id: Name
    name: Text
    name_vi: Text
    who: Who
    gives: Gives
    article: Text
    confidence: Confidence
    verified: bool
    months: Annotated[int | None, msgspec.Meta(description="most months supported, where limited")] = None
    start: date | None = None
    end: date | None = None
    note: Text | None = None
    note_vi: Text | None = None


class LeftOut(Shape, frozen=True, kw_only=True):
    """Something of the text that is not computed, and why."""

    what: Text
    what_vi: Text
    because: Text
    because_vi: Text


class LocalPolicy(Shape, frozen=True, kw_only=True):
    """The resolution of one People's Council, in force ``[start, end)``."""

    id: Name
    province: Annotated[str, msgspec.Meta(pattern="^[0-9]{2}$", description="code on the present map")]
    name: Text
    name_vi: Text
    source: Name
    start: date
    end: date | None = None
    stacking: Annotated[
        Stacking, msgspec.Meta(description="highest: of several items the one that gives most")
    ]
    total_at_most: Annotated[
        Percent, msgspec.Meta(description="state and province together, percent of the premium")
    ]
    replaces: Text | None = None
    note: Text | None = None
    note_vi: Text | None = None
    items: Annotated[tuple[LocalItem, ...], msgspec.Meta(min_length=1)]
    not_coded: tuple[LeftOut, ...] = ()

    def period_of(self, item: LocalItem) -> tuple[date, date | None]:
        """The days an item holds: the resolution's, narrowed by its own."""
        ends = [end for end in (self.end, item.end) if end is not None]
        return max(self.start, item.start or self.start), min(ends) if ends else None
