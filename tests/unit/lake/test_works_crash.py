"""A crash at every step while a work is replaced: with the snapshot it was made from, the closing of it, and all or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.lake.samples import (
    PLAIN_FILES,
    USED,
    WORK_FILES,
    card,
    commit_closing,
    commit_plain,
    commit_work,
    fill,
    stage_work,
    work_input,
)

from toandan.errors import BadInput
from toandan.lake import durable
from toandan.lake.destruction import of_works
from toandan.lake.event import FORGOTTEN, Event
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.snapshot import SnapshotId
from toandan.lake.text import sha256_text
from toandan.lake.verify import verify
from toandan.lake.work import SNAPSHOT, Work, WorkCard, WorkInput

CRASHED = 9
MADE = USED.replace("v001", "v002")
FEWER = {**WORK_FILES, "core_person__entity_spine.parquet": b"fewer persons"}
SAID = Event(what=FORGOTTEN, id="", at="2025-12-01T00:00:00+00:00", reason="asked", by="an officer")


def filled_lake(home: Home, keyring: Keyring) -> Work[WorkCard]:
    """A snapshot, a spine of it, and a closing and a work that hold persons too."""
    commit_plain(home, keyring)
    spine = commit_work(home, "spine", USED, outlives_inputs=True)
    commit_closing(home)
    commit_work(home, "claims", spine.name)
    return spine


def replaced(home: Home, keyring: Keyring) -> None:
    """Snapshot and spine are made again without somebody, and the old ones and what was made from them go."""
    lake = Lake.open(home)
    spine = lake.works("spine")[0]
    with lake.writer(purpose="forget", keyring=keyring) as writer, writer.staging("forget") as folder:
        raw, core, out = (folder / name for name in ("raw", "core", "out"))
        for path in (raw, core, out):
            path.mkdir()
        fill(raw, {**PLAIN_FILES, "rows.parquet": b"fewer"})
        snapshot = card(raw, SnapshotId.parse(MADE), 1, {})
        inputs = (WorkInput(SNAPSHOT, MADE, sha256_text(snapshot.to_json())), work_input(home, spine.name))
        staged = stage_work(home, "spine", (), (core, out), files=FEWER, inputs=inputs, outlives_inputs=True)
        gone = [replace(SAID, id=USED, instead=MADE), replace(SAID, id=spine.name, instead=staged[2].name)]
        followed = of_works(lake.made(), [one.id for one in gone], SAID)
        assert writer.commit_destruction([*gone, *followed], [(raw, snapshot)], [staged])[0].card == snapshot


def spines(home: Home) -> list[bytes]:
    """What the spines that stand hold."""
    works = (one for one in Lake.open(home).works("spine") if one.destroyed is None)
    return [one.table("core_person__entity_spine").read_bytes() for one in works]


def test_a_work_is_replaced_with_the_snapshot_it_was_made_from(home: Home, keyring: Keyring) -> None:
    spine = filled_lake(home, keyring)
    replaced(home, keyring)
    lake = Lake.open(home)
    assert [str(one.id) for one in lake.snapshots()] == [MADE]
    old, claims, new = lake.works()
    assert (old.name, [one.id for one in new.card.inputs]) == (spine.name, [MADE, spine.name])
    assert [one.destroyed is not None for one in (old, claims, new)] == [True, True, False]
    assert all(one.destroyed is not None for one in lake.closings())
    assert spines(home) == [b"fewer persons"]
    entry = lake.commit_of(new.name)
    assert entry is not None
    assert (entry.at, entry.by) == (SAID.at, SAID.by)
    assert old.destroyed is not None
    assert old.destroyed.instead == new.name
    assert verify(lake) == ()


def test_a_work_that_does_not_outlive_may_not_be_made_from_what_goes(home: Home, keyring: Keyring) -> None:
    filled_lake(home, keyring)
    before = spines(home)
    with (
        Lake.open(home).writer(purpose="forget", keyring=keyring) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
    ):
        staged = stage_work(home, "claims", [USED], (core, out))
        with pytest.raises(BadInput, match="the snapshot it was made from was destroyed"):
            writer.commit_destruction([replace(SAID, id=USED)], (), [staged])
    assert [str(one.id) for one in Lake.open(home).snapshots()] == [USED]
    assert spines(home) == before
    assert verify(Lake.open(home)) == ()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child uses no threads
def test_a_crash_at_any_step_leaves_the_old_spine_or_the_new(
    tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    counted = Home(tmp_path / "counted")
    filled_lake(counted, keyring)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", steps.append)
        replaced(counted, keyring)
    assert sum(name == "replace manifest.json" for name in steps) == 2
    outcomes = set()
    for at in range(len(steps)):
        home = Home(tmp_path / f"home-{at}")
        filled_lake(home, keyring)
        crash(home, keyring, at)
        held = spines(home)
        assert held in ([b"persons"], [b"fewer persons"])
        assert [str(one.id) for one in Lake.open(home).snapshots()] == [
            MADE if held == [b"fewer persons"] else USED
        ]
        assert {finding.code for finding in verify(Lake.open(home))} <= {"orphan", "undestroyed"}
        outcomes.add(held[0])
        commit_plain(home, keyring, register="plan")
        assert verify(Lake.open(home)) == ()
        if held == [b"persons"]:
            replaced(home, keyring)
        assert spines(home) == [b"fewer persons"]
        assert verify(Lake.open(home)) == ()
        assert not list((home.lake / "core" / "claims").rglob("*.parquet"))
    assert outcomes == {b"persons", b"fewer persons"}


def crash(home: Home, keyring: Keyring, at: int) -> None:
    """Run in a child that ends without a word at the given step."""
    left: Iterator[int] = iter(range(at, -1, -1))

    def hook(_: str) -> None:
        if next(left) == 0:
            os._exit(CRASHED)

    child = os.fork()
    if child == 0:
        durable.step = hook
        replaced(home, keyring)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == CRASHED
