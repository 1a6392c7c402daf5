"""Every write, fsync, rename and the like of another process, seen by the kernel before it is done.

The process asks the kernel to hold each such call until its watcher lets it go on (Linux, seccomp
user notification; needs no rights). So what native libraries do is seen as well as what Python
does, in the one order in which it happens, whatever the number of threads.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import select
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from pathlib import Path

# Numbers of the calls: x86-64 and the 64-bit ARM table.
CALLS = {
    "x86_64": {
        "write": 1, "pwrite64": 18, "writev": 20, "pwritev": 296, "ftruncate": 77, "fallocate": 285,
        "fsync": 74, "fdatasync": 75, "rename": 82, "renameat": 264, "renameat2": 316,
        "mkdir": 83, "mkdirat": 258, "rmdir": 84, "link": 86, "linkat": 265, "unlink": 87, "unlinkat": 263,
    },
    "aarch64": {
        "write": 64, "pwrite64": 68, "writev": 66, "pwritev": 70, "ftruncate": 46, "fallocate": 47,
        "fsync": 82, "fdatasync": 83, "renameat": 38, "renameat2": 276, "mkdirat": 34, "linkat": 37, "unlinkat": 35,
    },
}  # fmt: skip
SECCOMP = {"x86_64": 317, "aarch64": 277}
PR_SET_NO_NEW_PRIVS, SET_MODE_FILTER, NEW_LISTENER = 38, 1, 1 << 3
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
HOLD, ALLOW = 0x7FC00000, 0x7FFF0000
RECEIVE, SEND, CONTINUE = 0xC0502100, 0xC0182101, 1
NOTICE, ANSWER = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
BY_DESCRIPTOR = {"write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate", "fsync", "fdatasync"}
AT = {"renameat", "renameat2", "mkdirat", "linkat", "unlinkat"}
OF_TWO = {"rename", "renameat", "renameat2", "link", "linkat"}
LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Call:
    """One held call: its name, the process (or thread) that makes it, and its arguments."""

    name: str
    task: int
    arguments: tuple[int, ...]

    def paths(self) -> tuple[str, ...]:
        """The file or folder it is about; for a rename or link, both names."""
        if self.name in BY_DESCRIPTOR:
            return (_path_of(self.task, self.arguments[0]),)
        first = self.arguments[1:] if self.name in AT else self.arguments
        texts = (first[0], first[2 if self.name in AT else 1]) if self.name in OF_TWO else first[:1]
        return tuple(_text_at(self.task, address) for address in texts)


def be_watched(watcher: Connection, watcher_pid: int) -> None:
    """Called in the process to be watched, before it has threads: from now on its calls are held."""
    library = ctypes.CDLL(None, use_errno=True)
    held = sorted(CALLS[platform.machine()].values())
    steps = [(LOAD, 0, 0, 0)]
    steps += [(EQUAL, len(held) - place, 0, number) for place, number in enumerate(held)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, HOLD)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    listener = library.syscall(SECCOMP[platform.machine()], SET_MODE_FILTER, NEW_LISTENER, program)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "the kernel does not let a process watch another (seccomp)")
    send_handle(watcher, listener, watcher_pid)
    os.close(listener)


def calls(process: Connection) -> Iterator[Call]:
    """The calls of a process that is watched, each before it is done; done when the next is asked for."""
    listener = recv_handle(process)
    ready = select.poll()
    ready.register(listener, select.POLLIN)
    names = {number: name for name, number in CALLS[platform.machine()].items()}
    try:
        while any(event & select.POLLIN for _, event in ready.poll()):
            notice = bytearray(NOTICE.size)
            with suppress(FileNotFoundError):
                fcntl.ioctl(listener, RECEIVE, notice)
                cookie, task, _, number, _, _, *arguments = NOTICE.unpack(notice)
                yield Call(names[number], task, tuple(arguments))
                fcntl.ioctl(listener, SEND, bytearray(ANSWER.pack(cookie, 0, 0, CONTINUE)))
    finally:
        os.close(listener)


def _path_of(task: int, descriptor: int) -> str:
    return str(Path(f"/proc/{task}/fd/{descriptor}").readlink())


def _text_at(task: int, address: int) -> str:
    memory = os.open(f"/proc/{task}/mem", os.O_RDONLY)
    try:
        # Page by page: the path may end just before memory that is not there.
        size = min(LONGEST_PATH, LONGEST_PATH - address % LONGEST_PATH)
        text = os.pread(memory, size, address)
        if b"\0" not in text:
            text += os.pread(memory, LONGEST_PATH, address + size)
    finally:
        os.close(memory)
    return os.fsdecode(text.split(b"\0", 1)[0])
