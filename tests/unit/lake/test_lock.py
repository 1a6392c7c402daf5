"""One writer at a time, and what a read-only folder says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.unit.lake.samples import commit

from toandan.errors import Busy, NotAllowed
from toandan.lake.durable import told
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.lock import writer_lock

HOLDER = """
import sys, time
from pathlib import Path
from toandan.lake.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "closing"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_lock(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(home.lake)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match=rf"closing \(process {holder.pid}\)"):
            commit(home, keyring)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    commit(home, keyring)
    assert len(Lake.open(home).snapshots()) == 2


def test_the_lock_is_free_again_after_use(tmp_path: Path) -> None:
    for _ in range(2):
        with writer_lock(tmp_path, "intake"):
            time.sleep(0)


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="read-only"), told(tmp_path):
        raise PermissionError(13, "Permission denied")
