"""A crash, and a full disk, at every single step of a commit."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from tests.unit.lake.samples import NAMES, USED, commit_closing, commit_plain, commit_work, seal

from toandan.errors import BadInput, NotAllowed
from toandan.lake import durable
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.manifest import Manifest
from toandan.lake.orphans import orphans
from toandan.lake.sealed import SealedWriter
from toandan.lake.verify import verify

CRASHED = 9
Act = Callable[[Home, Keyring], object]


def first_snapshot(home: Home, keyring: Keyring) -> None:
    """Into a lake that is not there yet."""
    commit_plain(home, keyring)


def next_snapshot(home: Home, keyring: Keyring) -> None:
    """Beside another one."""
    commit_plain(home, keyring)


def closing(home: Home, _: Keyring) -> None:
    """After a snapshot and an earlier closing."""
    commit_closing(home)


def work(home: Home, _: Keyring) -> None:
    """Of all three kinds of tables, after a snapshot and a closing."""
    commit_work(home, "spine", USED)


def prepared(act: Act, home: Home, keyring: Keyring) -> Home:
    """The home as it was before the step under test."""
    if act is not first_snapshot:
        commit_plain(home, keyring)
        commit_closing(home, month="2024-10")
    return home


def steps_of(act: Act, home: Home, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the durable steps."""
    names: list[str] = []
    prepared(act, home, keyring)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", names.append)
        act(home, keyring)
    return names


def failing_at(at: int, fail: Callable[[], None]) -> Callable[[str], None]:
    """A hook that fails at the given step."""
    steps: Iterator[int] = iter(range(at + 1))

    def hook(_: str) -> None:
        if next(steps, None) == at:
            fail()

    return hook


def committed(home: Home) -> list[str]:
    """What the manifest names."""
    manifest = Lake.open(home, must_exist=False).manifest
    return [*manifest.snapshots, *manifest.closings, *manifest.works]


def on_disk(home: Home) -> int:
    """How many snapshots, closings and works lie in the lake, named or not."""
    return len(orphans(home.lake, Manifest()))


# Making it again is recognised.
MADE_ONCE = (closing, work)


@pytest.mark.parametrize("act", [first_snapshot, next_snapshot, closing, work])
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child uses no threads
def test_a_crash_at_any_step_loses_nothing(
    act: Act, tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = steps_of(act, Home(tmp_path / "counted"), keyring, monkeypatch)
    assert {"write manifest.json", "replace manifest.json"} <= set(steps)
    for at in range(len(steps)):
        home = prepared(act, Home(tmp_path / f"home-{at}"), keyring)
        before = committed(home)
        crash(act, at, home, keyring)
        after = committed(home)
        assert set(before) <= set(after)
        assert len(after) - len(before) in (0, 1)
        if after:
            assert {finding.code for finding in verify(Lake.open(home))} <= {"orphan"}
        act(home, keyring)
        assert verify(Lake.open(home)) == ()
        assert len(committed(home)) == len(after) + (act not in MADE_ONCE or after == before)
        # A closing lies in two folders, and so does a work.
        assert on_disk(home) == len(committed(home)) + len(Lake.open(home).made())
        assert not [path for path in home.lake.rglob("*") if path.name.endswith(".part")]


def crash(act: Act, at: int, home: Home, keyring: Keyring) -> None:
    """Run in a child that ends without a word at the given step."""
    child = os.fork()
    if child == 0:
        durable.step = failing_at(at, lambda: os._exit(CRASHED))
        act(home, keyring)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == CRASHED


@pytest.mark.parametrize("act", [first_snapshot, next_snapshot, closing, work])
@pytest.mark.parametrize("failure", [(errno.ENOSPC, "the disk is full"), (errno.EIO, "reports a failure")])
def test_a_disk_that_fails_at_any_step_is_told_and_loses_nothing(
    act: Act, failure: tuple[int, str], tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, told = failure

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    for at in range(len(steps_of(act, Home(tmp_path / "counted"), keyring, monkeypatch))):
        home = prepared(act, Home(tmp_path / f"home-{at}"), keyring)
        before = committed(home)
        with monkeypatch.context() as patch:
            patch.setattr(durable, "step", failing_at(at, fail))
            with pytest.raises(NotAllowed, match=told):
                act(home, keyring)
        assert set(before) <= set(committed(home))
        assert list(home.lake.glob(".staging/*")) == []
        act(home, keyring)
        assert verify(Lake.open(home)) == ()


def sealed_onto_a_full_disk(folder: Path, keyring: Keyring) -> None:
    """What Arrow says when there is no room."""
    (folder / "sealed.parquet").symlink_to("/dev/full")
    seal(folder / "sealed.parquet", keyring)


def engine_onto_a_full_disk(folder: Path, _: Keyring) -> None:
    """What the engine says when there is no room."""
    (folder / "rows.parquet").symlink_to("/dev/full")
    duckdb.from_arrow(NAMES).write_parquet(f"{folder}/rows.parquet", use_tmp_file=False)


def bytes_onto_a_full_disk(folder: Path, _: Keyring) -> None:
    """What the system says when there is no room."""
    (folder / "rows.csv").symlink_to("/dev/full")
    (folder / "rows.csv").write_bytes(b"rows")


@pytest.mark.parametrize("fill", [sealed_onto_a_full_disk, engine_onto_a_full_disk, bytes_onto_a_full_disk])
def test_a_disk_that_fills_while_a_file_is_written_is_told(
    fill: Callable[[Path, Keyring], None], home: Home, keyring: Keyring
) -> None:
    with pytest.raises(NotAllowed, match="the disk is full") as told, staged(home, keyring) as folder:
        fill(folder, keyring)
    assert "free some space" in told.value.do
    assert list(home.lake.glob(".staging/*")) == []


@contextmanager
def staged(home: Home, keyring: Keyring) -> Iterator[Path]:
    """A staged folder of a writer."""
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="intake", keyring=keyring) as writer, writer.staging("intake") as folder:
        yield folder


@pytest.mark.parametrize(
    "problem",
    [
        BadInput(what="no such column"),
        # Of a file that is read, not written: the lake is not at fault.
        PermissionError(errno.EACCES, "Permission denied", "/extracts/population.csv"),
    ],
)
def test_other_errors_pass_the_staging_unchanged(home: Home, keyring: Keyring, problem: Exception) -> None:
    def fail(folder: Path) -> None:
        (folder / "rows.parquet").touch()
        raise problem

    with pytest.raises(type(problem)) as told, staged(home, keyring) as folder:
        fail(folder)
    assert told.value is problem
    assert list(home.lake.glob(".staging/*")) == []


def test_a_sealed_file_that_was_given_up_has_no_digest(tmp_path: Path, keyring: Keyring) -> None:
    writer = SealedWriter(tmp_path / "sealed.parquet", NAMES.schema, keyring)
    writer.write(NAMES)
    with pytest.raises(KeyError), writer:
        raise KeyError
    assert writer.digest == ""
