"""The instruments the law files cite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toandan.lawbook.fields import Fields, problem

CONFIDENCE = ("A", "B", "C", "D")
BINDING = ("A", "B")

_FIELDS = ("id", "title", "title_vi", "number", "issued", "in_force", "confidence")


@dataclass(frozen=True, slots=True)
class Source:
    """One instrument: law, decree, decision, letter or published practice.

    ``confidence``: A the text was read, B an official page or two quotations agree, C one
    secondary source, D not found.
    """

    id: str
    title: str
    title_vi: str
    number: str
    issued: date | None
    in_force: date | None
    confidence: str


def read_sources(document: object, where: str) -> dict[str, Source]:
    """The sources of ``sources.yaml`` by id; raises BadInput for an entry that is wrong or twice."""
    found: dict[str, Source] = {}
    for fields in Fields.of(document, where).only(("sources",)).entries("sources"):
        source = _source(fields)
        if source.id in found:
            raise problem(fields.at("id"), f"{source.id} is listed twice", "keep one entry")
        found[source.id] = source
    return found


def _source(fields: Fields) -> Source:
    fields.only(_FIELDS)
    return Source(
        id=fields.text("id"),
        title=fields.text("title"),
        title_vi=fields.text("title_vi"),
        number=fields.text("number") if fields.data.get("number") else "",
        issued=fields.day("issued") if fields.has("issued") else None,
        in_force=fields.day("in_force") if fields.has("in_force") else None,
        confidence=fields.choice("confidence", CONFIDENCE),
    )
