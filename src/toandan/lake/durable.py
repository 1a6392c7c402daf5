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

from toandan.errors import BadInput, NotAllowed, ToanDanError


def _go_on(name: str) -> None:
    """Nothing in production."""


step: Callable[[str], None] = _go_on

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
ZEROS = 1 << 20
NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}


@contextmanager
def told(where: Path) -> Iterator[None]:
    """Turn the failures of a disk into errors that say what to do; ``where`` is the folder or file written.

    Raises NotAllowed for a full, failing or read-only disk and BadInput where a file stands in
    the place of a folder. Failures of other files, such as those being read, pass unchanged.
    """
    try:
        yield
    except OSError as problem:
        known = _explained(problem, where)
        if known is None:
            raise
        raise known from problem


def _explained(problem: OSError, where: Path) -> ToanDanError | None:
    if problem.errno in FULL:
        return full_disk(where)
    if not _concerns(problem, where):
        return None
    if problem.errno in REFUSED:
        return NotAllowed(
            what=f"{where.name} cannot be written",
            where=str(where),
            why="the folder or its disk is read-only for this user",
            do="ask for the right to write, or name another folder with --home",
        )
    if problem.errno in NO_FOLDER:
        return BadInput(
            what=f"{where.name} cannot be made",
            where=str(problem.filename or where),
            why="a file stands where a folder belongs",
            do="move the file away, or name another folder with --home",
        )
    return _failing(where) if problem.errno == errno.EIO else None


def full_disk(where: Path) -> NotAllowed:
    """The error for a disk without room."""
    return NotAllowed(
        what="the disk is full; nothing was committed",
        where=str(where),
        do="free some space and run the same command again",
    )


def says_full(problem: BaseException) -> bool:
    """Whether an error of any library repeats the system's words for a full disk."""
    return any(os.strerror(number) in str(problem) for number in FULL)


def _failing(where: Path) -> NotAllowed:
    return NotAllowed(
        what="the disk reports a failure",
        where=str(where),
        why="it could not be read or written",
        do="have the disk checked; run `toandan lake verify` afterwards",
    )


def _concerns(problem: OSError, where: Path) -> bool:
    if not isinstance(problem.filename, str | os.PathLike):
        return True
    failed = Path(problem.filename)
    return failed.is_relative_to(where) or where.is_relative_to(failed)


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


def destroy_file(path: Path, *, is_shared: bool = False) -> None:
    """Overwrite a file with zeros, flush it and remove its name; the folder is flushed by the caller.

    The name of a link is removed and nothing else, and so is a name of a file that ``is_shared``:
    what stands under its other name stays as it is. On flash disks, file systems that never write
    in place, and in backups, earlier blocks may outlive this.
    """
    if not path.is_symlink() and not is_shared:
        try:
            _overwrite(path)
        except OSError as problem:
            # A file system that never writes in place needs room for zeros; the name goes all the same.
            if problem.errno not in FULL:
                raise
    step(f"unlink {path.name}")
    path.unlink()


def _overwrite(path: Path) -> None:
    step(f"overwrite {path.name}")
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, ZEROS)))
        file.flush()
        os.fsync(file.fileno())


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


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, so that they outlive a power cut."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        step(f"make {path.name}")
        path.mkdir(exist_ok=True)
        fsync_folder(path.parent)


def rename(source: Path, target: Path) -> None:
    """Move a whole folder to its final name in one step."""
    make_folder(target.parent)
    step(f"rename {target.name}")
    source.rename(target)
    step(f"renamed {target.name}")
    fsync_folder(target.parent)
