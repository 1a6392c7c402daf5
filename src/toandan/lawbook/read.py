"""Reading the group files into checked values; nothing is cached here."""

from __future__ import annotations

import re
from pathlib import Path

from toandan.lawbook import yaml_text
from toandan.lawbook.check import check_groups
from toandan.lawbook.fields import Fields, problem
from toandan.lawbook.group import CLAUSES, POINTS, Benefit, Group
from toandan.lawbook.sources import CONFIDENCE, Source, read_sources

_CODE = re.compile(r"[A-Z]{2}")
_DIGITS = (1, 2, 3, 4, 5)
_FILE_FIELDS = ("clause", "name", "name_vi", "groups")
_GROUP_FIELDS = (
    "code",
    "order",
    "point",
    "article",
    "name",
    "name_vi",
    "start",
    "end",
    "is_meaning_known",
    "verified",
    "confidence",
    "sources",
    "benefits",
    "note",
)
_BENEFIT_FIELDS = ("start", "digit", "verified", "source")


def read_groups(folder: Path) -> tuple[Group, ...]:
    """The groups of a law folder in their order; raises BadInput for the first thing wrong with them."""
    groups: list[Group] = []
    for path in sorted((folder / "groups").glob("*.yaml")):
        groups.extend(groups_of(yaml_text.read(path), f"{folder.name}/groups/{path.name}"))
    if not groups:
        raise problem(f"{folder.name}/groups", "no group file is there", "restore the law files")
    check_groups(groups, law_sources(folder))
    return tuple(sorted(groups, key=lambda one: (one.order, one.code)))


def law_sources(folder: Path) -> dict[str, Source]:
    """The sources of a law folder by id."""
    return read_sources(yaml_text.read(folder / "sources.yaml"), f"{folder.name}/sources.yaml")


def groups_of(document: object, where: str) -> list[Group]:
    """The groups of one file, each typed but not yet compared with the others."""
    fields = Fields.of(document, where).only(_FILE_FIELDS)
    clause = fields.whole("clause")
    if clause not in CLAUSES:
        raise problem(fields.at("clause"), f"Article 12 has no clause {clause} here", "write 1 to 5, or 0")
    return [_group(entry, clause) for entry in fields.entries("groups")]


def _group(fields: Fields, clause: int) -> Group:
    fields.only(_GROUP_FIELDS)
    return Group(
        code=_code(fields),
        order=fields.whole("order"),
        clause=clause,
        point=fields.choice("point", POINTS) if fields.has("point") else "",
        name=fields.text("name"),
        name_vi=fields.text("name_vi"),
        start=fields.day("start") if fields.has("start") else None,
        end=fields.day("end") if fields.has("end") else None,
        article=fields.text("article"),
        verified=fields.flag("verified"),
        confidence=fields.choice("confidence", CONFIDENCE),
        is_meaning_known=fields.flag("is_meaning_known"),
        sources=fields.codes("sources"),
        benefits=tuple(_benefit(entry) for entry in fields.entries("benefits")),
        note=fields.text("note") if fields.has("note") else "",
    )


def _code(fields: Fields) -> str:
    code = fields.text("code")
    if not _CODE.fullmatch(code):
        raise problem(fields.at("code"), f"{code[:12]!r} is no group code", "a code is two capital letters")
    return code


def _benefit(fields: Fields) -> Benefit:
    fields.only(_BENEFIT_FIELDS)
    digit = fields.whole("digit")
    if digit not in _DIGITS:
        raise problem(fields.at("digit"), f"{digit} is no benefit digit", "write 1 to 5")
    start = fields.day("start") if fields.has("start") else None
    return Benefit(start, str(digit), fields.flag("verified"), fields.text("source"))
