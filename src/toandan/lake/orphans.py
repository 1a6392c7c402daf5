"""Folders of the lake that its manifest does not name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from toandan.errors import BadInput
from toandan.lake.manifest import MANIFEST, Manifest
from toandan.lake.snapshot import is_snapshot_id

RAW, CORE, OUT = "raw", "core", "out"
SNAPSHOT_DEPTH, WORK_DEPTH = 4, 2
DEPTHS = {RAW: SNAPSHOT_DEPTH, CORE: WORK_DEPTH, OUT: WORK_DEPTH}
# A closing lies below its month, any other work below its kind.
MADE = re.compile(r"(?:[0-9]{4}-[0-9]{2}|[a-z][a-z_]*)/[0-9a-f]{16}")


def orphans(lake: Path, manifest: Manifest) -> tuple[Path, ...]:
    """Folders named as snapshots, closings and works are, but not committed. What others put there is not among them."""
    return tuple(path for top, path in _unnamed(lake, manifest) if _is_ours(lake / top, path))


def strangers(lake: Path, manifest: Manifest) -> tuple[Path, ...]:
    """What stands at the depth of snapshots, closings and works and is none of ours; never removed."""
    return tuple(path for top, path in _unnamed(lake, manifest) if not _is_ours(lake / top, path))


def _unnamed(lake: Path, manifest: Manifest) -> Iterator[tuple[str, Path]]:
    made = {**manifest.closings, **manifest.works}
    named = {RAW: manifest.snapshots, CORE: made, OUT: made}
    for top, depth in DEPTHS.items():
        for path in sorted((lake / top).glob("/".join("*" * depth))):
            if path.relative_to(lake / top).as_posix() not in named[top]:
                yield top, path


def _is_ours(top: Path, path: Path) -> bool:
    name = path.relative_to(top).as_posix()
    if path.is_symlink() or not path.is_dir():
        return False
    return is_snapshot_id(name) if top.name == RAW else MADE.fullmatch(name) is not None


def check_manifest_is_newest(lake: Path, left: Collection[Path], announced: Collection[str] = ()) -> None:
    """Raise BadInput when more is unnamed, and not announced, than one crash can leave.

    A crash leaves one snapshot, or one closing or work with its two folders: the next writer clears it.
    More than that was committed once, and its manifest is lost.
    """
    commits = {"/".join(path.relative_to(lake).parts[1:]) for path in left} - set(announced)
    if len(commits) > 1:
        raise BadInput(
            what=f"the manifest does not name {len(commits)} folders of this lake",
            where=str(lake / MANIFEST),
            why="it is older than they are; after a crash at most one is unnamed",
            do="restore the newest manifest.json, or move these folders out of the lake: "
            + ", ".join(sorted(commits)),
        )


def check_no_manifest_is_missing(lake: Path) -> None:
    """Raise BadInput when a lake without a manifest holds snapshots, closings or works."""
    if orphans(lake, Manifest()):
        raise BadInput(
            what="the lake's manifest is missing",
            where=str(lake / MANIFEST),
            why="there are snapshots, closings or works, but not the file that says which are committed",
            do="restore manifest.json from the last backup; nothing was touched",
        )
