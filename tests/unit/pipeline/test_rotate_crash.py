"""A rotation that is killed: the lake opens with the keys there are, and the next run goes on to the end."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from tests.unit.pipeline.rotating import OCTOBER, PEOPLE_N, KeyedOffice, counts, keyed_office

from toandan.lake import durable
from toandan.lake.home import Home
from toandan.lake.key_file import read_key_file
from toandan.lake.rotation import aside_of
from toandan.lake.sealed import read_sealed
from toandan.lake.verify import verify

# Children fork from a server that has loaded everything and started no thread.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.unit.pipeline.rotating", "ibis.backends.duckdb", "pyarrow.dataset"])
TURNING = ("replace keys.json", "exchange lake", "exchanged lake", "remove aside", "remove record")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with October closed."""
    folder = tmp_path_factory.mktemp("crash") / "office"
    folder.mkdir()
    keyed_office(folder).month(OCTOBER)
    return folder


@pytest.fixture(scope="module")
def steps(template: Path) -> list[str]:
    """The names of the durable steps of a rotation, in order."""
    copied = template.with_name("counted")
    shutil.copytree(template, copied)
    ours, theirs = CONTEXT.Pipe()
    child = CONTEXT.Process(target=rotate_and_tell, args=(copied, theirs))
    child.start()
    told: list[str] = ours.recv()
    child.join()
    return told


def office_in(folder: Path) -> KeyedOffice:
    """The office in a folder."""
    return KeyedOffice(Home(folder / "home"), folder / "config" / "keys.json")


def rotate_and_tell(folder: Path, pipe: Connection) -> None:
    """In a child: rotate, and send the names of the steps."""
    names: list[str] = []
    durable.step = names.append
    office_in(folder).rotated()
    pipe.send(names)


def rotate_until(folder: Path, at: int) -> None:
    """In a child: rotate, and be killed before the given step."""
    left: Iterator[int] = iter(range(at))

    def kill(_: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    durable.step = kill
    office_in(folder).rotated()


def crashed(template: Path, folder: Path, at: int) -> KeyedOffice:
    """A copy of the office whose rotation was killed before a step."""
    shutil.copytree(template, folder)
    child = CONTEXT.Process(target=rotate_until, args=(folder, at))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    return office_in(folder)


def check_whole(office: KeyedOffice) -> None:
    """The lake is whole and opens with what the key file holds."""
    office.lake.check_keys(office.keyring)
    assert verify(office.lake) == ()
    one = office.lake.snapshots("population")[0]
    assert one.card.key_fingerprints == office.keyring.fingerprints()
    assert read_sealed(one.sealed, office.keyring).num_rows == PEOPLE_N
    assert read_sealed(one.quarantine, office.keyring).num_rows == 1


def check_crash(template: Path, folder: Path, at: int) -> None:
    """Killed before the step, the lake is whole; run again, it is under new keys and nothing is left over."""
    before = office_in(template)
    office = crashed(template, folder, at)
    check_whole(office)
    if not is_over(office):
        office.rotated()
    check_whole(office)
    assert office.keyring.earlier_ids == (before.keyring.ids,), "one rotation, not two"
    assert read_key_file(office.keys).coming is None
    assert not aside_of(office.home.lake).exists()
    assert sorted(path.name for path in office.keys.parent.iterdir())[1:] == ["keys.json"]
    assert counts(office.lake.closings()[0]) == counts(before.lake.closings()[0])
    shutil.rmtree(folder)


def is_over(office: KeyedOffice) -> bool:
    """Whether the killed run had nothing left to do but to say so."""
    file = read_key_file(office.keys)
    return bool(file.keyring.earlier_ids) and file.coming is None


def turning_points(steps: list[str]) -> list[int]:
    """The steps at which keys or lake change, and one while files are made."""
    return [steps.index("make sealed.parquet anew"), *(n for n, name in enumerate(steps) if name in TURNING)]


def test_killed_at_the_turning_points(template: Path, steps: list[str], tmp_path: Path) -> None:
    assert set(TURNING) <= set(steps)
    for at in turning_points(steps):
        check_crash(template, tmp_path / f"at-{at}", at)


@pytest.mark.prove
def test_killed_before_every_step(template: Path, steps: list[str], tmp_path: Path) -> None:
    for at in range(1, len(steps)):
        check_crash(template, tmp_path / f"at-{at}", at)
