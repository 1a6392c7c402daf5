"""Destroying what was committed, the log of it, and a crash at every step."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.lake.samples import PLAIN_FILES, card, closing_card, commit_plain, fill, first_card

from toandan.errors import BadInput
from toandan.lake import durable
from toandan.lake.closing import Closing
from toandan.lake.event import CLOSING, FORGOTTEN, SNAPSHOT, Event
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.manifest import MANIFEST
from toandan.lake.snapshot import SnapshotId
from toandan.lake.verify import Finding, verify

CRASHED = 9
OTHER_DAY = date(2025, 9, 30)
NAMES = ("population/15@2025-07-01/2025-09-30/v001", "population/15@2025-07-01/2025-10-31/v001")
MADE = tuple(name.replace("v001", "v002") for name in NAMES)
AT = "2025-12-01T00:00:00+00:00"


def filled_lake(home: Home, keyring: Keyring) -> Closing:
    """Two snapshots and a closing of both."""
    commit_plain(home, keyring, as_of=OTHER_DAY)
    commit_plain(home, keyring)
    lake = Lake.open(home)
    with (
        lake.writer(purpose="close", keyring=None) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
    ):
        fill(core, {"core_cover__spell_card.parquet": b"spells"})
        fill(out, {"out_participants__month_cell.parquet": b"cells"})
        described = closing_card("2025-10", (*core.iterdir(), *out.iterdir()), used=first_card(home))
        return writer.commit_closing(core, out, described, at=AT)


def destroy(home: Home, keyring: Keyring) -> None:
    """Both snapshots go and others stand instead; the closing's core tables go."""
    lake = Lake.open(home)
    with lake.writer(purpose="forget", keyring=keyring) as writer, writer.staging("forget") as folder:
        made = []
        for number, name in enumerate(MADE):
            staged = folder / str(number)
            staged.mkdir()
            fill(staged, {**PLAIN_FILES, "rows.parquet": b"fewer"})
            made.append((staged, replace(card(staged, SnapshotId.parse(name), 1, {}), received_at=AT)))
        gone = [
            Event(what=FORGOTTEN, id=old, instead=new, at=AT, reason="asked", by="an officer")
            for old, new in zip(NAMES, MADE, strict=True)
        ]
        closing = next(iter(lake.manifest.closings))
        writer.commit_destruction([*gone, Event(what=FORGOTTEN, id=closing, at=AT, reason="asked")], made)


def test_the_files_go_and_the_card_and_the_reason_stay(home: Home, keyring: Keyring) -> None:
    closing = filled_lake(home, keyring)
    before = Lake.open(home).snapshot(NAMES[0])
    destroy(home, keyring)
    lake = Lake.open(home)
    assert [str(found.id) for found in lake.snapshots()] == list(MADE)
    assert [path.name for path in before.folder.iterdir()] == ["card.json"]
    assert lake.described(NAMES[0]).card == before.card
    with pytest.raises(BadInput, match=rf"(?s){NAMES[0]} was destroyed.*asked.*use {MADE[0]}"):
        lake.snapshot(NAMES[0])
    assert not closing.core.exists()
    left = lake.closings()[0]
    assert left.table("out_participants__month_cell").read_bytes() == b"cells"
    with pytest.raises(BadInput, match=r"core_cover__spell_card of closing .* was destroyed"):
        left.table("core_cover__spell_card")
    assert verify(lake) == ()


def two_months(home: Home, keyring: Keyring, outside: Path) -> list[str]:
    """Closings of two months that share a file of persons, which has a name outside of the lake as well."""
    commit_plain(home, keyring)
    outside.write_bytes(b"spells")
    for month in ("2025-10", "2025-11"):
        with (
            Lake.open(home).writer(purpose="close", keyring=None) as writer,
            writer.staging("core") as core,
            writer.staging("out") as out,
        ):
            os.link(outside, core / "core_cover__spell_card.000.parquet")
            fill(out, {"out_participants__month_cell.parquet": b"cells"})
            files = (*core.iterdir(), *out.iterdir())
            writer.commit_closing(core, out, closing_card(month, files, used=first_card(home)))
    return list(Lake.open(home).manifest.closings)


def test_a_closing_that_stands_keeps_what_it_shares_with_one_that_is_destroyed(
    home: Home, keyring: Keyring, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    first, second = two_months(home, keyring, outside)
    for gone, left in ((first, b"spells"), (second, bytes(len(b"spells")))):
        with Lake.open(home).writer(purpose="retain", keyring=None) as writer:
            writer.commit_destruction([Event(what=FORGOTTEN, id=gone, at=AT, reason="asked")])
        assert not Lake.open(home).closing(gone).core.exists()
        assert outside.read_bytes() == left
        assert verify(Lake.open(home)) == ()


def test_what_months_share_is_gone_when_both_are_destroyed(
    home: Home, keyring: Keyring, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    both = two_months(home, keyring, outside)
    with Lake.open(home).writer(purpose="retain", keyring=None) as writer:
        writer.commit_destruction([Event(what=FORGOTTEN, id=one, at=AT, reason="asked") for one in both])
    assert outside.read_bytes() == bytes(len(b"spells"))
    assert verify(Lake.open(home)) == ()


def test_kept_steps_are_destroyed_and_what_they_gave_stays(
    home: Home, keyring: Keyring, tmp_path: Path
) -> None:
    two_months(home, keyring, tmp_path / "outside")
    other = tmp_path / "other"
    other.write_bytes(b"people")

    def make(folder: Path) -> None:
        os.link(tmp_path / "outside", folder / "given")
        os.link(other, folder / "kept")

    with Lake.open(home).writer(purpose="retain", keyring=None) as writer:
        writer.steps("registers", {}, is_reused=True).made("people", make)
        writer.destroy_kept_steps()
    assert not (home.lake / ".steps").exists()
    assert other.read_bytes() == bytes(len(b"people"))
    assert verify(Lake.open(home)) == ()


def test_the_log_tells_it_in_order(home: Home, keyring: Keyring) -> None:
    closing = filled_lake(home, keyring)
    destroy(home, keyring)
    name = f"2025-10/{closing.card.id}"
    log = Lake.open(home).log()
    assert [(event.what, event.id) for event in log] == [
        (SNAPSHOT, NAMES[0]),
        (SNAPSHOT, NAMES[1]),
        (CLOSING, name),
        (SNAPSHOT, MADE[0]),
        (SNAPSHOT, MADE[1]),
        (FORGOTTEN, NAMES[0]),
        (FORGOTTEN, NAMES[1]),
        (FORGOTTEN, name),
    ]
    assert (log[2].at, log[5].reason, log[5].by, log[5].instead) == (AT, "asked", "an officer", MADE[0])
    assert all(event.synthetic for event in log[:5])


def test_a_lake_from_before_the_log_is_told_from_its_cards(home: Home, keyring: Keyring) -> None:
    closing = filled_lake(home, keyring)
    path = home.lake / MANIFEST
    content = json.loads(path.read_bytes())
    kept = {name: content[name] for name in ("keys", "snapshots", "closings", "announced")}
    path.write_text(json.dumps({"schema": "toandan/lake/1", **kept}), "utf-8")
    assert [event.id for event in Lake.open(home).log()] == [*NAMES, f"2025-10/{closing.card.id}"]
    commit_plain(home, keyring)
    assert [event.id for event in Lake.open(home).log()][-1] == MADE[1]
    assert len(Lake.open(home).log()) == 4


def test_a_file_put_into_a_destroyed_folder_is_found(home: Home, keyring: Keyring) -> None:
    filled_lake(home, keyring)
    destroy(home, keyring)
    folder = home.lake / "raw" / NAMES[0]
    (folder / "rows.parquet").write_bytes(b"back from a backup")
    (folder / "note.txt").write_bytes(b"")
    assert verify(Lake.open(home)) == (
        Finding("extra", f"raw/{NAMES[0]}/note.txt", "was not there when the folder was committed"),
        Finding("undestroyed", f"raw/{NAMES[0]}/rows.parquet", "the next writer destroys it"),
    )
    commit_plain(home, keyring, register="plan")
    assert [finding.code for finding in verify(Lake.open(home))] == ["extra"]


def test_a_link_is_removed_and_not_followed(home: Home, keyring: Keyring, tmp_path: Path) -> None:
    filled_lake(home, keyring)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"of somebody else")
    rows = home.lake / "raw" / NAMES[0] / "rows.parquet"
    rows.unlink()
    rows.symlink_to(elsewhere)
    destroy(home, keyring)
    assert elsewhere.read_bytes() == b"of somebody else"
    assert not rows.is_symlink()


def test_destroyed_bytes_are_overwritten_before_the_name_goes(home: Home, keyring: Keyring) -> None:
    filled_lake(home, keyring)
    rows = home.lake / "raw" / NAMES[0] / "rows.parquet"
    other_name = home.root / "same-bytes"
    other_name.hardlink_to(rows)
    destroy(home, keyring)
    assert other_name.read_bytes() == b"\0" * len(PLAIN_FILES["rows.parquet"])


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the child uses no threads
def test_a_crash_at_any_step_leaves_the_old_state_or_the_new(
    tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    counted = Home(tmp_path / "counted")
    filled_lake(counted, keyring)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", steps.append)
        destroy(counted, keyring)
    assert sum(name == "replace manifest.json" for name in steps) == 2
    outcomes = set()
    for at in range(len(steps)):
        home = Home(tmp_path / f"home-{at}")
        filled_lake(home, keyring)
        crash_in_destroy(home, keyring, at)
        lake = Lake.open(home)
        held = tuple(str(found.id) for found in lake.snapshots())
        assert held in (NAMES, MADE)
        assert {finding.code for finding in verify(lake)} <= {"orphan", "undestroyed"}
        outcomes.add(held)
        commit_plain(home, keyring, register="plan")
        assert verify(Lake.open(home)) == ()
        if held == NAMES:
            destroy(home, keyring)
        assert verify(Lake.open(home)) == ()
        assert not list((home.lake / "core").rglob("*.parquet"))
        assert not [path for name in NAMES for path in (home.lake / "raw" / name).glob("*.parquet")]
    assert outcomes == {NAMES, MADE}


def crash_in_destroy(home: Home, keyring: Keyring, at: int) -> None:
    """Run in a child that ends without a word at the given step."""
    left: Iterator[int] = iter(range(at, -1, -1))

    def hook(_: str) -> None:
        if next(left) == 0:
            os._exit(CRASHED)

    child = os.fork()
    if child == 0:
        durable.step = hook
        destroy(home, keyring)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == CRASHED
