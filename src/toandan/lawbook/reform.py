"""A proposal: changes to the law from a day on, who asked, its text and its purpose."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from toandan.lawbook.category import Base, Older, Payer
from toandan.lawbook.local import LocalPolicy
from toandan.lawbook.parameter import Number
from toandan.lawbook.shape import Confidence, Name, Percent, Shape, Slug, Text

Status = Literal["press_scenario", "proposal", "idea", "draft"]


class _Change(Shape, frozen=True, tag_field="what"):
    """One change in ``[start, end)``; after ``end`` the law as it was goes on."""


class FigureChange(_Change, frozen=True, kw_only=True, tag="parameter"):
    """Another value of a figure; neither value nor word takes the figure away."""

    parameter: Slug
    start: date
    value: Number | None = None
    word: Slug | None = None
    end: date | None = None


class TermsChange(_Change, frozen=True, kw_only=True, tag="terms"):
    """Another payer, base or support of a category."""

    category: Slug
    start: date
    end: date | None = None
    payer: Payer | None = None
    base: Base | None = None
    support: Slug | None = None


class BenefitChange(_Change, frozen=True, kw_only=True, tag="benefit"):
    """Another benefit level of a category."""

    category: Slug
    start: date
    level: Percent
    older: Older | None = None
    end: date | None = None


class LocalChange(_Change, frozen=True, kw_only=True, tag="local"):
    """A new resolution of a province, written as in ``law/local``."""

    policy: LocalPolicy


class LocalEnd(_Change, frozen=True, kw_only=True, tag="local_end"):
    """A resolution ends earlier."""

    policy: Name
    end: date


Change = FigureChange | TermsChange | BenefitChange | LocalChange | LocalEnd


class Reform(Shape, frozen=True, kw_only=True):
    """A proposal file."""

    id: Name
    name: Text
    name_vi: Text
    asked_by: Text
    asked_by_vi: Text
    status: Status
    text: Annotated[Text, msgspec.Meta(description="what is proposed, in our words")]
    text_vi: Text
    purpose: Text
    purpose_vi: Text
    start: date
    confidence: Confidence
    verified: bool
    sources: tuple[Name, ...] = ()
    changes: Annotated[tuple[Change, ...], msgspec.Meta(min_length=1)]
