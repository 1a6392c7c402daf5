"""Kept steps: found again when nothing differs, made again when anything does, and never many."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.lake.samples import commit_plain

from toandan.lake import durable
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.steps import FOLDER, Steps
from toandan.lake.verify import verify

INPUTS = {"sources": ["ab12"], "as_of": "2025-10-31"}


class Maker:
    """Makes a step and counts how often."""

    def __init__(self, content: str = "rows") -> None:
        self.content = content
        self.made_n = 0

    def __call__(self, folder: Path) -> dict[str, int]:
        """Fill the folder and tell something."""
        self.made_n += 1
        (folder / "rows.txt").write_text(self.content)
        return {"rows_n": 4}


def test_a_finished_step_is_found_again(tmp_path: Path) -> None:
    make = Maker()
    first = Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    again = Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    assert (first.was_kept, again.was_kept, make.made_n) == (False, True, 1)
    assert (again.told, again.file("rows.txt").read_text()) == ({"rows_n": 4}, "rows")


@pytest.mark.parametrize(
    ("work", "inputs", "step", "parameters"),
    [
        ("intake population", INPUTS, "rows", {}),
        ("intake plan", {**INPUTS, "as_of": "2025-11-30"}, "rows", {}),
        ("intake plan", INPUTS, "apart", {}),
        ("intake plan", INPUTS, "rows", {"part": 1}),
    ],
)
def test_another_work_input_step_or_parameter_is_another_step(
    tmp_path: Path, work: str, inputs: dict[str, object], step: str, parameters: dict[str, int]
) -> None:
    make = Maker()
    Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    Steps(tmp_path, work, inputs).made(step, make, **parameters)
    assert make.made_n == 2


def test_other_code_makes_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    monkeypatch.setattr("toandan.lake.steps.code_digest", lambda: "other")
    Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    assert make.made_n == 2


@pytest.mark.parametrize("spoil", ["changed", "gone", "no card"])
def test_a_damaged_step_is_made_again(tmp_path: Path, spoil: str) -> None:
    make = Maker()
    kept = Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    if spoil == "changed":
        kept.file("rows.txt").write_text("row")
    else:
        kept.file("rows.txt" if spoil == "gone" else "step.json").unlink()
    again = Steps(tmp_path, "intake plan", INPUTS).made("rows", make)
    assert (again.was_kept, again.file("rows.txt").read_text()) == (False, "rows")


def test_a_step_that_fails_keeps_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "rows.txt").write_text("half")
        raise KeyboardInterrupt

    steps = Steps(tmp_path, "intake plan", INPUTS)
    with pytest.raises(KeyboardInterrupt):
        steps.made("rows", fail)
    assert steps.find("rows") is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_kill_left_unfinished_is_made_anew(tmp_path: Path) -> None:
    steps = Steps(tmp_path, "intake plan", INPUTS)
    (steps.folder / ".part").mkdir(parents=True)
    (steps.folder / ".part" / "half.txt").write_text("half")
    kept = steps.made("rows", Maker())
    assert sorted(path.name for path in kept.folder.iterdir()) == ["rows.txt", "step.json"]
    assert not (steps.folder / ".part").exists()


def test_a_given_file_outlives_the_step(tmp_path: Path) -> None:
    steps = Steps(tmp_path, "intake plan", INPUTS)
    steps.made("rows", Maker()).give("rows.txt", tmp_path / "given.txt")
    steps.drop()
    assert (tmp_path / "given.txt").read_text() == "rows"
    assert not (tmp_path / FOLDER).exists()


def test_where_files_cannot_be_linked_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("this disk has no links")

    monkeypatch.setattr(os, "link", refuse)
    kept = Steps(tmp_path, "intake plan", INPUTS).made("rows", Maker())
    kept.give("rows.txt", tmp_path / "given.txt")
    assert (tmp_path / "given.txt").read_text() == "rows"


def begun(home: Home, keyring: Keyring, number: int, at: datetime | None = None) -> Steps:
    """A work begun by a writer, with one step kept."""
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="a test", keyring=keyring) as writer:
        steps = writer.steps("intake plan", {"number": number}, at=at)
        steps.made("rows", Maker())
    return steps


def test_no_more_than_two_other_works_are_kept(home: Home, keyring: Keyring) -> None:
    works = []
    for number in range(4):
        works.append(begun(home, keyring, number))
        os.utime(works[-1].folder, (number, number))
    assert [work.find("rows") is not None for work in works] == [False, True, True, True]


def test_a_work_left_for_more_than_a_week_is_removed(home: Home, keyring: Keyring) -> None:
    now = datetime(2025, 11, 20, tzinfo=UTC)
    old, young = begun(home, keyring, 1), begun(home, keyring, 2)
    for work, days in ((old, 8), (young, 6)):
        changed = (now - timedelta(days=days)).timestamp()
        os.utime(work.folder, (changed, changed))
    begun(home, keyring, 3, at=now)
    assert (old.find("rows") is None, young.find("rows") is None) == (True, False)


def test_work_that_goes_on_after_a_week_is_not_taken_for_abandoned(home: Home, keyring: Keyring) -> None:
    """A month closed later from the same extracts: what was linked for the first is in use."""
    work = begun(home, keyring, 1)
    long_ago = (datetime.now(UTC) - timedelta(days=8)).timestamp()
    os.utime(work.folder, (long_ago, long_ago))
    with Lake.open(home, must_exist=False).writer(purpose="a test", keyring=keyring) as writer:
        again = writer.steps("intake plan", {"number": 1})
        writer.steps("close 2025-10", {}, at=datetime.now(UTC))
        assert again.find("rows") is not None


def test_what_was_given_to_a_committed_snapshot_is_not_kept_twice(home: Home, keyring: Keyring) -> None:
    snapshot = commit_plain(home, keyring)
    steps = begun(home, keyring, 1)
    # The process ended after the commit and before it could remove its steps.
    steps.find("rows").give("rows.txt", snapshot.folder / "given.txt")  # type: ignore[union-attr]
    with Lake.open(home).writer(purpose="a test", keyring=keyring):
        assert steps.find("rows") is None


def test_kept_steps_are_no_finding(home: Home, keyring: Keyring) -> None:
    commit_plain(home, keyring)
    begun(home, keyring, 1)
    assert verify(Lake.open(home)) == ()


def test_every_step_is_on_the_disk_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(durable, "step", done.append)
    kept = Steps(tmp_path, "intake plan", INPUTS).made("rows", Maker())
    assert done.index("fsync rows.txt") < done.index(f"rename {kept.folder.name}")
