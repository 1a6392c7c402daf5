"""The instruments the law files cite."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from toandan.lawbook.fields import problem
from toandan.lawbook.shape import BINDING, Confidence, Name, Shape, Text, build

__all__ = ["BINDING", "Source", "SourceFile", "read_sources"]


class Source(Shape, frozen=True, kw_only=True):
    """One instrument: law, decree, decision, letter or published practice, in force ``[in_force, until)``.

    ``confidence``: A the text was read, B an official page or two quotations agree, C one
    secondary source, D not found.
    """

    id: Name
    title: Text
    title_vi: Text
    number: str
    issuer: Text
    issued: date | None
    in_force: date | None
    until: Annotated[date | None, msgspec.Meta(description="first day no longer in force")] = None
    parts: Annotated[Text | None, msgspec.Meta(description="parts with another first day")] = None
    published: Annotated[Text | None, msgspec.Meta(description="where it can be read")] = None
    read: Annotated[Text, msgspec.Meta(description="how it was read")]
    confidence: Confidence


class SourceFile(Shape, frozen=True, kw_only=True):
    """The file sources.yaml."""

    sources: Annotated[tuple[Source, ...], msgspec.Meta(min_length=1)]


def read_sources(document: object, where: str) -> dict[str, Source]:
    """The sources of ``sources.yaml`` by id; raises BadInput for an entry that is wrong or twice."""
    found: dict[str, Source] = {}
    for source in build(SourceFile, document, where).sources:
        if source.id in found:
            raise problem(f"{where}: sources", f"{source.id} is listed twice", "keep one entry")
        found[source.id] = source
    return found
