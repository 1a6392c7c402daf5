"""Checking a lake against its manifest, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toandan.errors import BadInput, IdentityBroken
from toandan.lake.lake import CORE, OUT, RAW, Lake
from toandan.lake.snapshot import CARD, SnapshotId
from toandan.lake.text import sha256_of
from toandan.lake.writer import orphans


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in the lake that is not as the manifest says."""

    code: str
    where: str
    message: str


def verify(lake: Lake) -> tuple[Finding, ...]:
    """Every finding, in a fixed order; none means the lake is whole."""
    return tuple(sorted([*_snapshots(lake), *_closings(lake), *_orphans(lake)]))


def _snapshots(lake: Lake) -> Iterator[Finding]:
    for name, expected in lake.manifest.snapshots.items():
        folder = lake.folder / RAW / name
        yield from _file(folder / CARD, expected, lake.folder)
        try:
            card = lake.snapshot(SnapshotId.parse(name)).card
        except (BadInput, IdentityBroken, ValueError, KeyError, TypeError):
            yield Finding("card_unreadable", name, "the card cannot be read")
            continue
        for file, digest in card.files.items():
            yield from _file(folder / file, digest, lake.folder)


def _closings(lake: Lake) -> Iterator[Finding]:
    for name, expected in lake.manifest.closings.items():
        yield from _file(lake.folder / OUT / name / CARD, expected, lake.folder)
    for closing in lake.closings():
        for table, written in closing.card.tables.items():
            yield from _file(closing.table(table), written.sha256, lake.folder)


def _orphans(lake: Lake) -> Iterator[Finding]:
    for folder in orphans(lake.folder, lake.manifest):
        yield Finding(
            "orphan",
            folder.relative_to(lake.folder).as_posix(),
            "was never committed; the next writer removes it",
        )


def _file(path: Path, expected: str, lake: Path) -> Iterator[Finding]:
    where = path.relative_to(lake).as_posix()
    if not path.exists():
        yield Finding("missing", where, "the file is missing")
    elif sha256_of(path) != expected:
        yield Finding("changed", where, "the content is not what was committed")


__all__ = ["CORE", "Finding", "verify"]
