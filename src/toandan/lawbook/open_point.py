"""What the sources leave open, why it is not coded, and what the program does meanwhile."""

from __future__ import annotations

from typing import Annotated

import msgspec

from toandan.lawbook.shape import Name, Shape, Slug, Sources, Text


class OpenPoint(Shape, frozen=True, kw_only=True):
    """One point of the law that is not computed."""

    id: Name
    topic: Text
    article: Text
    what: Text
    what_vi: Text
    because: Text
    because_vi: Text
    meanwhile: Annotated[Text, msgspec.Meta(description="what the program does instead")]
    meanwhile_vi: Text
    sources: Sources
    figures: Annotated[
        tuple[Slug, ...],
        msgspec.Meta(description="figures that are kept and shown, but no rule computes with"),
    ] = ()


class OpenPoints(Shape, frozen=True, kw_only=True):
    """The file not-coded.yaml."""

    not_coded: Annotated[tuple[OpenPoint, ...], msgspec.Meta(min_length=1)]
