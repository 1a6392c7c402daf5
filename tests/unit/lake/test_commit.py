"""Committing: versions, bytes, and a crash at every single step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.lake.samples import AS_OF, SCOPE, commit

from toandan.errors import BadInput, IdentityBroken, NotAllowed
from toandan.lake import durable
from toandan.lake.card import Card
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.verify import verify

CRASHED = 9


def steps_of_a_commit(home: Home, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the durable steps one commit takes."""
    names: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", names.append)
        commit(home, keyring)
    return names


def test_a_later_version_stands_beside_the_earlier(home: Home, keyring: Keyring) -> None:
    first, second = commit(home, keyring, rows=2), commit(home, keyring, rows=3)
    lake = Lake.open(home)
    assert [str(found.id) for found in lake.snapshots()] == [
        "population/15@2025-07-01/2025-10-31/v001",
        "population/15@2025-07-01/2025-10-31/v002",
    ]
    assert lake.newest("population", SCOPE, AS_OF) == second
    assert pq.read_metadata(first.rows).num_rows == 2
    assert lake.newest("participation", SCOPE, AS_OF) is None


def test_a_crash_at_any_step_loses_nothing(
    home: Home, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(steps_of_a_commit(home, keyring, monkeypatch))
    assert count > 10
    for at in range(count):
        before = Lake.open(home).manifest.snapshots
        child = os.fork()
        if child == 0:
            crash_at(at, home, keyring)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == CRASHED
        after = Lake.open(home).manifest.snapshots
        assert list(after)[: len(before)] == list(before)
        assert len(after) - len(before) in (0, 1)
        assert {finding.code for finding in verify(Lake.open(home))} <= {"orphan"}
        commit(home, keyring)
        assert verify(Lake.open(home)) == ()
        assert len(Lake.open(home).manifest.snapshots) == len(after) + 1


def crash_at(step: int, home: Home, keyring: Keyring) -> None:
    """In the child: end the process without a word at the given step."""
    left = iter(range(step + 1))

    def count(_: str) -> None:
        if next(left, None) == step:
            os._exit(CRASHED)

    durable.step = count
    commit(home, keyring)
    os._exit(0)


def test_a_full_disk_at_any_step_is_told_and_loses_nothing(
    home: Home, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(len(steps_of_a_commit(home, keyring, monkeypatch))):
        left = iter(range(at + 1))

        def full(_: str, left: Iterator[int] = left, at: int = at) -> None:
            if next(left, None) == at:
                raise OSError(errno.ENOSPC, "No space left on device")

        before = len(Lake.open(home).manifest.snapshots)
        with monkeypatch.context() as patch:
            patch.setattr(durable, "step", full)
            with pytest.raises(NotAllowed, match="the disk is full"):
                commit(home, keyring)
        assert len(Lake.open(home).manifest.snapshots) - before in (0, 1)
        commit(home, keyring)
        assert verify(Lake.open(home)) == ()


def test_equal_cards_are_equal_bytes(home: Home, keyring: Keyring) -> None:
    found = commit(home, keyring)
    assert Card.from_json(found.card.to_json()) == found.card
    assert (found.folder / "card.json").read_bytes() == found.card.to_json()


def test_a_card_that_loses_rows_is_refused(home: Home, keyring: Keyring) -> None:
    fields = commit(home, keyring).card
    with pytest.raises(IdentityBroken, match="received 3 rows, but accepted 2 and quarantined 0"):
        Card(**{name: getattr(fields, name) for name in fields.__dataclass_fields__} | {"received_n": 3})


def test_a_changed_file_is_found(home: Home, keyring: Keyring) -> None:
    found = commit(home, keyring)
    found.rows.write_bytes(found.rows.read_bytes() + b" ")
    found.quarantine.unlink()
    assert [finding.code for finding in verify(Lake.open(home))] == ["changed", "missing"]


def test_no_lake_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no lake here"):
        Lake.open(Home(tmp_path))


def test_a_broken_manifest_is_told(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    (home.lake / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match=r"restore manifest\.json from the last backup"):
        Lake.open(home)
