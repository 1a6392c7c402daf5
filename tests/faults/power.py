"""What a disk may hold after a power cut: only what was flushed is sure to be there.

Contents never flushed may be gone, and so may names that were made, moved or removed in a folder
never flushed since; names may also reach the disk in another order than they were made. The
cruellest of these disks are made here from the calls that were seen.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.watching import Call

WRITES = {"write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate"}
FLUSHES = {"fsync", "fdatasync"}


@dataclass(frozen=True, slots=True)
class Change:
    """A name made, moved or removed, not yet flushed; ``old`` is what it replaced or removed."""

    kind: str
    path: Path
    to: Path | None = None
    old: bytes | None = None


@dataclass(slots=True)
class Disk:
    """What of a folder is not sure to be on the disk, after each call that was seen."""

    root: Path
    unflushed: set[Path] = field(default_factory=set)
    pending: list[Change] = field(default_factory=list)
    present: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.present = {path for path in self.root.rglob("*") if path.is_file()}

    def see(self, call: Call) -> None:
        """Take a call in, which is not done yet."""
        paths = [Path(text) for text in call.paths()]
        if not paths[-1].is_relative_to(self.root):
            return
        if call.name in WRITES:
            self.written(paths[0])
        elif call.name in FLUSHES:
            self.flushed(paths[0])
        else:
            self._names_change(call.name, paths)

    def _names_change(self, name: str, paths: list[Path]) -> None:
        if "rename" in name:
            self.moved(*paths)
        elif "unlink" not in name and "link" in name:
            self.linked(*paths)
        elif "mkdir" in name:
            if not paths[0].exists() and paths[0].parent.exists():
                self.pending.append(Change("made", paths[0]))
        elif paths[0].is_file():
            self.removed(paths[0])

    def after_cut(self, copies: Path) -> list[Path]:
        """Copies of the folder as it may be found.

        All as it stands, as a killed process leaves it; then without contents never flushed, and
        with all names, none of the unsure ones, only the newest of them.
        """
        made = [copies / "killed"]
        _copy(self.root, made[0])
        for number, kept in enumerate((len(self.pending), 0, 1)):
            copy = copies / str(number)
            _copy(self.root, copy)
            for path in self.unflushed:
                (copy / path.relative_to(self.root)).write_bytes(b"")
            _undo(self.pending, kept, self.root, copy)
            made.append(copy)
        return made

    def written(self, path: Path) -> None:
        """A file's content changes, and its name is new if the file is."""
        if path not in self.present:
            self.present.add(path)
            self.pending.append(Change("made", path))
        self.unflushed.add(path)

    def flushed(self, path: Path) -> None:
        """A file's content, or the names in a folder, are on the disk."""
        self.unflushed.discard(path)
        later: list[Change] = []
        for change in reversed(self.pending):
            if _now(change.to or change.path, later).parent != path:
                later.insert(0, change)
        self.pending = later

    def moved(self, source: Path, target: Path) -> None:
        """A file or folder gets another name, over a file that has it."""
        if not source.exists():
            return
        old = target.read_bytes() if target.is_file() else None
        self.pending.append(Change("moved", source, target, old))
        move = [self.pending[-1]]
        self.present = {_now(path, move) for path in self.present}
        self.unflushed = {_now(path, move) for path in self.unflushed}

    def linked(self, source: Path, target: Path) -> None:
        """A file gets a second name."""
        self.present.add(target)
        self.pending.append(Change("made", target))
        if source in self.unflushed:
            self.unflushed.add(target)

    def removed(self, path: Path) -> None:
        """A file goes."""
        self.pending.append(Change("removed", path, old=path.read_bytes()))
        self.present.discard(path)
        self.unflushed.discard(path)


def _copy(folder: Path, copy: Path) -> None:
    """A copy in which files of two names still are one file."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", folder, copy], check=True)


def _now(path: Path, moves: Sequence[Change]) -> Path:
    """Where a path is after the moves."""
    for move in moves:
        if move.to is not None and path.is_relative_to(move.path):
            path = move.to / path.relative_to(move.path)
    return path


def _undo(changes: Sequence[Change], kept_n: int, root: Path, copy: Path) -> None:
    """Take back all but the newest changes in a copy of the root, the newest first."""
    at = len(changes) - min(kept_n, len(changes))
    kept = changes[at:]
    for change in reversed(changes[:at]):
        path = copy / _now(change.path, kept).relative_to(root)
        if change.to is not None:
            target = copy / _now(change.to, kept).relative_to(root)
            if target.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                target.rename(path)
            path = target
        elif change.kind == "made" and change.path not in {one.path for one in kept if one.to is not None}:
            # What was moved is there: the new name in the folder is what was made.
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        if change.old is not None and path.parent.exists():
            path.write_bytes(change.old)
