"""One writer at a time, and what a folder says that this user may not write."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.lake.samples import commit_plain

from toandan.errors import BadInput, Busy, ToanDanError
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.lock import is_locked, writer_lock
from toandan.lake.verify import verify

NOBODY = 65534
HOLDER = """
import sys, time
from pathlib import Path
from toandan.lake.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "closing"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_lock(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(home.lake)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match=rf"closing \(process {holder.pid}\)"):
            commit_plain(home, keyring)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    commit_plain(home, keyring)
    assert len(Lake.open(home).snapshots()) == 2


def test_the_lock_is_free_again_after_use_and_after_an_error(tmp_path: Path) -> None:
    with writer_lock(tmp_path, "intake"):
        assert is_locked(tmp_path)
    with pytest.raises(KeyError), writer_lock(tmp_path, "intake"):
        raise KeyError
    assert not is_locked(tmp_path)
    with writer_lock(tmp_path, "a purpose"):
        assert (tmp_path / ".lock").read_text() == f"a purpose (process {os.getpid()})"


def test_what_is_committed_can_be_read_while_somebody_writes(home: Home, keyring: Keyring) -> None:
    found = commit_plain(home, keyring)
    with writer_lock(home.lake, "intake"):
        assert Lake.open(home).snapshots() == (found,)
        assert verify(Lake.open(home)) == ()


@pytest.fixture
def open_home() -> Iterator[Home]:
    """A home in a folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Home(Path(folder))


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child uses no threads
def test_a_lake_that_may_only_be_read(open_home: Home, keyring: Keyring) -> None:
    found = commit_plain(open_home, keyring)

    def reads() -> bool:
        lake = Lake.open(open_home)
        return lake.snapshots() == (found,) and verify(lake) == ()

    def writes() -> bool:
        commit_plain(open_home, keyring)
        return True

    assert as_nobody(open_home.lake, reads) == "True"
    refused = as_nobody(open_home.lake, writes)
    assert refused.startswith("NotAllowed")
    assert "read-only for this user" in refused
    assert Lake.open(open_home).snapshots() == (found,)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child uses no threads
def test_a_home_that_may_only_be_read_gets_no_lake(open_home: Home, keyring: Keyring) -> None:
    refused = as_nobody(open_home.root, lambda: bool(commit_plain(open_home, keyring)))
    assert refused.startswith("NotAllowed")
    assert not open_home.lake.exists()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child uses no threads
def test_a_lake_that_may_not_be_read(open_home: Home, keyring: Keyring) -> None:
    commit_plain(open_home, keyring)
    (open_home.lake / "manifest.json").chmod(0)
    refused = as_nobody(open_home.lake, lambda: bool(Lake.open(open_home)))
    assert refused.startswith("NotAllowed the lake cannot be read by this user")


def as_nobody(folder: Path, act: Callable[[], bool]) -> str:
    """What a user says who may read the folder and not write it: the answer, or the error with its class."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        os.write(writer, answer(act).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    folder.chmod(0o755)
    with os.fdopen(reader) as told:
        return told.read()


def answer(act: Callable[[], bool]) -> str:
    """The result as text."""
    try:
        return str(act())
    except (ToanDanError, OSError) as problem:
        return f"{type(problem).__name__} {problem}"


def test_a_file_in_the_place_of_the_lake_is_told(home: Home, keyring: Keyring) -> None:
    home.root.mkdir()
    home.lake.write_text("a file", encoding="utf-8")
    with pytest.raises(BadInput, match="a file stands where a folder belongs"):
        commit_plain(home, keyring)
    with pytest.raises(BadInput, match="there is no lake here"):
        Lake.open(home)
