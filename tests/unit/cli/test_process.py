"""A program that dies leaves nothing of its memory on the disk."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

STARTED = """
import sys
from toandan.cli.app import main

sys.argv = ['toandan', '--version']
try:
    main()
except SystemExit:
    pass
"""
ASKS = (
    "import ctypes, resource;"
    " print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
)
DIES = "import os; os.abort()"


def died(folder: Path, program: str) -> int:
    """The status of a program that kills itself, run where core files are allowed."""
    highest = resource.getrlimit(resource.RLIMIT_CORE)[1]
    words = [_shell(highest), sys.executable, program, str(folder)]
    shell = ["sh", "-c", 'ulimit -c "$1" && cd "$4" && exec "$2" -c "$3"', "sh", *words]
    child = os.posix_spawnp("sh", shell, os.environ)
    return os.waitpid(child, 0)[1]


def _shell(limit: int) -> str:
    return "unlimited" if limit == resource.RLIM_INFINITY else str(limit)


def test_the_program_starts_with_core_files_and_debuggers_shut_out() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", f"{STARTED}\n{ASKS}"], capture_output=True, text=True, check=True
    )
    assert asked.stdout.splitlines()[-1] == "(0, 0) 0"


def test_a_program_that_dies_leaves_no_core_file(tmp_path: Path) -> None:
    status = died(tmp_path, f"{STARTED}\n{DIES}")
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []
