"""Reading the files of the law into checked values; nothing is cached here."""

from __future__ import annotations

from pathlib import Path

from toandan.lawbook import yaml_text
from toandan.lawbook.category import CategoryFile, LegalCategory
from toandan.lawbook.check import check_groups
from toandan.lawbook.fields import problem
from toandan.lawbook.group import Benefit, Group
from toandan.lawbook.group_file import GroupEntry, GroupFile
from toandan.lawbook.local import LocalPolicy
from toandan.lawbook.open_point import OpenPoint, OpenPoints
from toandan.lawbook.parameter import Parameter
from toandan.lawbook.reform import Reform
from toandan.lawbook.shape import build, read, shown
from toandan.lawbook.sources import Source, read_sources


def read_groups(folder: Path) -> tuple[Group, ...]:
    """The groups of a law folder in their order; raises BadInput for the first thing wrong with them."""
    groups: list[Group] = []
    for path in sorted((folder / "groups").glob("*.yaml")):
        groups.extend(groups_of(yaml_text.read(path), shown(path, folder)))
    if not groups:
        raise problem(f"{folder.name}/groups", "no group file is there", "restore the law files")
    check_groups(groups, law_sources(folder))
    return tuple(sorted(groups, key=lambda one: (one.order, one.code)))


def law_sources(folder: Path) -> dict[str, Source]:
    """The sources of a law folder by id."""
    return read_sources(yaml_text.read(folder / "sources.yaml"), f"{folder.name}/sources.yaml")


def groups_of(document: object, where: str) -> list[Group]:
    """The groups of one file, each typed but not yet compared with the others."""
    file = build(GroupFile, document, where)
    return [_group(entry, file.clause) for entry in file.groups]


def _group(entry: GroupEntry, clause: int) -> Group:
    return Group(
        code=entry.code,
        order=entry.order,
        clause=clause,
        point=entry.point or "",
        name=entry.name,
        name_vi=entry.name_vi,
        start=entry.start,
        end=entry.end,
        article=entry.article,
        verified=entry.verified,
        confidence=entry.confidence,
        is_meaning_known=entry.is_meaning_known,
        sources=tuple(entry.sources),
        benefits=tuple(
            Benefit(one.start, str(one.digit), one.verified, one.source) for one in entry.benefits
        ),
        category=entry.category or "",
        note=entry.note or "",
        note_vi=entry.note_vi or "",
    )


def read_parameters(folder: Path) -> dict[str, Parameter]:
    """The figures by their file's name, folders do not count; raises BadInput where two share a name."""
    found: dict[str, Parameter] = {}
    for path in sorted((folder / "parameters").rglob("*.yaml")):
        if path.stem in found:
            raise problem(shown(path, folder), "another file has this name", "give one figure one file")
        found[path.stem] = read(Parameter, path, folder)
    return found


def read_categories(folder: Path) -> dict[str, tuple[int, LegalCategory]]:
    """The categories by their word, each with its clause; raises BadInput where a word stands twice."""
    found: dict[str, tuple[int, LegalCategory]] = {}
    for path in sorted((folder / "categories").glob("*.yaml")):
        file = read(CategoryFile, path, folder)
        for one in file.categories:
            if one.slug in found:
                raise problem(shown(path, folder), f"{one.slug} stands twice", "keep one entry")
            found[one.slug] = (file.clause, one)
    return found


def read_local(folder: Path) -> dict[str, LocalPolicy]:
    """The resolutions of provinces by id; raises BadInput where an id is not the file's name."""
    found: dict[str, LocalPolicy] = {}
    for path in sorted((folder / "local").glob("*.yaml")):
        policy = read(LocalPolicy, path, folder)
        if policy.id != path.stem:
            raise problem(f"{shown(path, folder)}: id", "it is not the file's name", f"write {path.stem}")
        found[policy.id] = policy
    return found


def read_open_points(folder: Path) -> tuple[OpenPoint, ...]:
    """What is not coded; empty where the folder says nothing of it."""
    path = folder / "not-coded.yaml"
    return tuple(read(OpenPoints, path, folder).not_coded) if path.exists() else ()


def read_reform(path: Path) -> Reform:
    """One proposal; raises BadInput naming the field that is wrong."""
    return build(Reform, yaml_text.read(path), path.name)
