"""The only place where durable writes happen.

Every step calls ``step`` with its name first, so that a test can end the process or fail
at any of them.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from toandan.errors import NotAllowed


def _go_on(name: str) -> None:
    """Nothing in production."""


step: Callable[[str], None] = _go_on

REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def told(where: Path) -> Iterator[None]:
    """Turn the failures of a disk into errors that say what to do."""
    try:
        yield
    except OSError as problem:
        raise _explained(problem, where) from problem


def _explained(problem: OSError, where: Path) -> Exception:
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return NotAllowed(
            what="the disk is full; nothing was committed",
            where=str(where),
            do="free some space and run the same command again",
        )
    if problem.errno in REFUSED:
        return NotAllowed(
            what="the lake cannot be written",
            where=str(where),
            why="the folder or its disk is read-only for this user",
            do="ask for the right to write, or name another folder with --home",
        )
    return problem


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file aside, flush it, and move it over ``path`` in one step."""
    aside = path.with_name(f".{path.name}.part")
    step(f"write {path.name}")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        step(f"fsync {path.name}")
        os.fsync(file.fileno())
    step(f"replace {path.name}")
    aside.replace(path)
    fsync_folder(path.parent)


def fsync_file(path: Path) -> None:
    """Flush a file's content to the disk."""
    step(f"fsync {path.name}")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_folder(path: Path) -> None:
    """Flush a folder's entries to the disk."""
    step(f"fsync folder {path.name}")
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_tree(folder: Path) -> None:
    """Flush every file below the folder, and the folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            fsync_file(path)
        else:
            fsync_folder(path)
    fsync_folder(folder)


def rename(source: Path, target: Path) -> None:
    """Move a whole folder to its final name in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    step(f"rename {target.name}")
    source.rename(target)
    step(f"renamed {target.name}")
    fsync_folder(target.parent)
