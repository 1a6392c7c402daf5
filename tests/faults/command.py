"""The command line in a process of its own, loaded beforehand: whatever time it takes is its work.

A server process imports everything once and does nothing else; each command is forked from it,
so that a blow at a random instant meets an intake and not the loading of libraries.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.faults.watching import Call, be_watched, calls

LOADED = [
    "ibis.backends.duckdb",
    "toandan.cli.app",
    "toandan.cli.close",
    "toandan.cli.intake",
    "toandan.pipeline.close",
    "toandan.pipeline.graph",
    "toandan.pipeline.intake",
]
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.faults.command", *LOADED])


@dataclass(frozen=True)
class Desk:
    """Where commands run: the home, its keys, a folder for the engine's temp files and for what is printed."""

    folder: Path

    @property
    def home(self) -> Path:
        """The office's folder."""
        return self.folder / "home"

    @property
    def environ(self) -> dict[str, str]:
        """What the commands find in their environment."""
        return {
            "TOANDAN_HOME": str(self.home),
            "TOANDAN_KEYS": str(self.folder / "keys.json"),
            "TOANDAN_TEMP": str(self.folder / "temp"),
            "TOANDAN_THREADS": "2",
        }

    @property
    def said(self) -> Path:
        """What the last command printed, results and errors."""
        return self.folder / "said.txt"


def run(desk: Desk, *words: str) -> int:
    """The command from beginning to end; its exit code."""
    process = start(desk, words)
    process.join()
    return exit_code(process)


def seconds(desk: Desk, *words: str) -> float:
    """How long the command takes, undisturbed."""
    begun = time.monotonic()
    assert run(desk, *words) == 0, desk.said.read_text()
    return time.monotonic() - begun


def killed_after(desk: Desk, pause: float, *words: str) -> bool:
    """Start the command and send kill -9 after so many seconds; whether it met it alive."""
    process = start(desk, words)
    process.join(pause)
    process.kill()
    process.join()
    return exit_code(process) == -signal.SIGKILL


def start(desk: Desk, words: tuple[str, ...]) -> ForkServerProcess:
    """The command, running."""
    process = SERVER.Process(target=as_command, args=(desk, words))
    process.start()
    return process


@contextmanager
def watched(desk: Desk, *words: str) -> Iterator[tuple[ForkServerProcess, Iterator[Call]]]:
    """The command and its calls to the kernel, each held before it is done."""
    here, there = SERVER.Pipe()
    process = SERVER.Process(target=_as_watched, args=(desk, words, there, os.getpid()))
    process.start()
    there.close()
    try:
        yield process, calls(here)
    finally:
        process.kill()
        process.join()
        here.close()


def exit_code(process: ForkServerProcess) -> int:
    """The exit code of a process that has ended; negative for the signal that ended it."""
    assert process.exitcode is not None
    return process.exitcode


def _as_watched(desk: Desk, words: tuple[str, ...], watcher: Connection, watcher_pid: int) -> None:
    be_watched(watcher, watcher_pid)
    watcher.close()
    as_command(desk, words)


def as_command(desk: Desk, words: tuple[str, ...]) -> None:
    """Be the command: its environment, its words, what it prints into the desk's file."""
    from toandan.cli import main  # noqa: PLC0415 - loaded by the server, not by those who start it

    os.environ.update(desk.environ)
    printed = os.open(desk.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(printed, stream)
    sys.argv = ["toandan", *words]
    main()
