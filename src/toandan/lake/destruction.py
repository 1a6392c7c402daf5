"""Destroying what was committed: the files go, the card and the log stay.

A commit says first what is to be destroyed; the files follow. Whatever a crash left of them is
destroyed by the next writer. Closings and works made from the same extracts share files: one that still
stands keeps what is in them, and with the last of their names the content goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toandan.lake import durable
from toandan.lake.event import Event
from toandan.lake.manifest import Manifest
from toandan.lake.orphans import CORE, RAW
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED
from toandan.lake.work import AnyWork

FILES = (ROWS, SEALED, QUARANTINE)
# What all names of one file have in common: its disk, and its number there.
type FileNumber = tuple[int, int]


def remains(lake: Path, manifest: Manifest) -> tuple[Path, ...]:
    """Files that are still there though the manifest says that they are destroyed."""
    return tuple(path for name in manifest.destroyed for path in _files(lake, manifest, name))


def destroy_remains(lake: Path, manifest: Manifest) -> None:
    """Overwrite and remove them, flushing each step; folders of core tables go with their last file."""
    due = remains(lake, manifest)
    _destroy(due, spared=_standing(lake, due) if due else set())
    for folder in dict.fromkeys(path.parent for path in due):
        if folder.is_relative_to(lake / CORE) and not any(folder.iterdir()):
            folder.rmdir()
            durable.fsync_folder(folder.parent)
        else:
            durable.fsync_folder(folder)


def destroy_kept(lake: Path, files: Iterable[Path]) -> None:
    """Overwrite and remove files of kept steps; what was given to a closing stays there."""
    _destroy(files, spared=_standing(lake, ()))


def _destroy(files: Iterable[Path], *, spared: set[FileNumber]) -> None:
    for path in files:
        number = _number(path)
        durable.destroy_file(path, is_shared=number in spared)
        # Once overwritten, its other names are only removed.
        spared.add(number)


def _standing(lake: Path, due: Collection[Path]) -> set[FileNumber]:
    """The files of core tables that stay, whatever other names they have."""
    return {_number(path) for path in (lake / CORE).glob("*/*/*.parquet") if path not in due}


def _number(path: Path) -> FileNumber:
    found = path.lstat()
    return found.st_dev, found.st_ino


def of_works(made: Sequence[AnyWork], destroyed: Collection[str], said: Event) -> list[Event]:
    """The entries for closings and works made from what is destroyed: their tables of persons hold the same people.

    ``made`` are all closings and works, ``destroyed`` names of snapshots and works. Works made from
    works that go are followed; what outlives its inputs, holds no person, or is destroyed already
    stays as it is, and so does what was made from it alone.
    """
    left = [
        one
        for one in made
        if one.card.holds_persons
        and not one.card.outlives
        and one.destroyed is None
        and one.name not in destroyed
    ]
    gone = set(destroyed)
    while (
        due := {one.name for one in left if not gone.isdisjoint(used.id for used in one.card.made_from)}
        - gone
    ):
        gone |= due
    return [replace(said, id=one.name, synthetic=one.card.synthetic) for one in left if one.name in gone]


def _files(lake: Path, manifest: Manifest, name: str) -> Iterator[Path]:
    if name in manifest.snapshots:
        yield from (path for file in FILES if _is_there(path := lake / RAW / name / file))
    else:
        # Encrypted files of a work may have any name; all of its core folder is of persons.
        yield from sorted(
            (lake / CORE / name).glob("*.parquet" if name in manifest.works else "core_*.parquet")
        )


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()
