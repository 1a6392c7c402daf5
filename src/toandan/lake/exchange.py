"""Two folders change places in one step: whoever looks sees the one or the other, never neither."""

from __future__ import annotations

import ctypes
import errno
import os
import tempfile
from pathlib import Path

from toandan.errors import NotAllowed
from toandan.lake import durable
from toandan.lake.durable import fsync_folder

HERE = -100  # AT_FDCWD: paths are as they are written
RENAME_EXCHANGE = 2


def exchange(first: Path, second: Path) -> None:
    """Let two folders of one disk change places; raises NotAllowed where the system cannot do it."""
    durable.step(f"exchange {first.name}")
    _exchange(first, second)
    durable.step(f"exchanged {first.name}")
    fsync_folder(first.parent)
    fsync_folder(second.parent)


def check_exchange(folder: Path, beside: Path) -> None:
    """Try it with two empty folders; raises NotAllowed unless ``folder`` could change places below ``beside``."""
    if folder.is_mount():
        raise _impossible(folder, "a disk is mounted on the lake's own folder")
    with (
        tempfile.TemporaryDirectory(dir=folder.parent) as one,
        tempfile.TemporaryDirectory(dir=beside) as two,
    ):
        _exchange(Path(one), Path(two))


def _exchange(first: Path, second: Path) -> None:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise _impossible(first, "this system has no renameat2")
    if rename(HERE, os.fsencode(first), HERE, os.fsencode(second), RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV, errno.EBUSY}:
            raise _impossible(first, os.strerror(number))
        raise OSError(number, os.strerror(number), str(first))


def _impossible(folder: Path, why: str) -> NotAllowed:
    return NotAllowed(
        what="two folders cannot change places in one step here, so keys cannot be rotated safely",
        where=str(folder.parent),
        why=why,
        do="move the home to a local Linux disk (ext4, xfs, btrfs), rotate there, and move it back",
    )
