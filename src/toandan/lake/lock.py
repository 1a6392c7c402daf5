"""One writer at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toandan.errors import Busy
from toandan.lake.durable import told

LOCK_NAME = ".lock"


@contextmanager
def writer_lock(folder: Path, purpose: str) -> Iterator[None]:
    """Hold the lake's lock; raises Busy at once when another process holds it.

    The operating system frees the lock when the process ends, however it ends.
    """
    path = folder / LOCK_NAME
    with told(folder):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, path)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{purpose} (process {os.getpid()})".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "another process"
        raise Busy(
            what=f"the lake is being written by {holder}",
            where=str(path),
            why="one writer at a time",
            do="wait until it has finished and run the same command again",
        ) from problem


def is_locked(folder: Path) -> bool:
    """Whether somebody writes just now; needs no right to write."""
    try:
        descriptor = os.open(folder / LOCK_NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
