"""What the process must not leave behind: no memory on the disk when it dies."""

from __future__ import annotations

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4


def forbid_core_dumps() -> None:
    """Keep names and keys in memory out of core files, and the memory away from debuggers of this user.

    Holds for this process and, as to core files, for those it starts.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A pattern of the system may pipe the memory to a program whatever the limit says.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
