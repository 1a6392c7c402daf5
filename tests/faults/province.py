"""A small synthetic province, the home before and after a step, and what must be true after a fault."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.faults.command import Desk, run, seconds

from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.manifest import Manifest
from toandan.lake.text import sha256_of
from toandan.lake.verify import Finding, verify

DAY, SCOPE = "2025-10-31", ("--scope", "15", "--synthetic")
OF_DAY = (*SCOPE, "--as-of", DAY)
LEFT_OUT = 40
# What two intakes of the same bytes need not have in common: the hour, and the bytes of encrypted files.
OF_THE_HOUR = {"received_at", "files"}

type State = dict[str, object]


@dataclass(frozen=True)
class Act:
    """A command with the home before it (to be copied), what is committed before and after, and its seconds."""

    name: str
    words: tuple[str, ...]
    template: Path
    before: State
    after: State
    files_after: frozenset[str]
    seconds: float

    def begin(self, folder: Path) -> Desk:
        """A desk of its own with the home as it was before the command."""
        shutil.copytree(self.template, folder, symlinks=True)
        return Desk(folder)

    def check_after_fault(self, desk: Desk) -> str:
        """The last commit is whole and nothing is half there; tells which commit it is."""
        state = committed(desk)
        assert state in (self.before, self.after)
        assert {finding.code for finding in found(desk)} <= {"orphan"}
        return "after" if state == self.after else "before"

    def check_next_run(self, desk: Desk) -> None:
        """The same command succeeds and leaves just what an undisturbed one leaves, counted once."""
        assert run(desk, *self.words) == 0, desk.said.read_text()
        self.check_done(desk)

    def check_done(self, desk: Desk) -> None:
        """Just what an undisturbed run leaves is there."""
        assert committed(desk) == self.after
        assert found(desk) == ()
        assert files_of(desk) == self.files_after


def committed(desk: Desk) -> State:
    """What the manifest names, with the content of every committed file."""
    home = Home(desk.home)
    manifest = Manifest.find(home.lake)
    if manifest is None:
        return {"snapshots": {}, "closings": {}}
    lake = Lake(home, manifest)
    snapshots: State = {}
    for name in lake.manifest.snapshots:
        snapshot = lake.snapshot(name)
        card = json.loads(snapshot.card.to_json())
        told = {key: value for key, value in card.items() if key not in OF_THE_HOUR}
        snapshots[name] = told | {"rows": sha256_of(snapshot.rows), "names": sorted(card["files"])}
    closings: State = {}
    for name in lake.manifest.closings:
        closing = lake.closing(name)
        tables = {table: sha256_of(closing.table(table)) for table in closing.card.tables}
        closings[name] = {"card": closing.card.to_json(), "tables": tables}
    return {"snapshots": snapshots, "closings": closings}


def found(desk: Desk) -> tuple[Finding, ...]:
    """What ``toandan lake verify`` finds."""
    home = Home(desk.home)
    return verify(Lake.open(home)) if Manifest.find(home.lake) else ()


def files_of(desk: Desk) -> frozenset[str]:
    """Every file of the home by its path."""
    return frozenset(str(path.relative_to(desk.home)) for path in desk.home.rglob("*") if path.is_file())


def kib_of(folder: Path) -> int:
    """The room its files need on a disk with blocks of 4 KiB."""
    return sum(-(-path.stat().st_size // 4096) * 4 for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Province:
    """The files of the synthetic province, and the acts that faults are tried on."""

    first: Act
    intake: Act
    closing: Act
    files: Path

    def act(self, name: str) -> Act:
        """The act of that name."""
        return {act.name: act for act in (self.first, self.intake, self.closing)}[name]


def made(folder: Path, people: int) -> Province:
    """Draw the province, take in what comes before, and run each act once undisturbed."""
    desk, sample = Desk(folder / "desk"), folder / "sample"
    for part in ("", "temp"):
        (desk.folder / part).mkdir(parents=True)
    months = ("--from", "2024-10", "--to", "2025-10", "--seed", "7")
    _done(desk, "sample", "--province", "15", "--people", str(people), *months, "--out", str(sample))
    cards = sample / f"participation_{DAY}_15.csv"
    earlier = sample / "earlier.csv"
    earlier.write_text("".join(cards.read_text("utf-8").splitlines(keepends=True)[:-LEFT_OUT]), "utf-8")
    _done(desk, "keys", "new")
    plan = ("intake", "plan", str(sample / f"plan_{DAY}_15.csv"), *OF_DAY)
    first = undisturbed("first", plan, desk.folder, folder)
    _done(desk, "intake", "population", str(sample / f"population_{DAY}_15.csv"), *OF_DAY)
    _done(desk, "intake", "participation", str(earlier), *OF_DAY)
    _done(desk, "close", "2025-10")
    intake = undisturbed("intake", ("intake", "participation", str(cards), *OF_DAY), desk.folder, folder)
    closing = undisturbed("closing", ("close", "2025-10"), folder / "after-intake", folder)
    return Province(first, intake, closing, sample)


def undisturbed(name: str, words: tuple[str, ...], template: Path, folder: Path) -> Act:
    """The act as it goes when nothing happens; the home after it stays in a folder of its name."""
    kept, desk = folder / f"before-{name}", Desk(folder / f"after-{name}")
    for copy in (kept, desk.folder):
        shutil.copytree(template, copy)
    before = committed(desk)
    lasted = seconds(desk, *words)
    assert found(desk) == ()
    return Act(name, words, kept, before, committed(desk), files_of(desk), lasted)


def _done(desk: Desk, *words: str) -> None:
    assert run(desk, *words) == 0, desk.said.read_text()
