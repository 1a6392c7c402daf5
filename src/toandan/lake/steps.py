"""Kept steps: what long work has finished stays until the work is committed, so that it can go on.

A piece of work (an intake, a closing) is cut into steps. A step writes its files into a folder
aside, which becomes ``.steps/<work>-<digest>/<step>-<digest>`` of the lake in one rename. The
digests stand for everything the files are a function of: the code, the versions of the libraries
that write them, the inputs, the parameters. The same work done again finds finished steps and
reuses them; what a stop left unfinished is removed. Nothing here is part of what is committed.

    steps = writer.steps("close 2025-10", {"snapshots": [...], "law": "..."}, at=received_at)
    persons = steps.made("persons", make_persons)         # make_persons(folder) returns a JSON value
    months = steps.made("months", make_months, part=2)    # the parameters belong to the step's name
    persons.give("persons.parquet", staged / "persons.parquet")
    ...commit...
    steps.drop()

A kept file holds what the lake would hold in the same form: keyed or encrypted identities, no others.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from toandan.lake import durable
from toandan.lake.text import canonical, sha256_of, sha256_text

REUSED = "reused-"
FOLDER, CARD, PART = ".steps", "step.json", ".part"
ID_HEX = 16
READERS = 2
# Room is bounded: so many other unfinished works, none older than this.
OTHERS_KEPT, LONGEST = 2, timedelta(days=7)
NOT_CODE = "__pycache__"
WRITE_FILES = ("toandan", "duckdb", "ibis-framework", "pyarrow")


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A finished step: its folder, what it told, whether it was found instead of made, and the digests of its files."""

    folder: Path
    told: Any
    was_kept: bool
    files: Mapping[str, str]

    def file(self, name: str) -> Path:
        """One of its files; not to be changed."""
        return self.folder / name

    def give(self, name: str, target: Path) -> None:
        """Put one of its files at ``target`` as well, without copying where the disk can."""
        try:
            os.link(self.file(name), target)
        except OSError:
            shutil.copyfile(self.file(name), target)


class Steps:
    """The steps of one piece of work, kept in one folder; to be used by the holder of the lake's lock.

    ``work`` names it for people and ``inputs`` (JSON) says all that its results are a function of,
    but for code and libraries, which are added here.
    """

    def __init__(self, lake: Path, work: str, inputs: Mapping[str, Any]) -> None:
        self.folder = lake / FOLDER / _name(work, {"code": code_digest(), "inputs": inputs})

    def touch(self) -> None:
        """Count as worked on now, so that what is found again is not taken for abandoned."""
        with suppress(FileNotFoundError):
            os.utime(self.folder)

    def find(self, step: str, **parameters: Any) -> KeptStep | None:  # noqa: ANN401 - any JSON value
        """The step, if it was finished before and its files are as they were written."""
        folder = self.folder / _name(step, parameters)
        try:
            card = json.loads((folder / CARD).read_bytes())
            is_whole = _digests([folder / name for name in card["files"]]) == card["files"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return KeptStep(folder, card["told"], was_kept=True, files=card["files"]) if is_whole else None

    def made(
        self,
        step: str,
        make: Callable[[Path], Any],
        **parameters: Any,  # noqa: ANN401 - any JSON value
    ) -> KeptStep:
        """The step as it was kept, else made now: ``make`` fills an empty folder and returns what is told.

        What ``make`` raises passes, and nothing is kept of the step. Disk failures are told by the
        staging of the writer, inside which steps are made.
        """
        found = self.find(step, **parameters)
        if found is not None:
            return found
        target, aside = self.folder / _name(step, parameters), self.folder / PART
        _clear(target, aside)
        durable.make_folder(aside)
        try:
            told = make(aside)
            written = _digests(sorted(aside.iterdir()))
            durable.write_bytes(aside / CARD, canonical({"files": written, "told": told}))
            durable.fsync_tree(aside)
            durable.rename(aside, target)
        finally:
            _clear(aside)
        return KeptStep(target, json.loads(canonical(told)), was_kept=False, files=written)

    def drop(self) -> None:
        """Remove every step of this work: it is committed, or refused for good."""
        _clear(self.folder)
        with suppress(OSError):
            self.folder.parent.rmdir()


def remove_committed(lake: Path) -> None:
    """Remove works of which a file was given to what is committed: the process ended before it could."""
    for folder in (lake / FOLDER).glob("*"):
        if not folder.name.startswith(REUSED) and any(
            path.is_file() and path.stat().st_nlink > 1 for path in folder.rglob("*")
        ):
            _clear(folder)


def remove_abandoned(lake: Path, own: Steps, at: datetime | None = None) -> None:
    """Remove the steps of other works but the two newest, and those untouched for a week before ``at``."""
    others = [folder for folder in (lake / FOLDER).glob("*") if folder != own.folder]
    changed = {folder: folder.stat().st_mtime for folder in others}
    by_age = sorted(others, key=lambda folder: changed[folder], reverse=True)
    oldest = (at - LONGEST).timestamp() if at is not None else 0.0
    _clear(*by_age[OTHERS_KEPT:], *(folder for folder in by_age if changed[folder] < oldest))


@cache
def code_digest() -> str:
    """The digest of this software's own files and of the libraries that write: other code, other steps."""
    digest = hashlib.sha256()
    package = Path(str(files("toandan")))
    for path in sorted(package.rglob("*")):
        if path.is_file() and NOT_CODE not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return sha256_text(canonical([digest.hexdigest(), [version(name) for name in WRITE_FILES]]))


def _digests(paths: Sequence[Path]) -> dict[str, str]:
    """The digest of each file by its name; several files are read at once."""
    with ThreadPoolExecutor(READERS) as readers:
        return {path.name: digest for path, digest in zip(paths, readers.map(sha256_of, paths), strict=True)}


def _name(words: str, content: Any) -> str:  # noqa: ANN401 - any JSON value
    return f"{words.replace(' ', '-')}-{sha256_text(canonical([words, content]))[:ID_HEX]}"


def _clear(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
