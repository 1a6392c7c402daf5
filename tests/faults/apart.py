"""Commands in a process that has something of its own: a small disk for its home, a measured memory."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import pytest
from tests.faults.command import SERVER, Desk, as_command
from tests.faults.province import Act

PRIVATE, REMOUNT = (1 << 18) | (1 << 14), 1 << 5
NEEDED = (
    "a small disk of one's own needs Linux with user namespaces: `unshare -rm mount -t tmpfs none /mnt` must work "
    "(sysctl user.max_user_namespaces above 0; no rule of AppArmor or of the container against it)"
)
KIB = 1024


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, what it printed, its peak memory in bytes."""

    code: int
    said: str
    peak: int


def measured(desk: Desk, *words: str) -> Ended:
    """The command with its peak memory, its own and not that of the process it came from."""
    ended: Ended = _asked(_as_measured, desk, words)
    return ended


def on_a_small_disk(act: Act, desk: Desk, kib: int) -> tuple[Ended, str]:
    """The act with its home on a disk of so many KiB; checked there, and run again once there is room.

    Gives how it ended and which commit was found.
    """
    ended: tuple[Ended, str] = _asked(_as_cramped, act, desk, kib)
    return ended


def _asked(run: Callable[..., None], *arguments: object) -> Any:
    here, there = SERVER.Pipe(duplex=False)
    process = SERVER.Process(target=run, args=(*arguments, there))
    process.start()
    there.close()
    try:
        answer = here.recv()
    except EOFError:
        pytest.fail(f"the process ended with {process.exitcode} and no answer")
    finally:
        process.join()
    if isinstance(answer, OSError):
        pytest.fail(f"{NEEDED}; here: {answer}", pytrace=False)
    if isinstance(answer, AssertionError):
        raise answer
    return answer


def _as_measured(desk: Desk, words: tuple[str, ...], answer: Connection) -> None:
    answer.send(_forked(desk, words))


def _as_cramped(act: Act, desk: Desk, kib: int, answer: Connection) -> None:
    try:
        _mount_small(desk, kib)
    except OSError as problem:
        answer.send(problem)
        return
    try:
        shutil.copytree(act.template / "home", desk.home, dirs_exist_ok=True)
        ended = _forked(desk, act.words)
        state = act.check_after_fault(desk)
        _mount(desk, "size=100%", REMOUNT)
        again = _forked(desk, act.words)
        assert again.code == 0, again.said
        act.check_done(desk)
    except AssertionError as problem:
        answer.send(AssertionError(f"{kib} KiB: {problem}"))
        return
    answer.send((ended, state))


def _mount_small(desk: Desk, kib: int) -> None:
    user, group = os.getuid(), os.getgid()
    os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123 - one write, as the kernel wants it
            file.write(text)
    _call_mount(None, "/", None, PRIVATE, None)
    desk.home.mkdir(exist_ok=True)
    _mount(desk, f"size={kib}k", 0)


def _mount(desk: Desk, options: str, flags: int) -> None:
    _call_mount("none", str(desk.home), "tmpfs", flags, options)


def _call_mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    texts = [text.encode() if text is not None else None for text in (source, target, kind, options)]
    if library.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _forked(desk: Desk, words: tuple[str, ...]) -> Ended:
    child = os.fork()
    if child == 0:
        _end_as_command(desk, words)
    _, status, usage = os.wait4(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), desk.said.read_text("utf-8"), usage.ru_maxrss * KIB)


def _end_as_command(desk: Desk, words: tuple[str, ...]) -> None:
    """Never returns; what a command does not catch is printed as Python prints it, with exit code 1."""
    code: object = 0
    try:
        as_command(desk, words)
    except SystemExit as ending:
        code = ending.code
    except BaseException:  # noqa: BLE001 - a traceback is what the tests look for
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)
