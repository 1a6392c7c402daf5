"""Destroying what was committed: the files go, the card and the log stay.

A commit says first what is to be destroyed; the files follow. Whatever a crash left of them is
destroyed by the next writer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toandan.lake import durable
from toandan.lake.closing import Closing
from toandan.lake.event import Event
from toandan.lake.manifest import Manifest
from toandan.lake.orphans import CORE, RAW
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED

FILES = (ROWS, SEALED, QUARANTINE)


def remains(lake: Path, manifest: Manifest) -> tuple[Path, ...]:
    """Files that are still there though the manifest says that they are destroyed."""
    return tuple(path for name in manifest.destroyed for path in _files(lake, manifest, name))


def destroy_remains(lake: Path, manifest: Manifest) -> None:
    """Overwrite and remove them, flushing each step; folders of core tables go with their last file."""
    due = remains(lake, manifest)
    for path in due:
        durable.destroy_file(path)
    for folder in dict.fromkeys(path.parent for path in due):
        if folder.is_relative_to(lake / CORE) and not any(folder.iterdir()):
            folder.rmdir()
            durable.fsync_folder(folder.parent)
        else:
            durable.fsync_folder(folder)


def of_closings(closings: Sequence[Closing], destroyed: Collection[str], said: Event) -> list[Event]:
    """The entries for closings made from destroyed snapshots: their core tables hold the same people."""
    return [
        replace(said, id=f"{one.card.month}/{one.card.id}", synthetic=one.card.synthetic)
        for one in closings
        if one.destroyed is None and any(used.id in destroyed for used in one.card.snapshots)
    ]


def _files(lake: Path, manifest: Manifest, name: str) -> Iterator[Path]:
    if name in manifest.snapshots:
        yield from (path for file in FILES if _is_there(path := lake / RAW / name / file))
    else:
        yield from sorted((lake / CORE / name).glob("core_*.parquet"))


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()
