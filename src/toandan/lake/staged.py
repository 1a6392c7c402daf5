"""What was staged for a commit: the folder aside, and whether a card describes what lies in it."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from types import TracebackType

from toandan.errors import IdentityBroken
from toandan.lake import durable
from toandan.lake.encrypted import is_sealed
from toandan.lake.text import sha256_of
from toandan.lake.work import MadeCard

STAGING = ".staging"


class Aside:
    """A folder that is gone at the end of the block; a full disk is told, whoever noticed it."""

    def __init__(self, lake: Path, name: str) -> None:
        self._lake = lake
        self._folder = lake / STAGING / name

    def __enter__(self) -> Path:
        clear(self._folder)
        self._folder.mkdir(parents=True)
        return self._folder

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if error is not None and durable.says_full(error):
            raise durable.full_disk(self._lake) from error


def clear(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def check_work(core: Path | None, out: Path, card: MadeCard, *, hashed: Collection[str]) -> None:
    """Raise IdentityBroken unless the card of a work describes its staged folders, encrypted files included.

    ``hashed`` are tables whose digests were taken from their files just now.
    """
    described = {}
    for name, written in card.tables.items():
        folder = core if card.of_persons(name) else out
        if folder is None:
            raise undescribed(card.name, f"{name} holds persons and no folder for such tables was staged")
        described[folder / f"{name}.parquet"] = written.sha256
    unknown = sorted(set(card.sealed) - set(card.tables))
    if unknown:
        raise undescribed(card.name, f"digests of no table: {', '.join(unknown)}")
    sure = {path for path in described if path.stem in hashed}
    check_described(card.name, described, *((core,) if core else ()), out, sure=sure)
    for path in described:
        if path.stem in card.sealed and not is_sealed(path):
            raise undescribed(card.name, f"{path.name} is not encrypted")


def check_described(
    name: str, described: Mapping[Path, str], *staged: Path, sure: Collection[Path] = ()
) -> None:
    """Raise IdentityBroken unless the folders hold just these files with just these hashes."""
    present = {path for folder in staged for path in folder.rglob("*") if path.is_file()}
    if present != set(described):
        odd = sorted(path.name for path in present ^ set(described))
        raise undescribed(name, f"files and card name different files: {', '.join(odd)}")
    for path, expected in described.items():
        if path not in sure and sha256_of(path) != expected:
            raise undescribed(name, f"the hash of {path.name} is another one")


def undescribed(name: str, why: str) -> IdentityBroken:
    """The error for a card that does not describe what was staged."""
    return IdentityBroken(
        what=f"the card of {name} does not describe what was staged",
        where=name,
        why=why,
        do="nothing was committed; report this",
    )
