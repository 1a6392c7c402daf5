"""The power fails at any write, flush or rename: what is named was flushed before it was named."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from tests.faults.command import watched
from tests.faults.power import Disk
from tests.faults.proof import record
from tests.faults.province import Act, Province

UNREAD = {".staging", ".lock", ".part"}


def content_of(folder: Path) -> str:
    """One hash for all that is in a home, but for what the next writer clears away unread."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if not UNREAD.intersection(parts):
            digest.update(repr((parts, path.read_bytes() if path.is_file() else None)).encode())
    return digest.hexdigest()


class Cuts:
    """The disks that were found after power cuts; equal ones are looked at once."""

    def __init__(self, act: Act, folder: Path, *, thorough: bool) -> None:
        self.act, self.folder, self.thorough = act, folder, thorough
        self.known: dict[str, str] = {}
        self.cuts_n = 0

    def look(self, disk: Disk, expected: set[str]) -> None:
        """Cut the power now; whatever disk is left holds one of the expected commits, whole, and goes on."""
        copies = self.folder / f"cut-{self.cuts_n}"
        self.cuts_n += 1
        for home in disk.after_cut(copies):
            content = content_of(home)
            if content not in self.known:
                self.known[content] = self._judged(home)
            assert self.known[content] in expected
        shutil.rmtree(copies)

    def _judged(self, home: Path) -> str:
        desk = self.act.begin(self.folder / f"desk-{len(self.known)}")
        shutil.rmtree(desk.home, ignore_errors=True)
        home.rename(desk.home)
        state = self.act.check_after_fault(desk)
        if self.thorough or state not in self.known.values():
            self.act.check_next_run(desk)
        return state


def cut_everywhere(act: Act, folder: Path, *, thorough: bool) -> Cuts:
    """Cut the power before every call, and once the command has said that it is done.

    Unless ``thorough``, not while files are only staged, and the next run is tried from one disk of a kind.
    """
    desk = act.begin(folder / "running")
    desk.home.mkdir(exist_ok=True)
    disk, cuts = Disk(desk.home), Cuts(act, folder, thorough=thorough)
    expected, lake = {"before"}, str(desk.home / "lake")
    with watched(desk, *act.words) as (process, calls):
        for call in calls:
            path = call.paths()[-1]
            if thorough or (path.startswith(lake) and "/.staging/" not in path and "/.steps/" not in path):
                cuts.look(disk, expected)
            if path.endswith("/manifest.json"):
                expected = {"before", "after"}
            disk.see(call)
        process.join()
        assert process.exitcode == 0
    cuts.look(disk, {"after"})
    return cuts


@pytest.mark.parametrize("name", ["first", "closing"])
def test_a_power_cut(province: Province, name: str, tmp_path: Path) -> None:
    cuts = cut_everywhere(province.act(name), tmp_path, thorough=False)
    assert set(cuts.known.values()) == {"before", "after"}


@pytest.mark.prove
@pytest.mark.parametrize("name", ["first", "intake", "closing"])
def test_a_power_cut_at_every_single_call(province: Province, name: str, tmp_path: Path) -> None:
    cuts = cut_everywhere(province.act(name), tmp_path, thorough=True)
    states = list(cuts.known.values())
    record(
        f"power cut before every write, flush, rename, removal and new folder: {name}",
        f"{cuts.cuts_n} cuts, {len(states)} different disks: {states.count('before')} with the commit before, "
        f"{states.count('after')} with the new one",
    )


def test_the_disk_forgets_what_was_not_flushed(tmp_path: Path) -> None:
    """The model itself: a file written and moved over another without any flush, then with all of them."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "kept").write_text("old")
    disk = Disk(root)
    disk.written(root / "new")
    (root / "new").write_text("new")
    disk.moved(root / "new", root / "kept")
    (root / "new").rename(root / "kept")
    lost, old, new = {"kept": ""}, {"kept": "old"}, {"kept": "new"}
    assert [_texts(one) for one in disk.after_cut(tmp_path / "1")] == [new, lost, old, lost]
    disk.flushed(root / "kept")
    assert [_texts(one) for one in disk.after_cut(tmp_path / "2")] == [new, new, old, new]
    disk.flushed(root)
    assert [_texts(one) for one in disk.after_cut(tmp_path / "3")] == [new, new, new, new]


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}
