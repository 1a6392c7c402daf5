"""The temp folder of a session: locked while it is used, removed after it, and after those that were killed.

The lock is held on the folder itself. The operating system frees it when the process ends,
however it ends, so a folder whose lock can be had belongs to nobody any more.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWN_FOLDER = "toandan-engine-"


@contextmanager
def own_folder(parent: Path | None) -> Iterator[Path]:
    """An empty folder only this user can enter, gone at the end of the block.

    What killed sessions of this user left in ``parent`` is removed first.
    """
    place = parent or Path(tempfile.gettempdir())
    remove_abandoned(place)
    folder, lock = _locked(place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def remove_abandoned(parent: Path) -> None:
    """Remove the folders of sessions whose process is gone; those of running ones and of other users stay."""
    for folder in parent.glob(f"{OWN_FOLDER}*"):
        lock = _lock(folder)
        if lock is None:
            continue
        try:
            if os.fstat(lock).st_uid == os.getuid():
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


def _locked(parent: Path) -> tuple[Path, int]:
    """A new folder and its lock. Another session may clear it before it is locked: then make one more."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=OWN_FOLDER, dir=parent))
        lock = _lock(folder)
        if lock is not None and folder.exists():
            return folder, lock
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """The lock of a folder, or None when somebody has it, or it is gone, a link, or closed to this user."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
