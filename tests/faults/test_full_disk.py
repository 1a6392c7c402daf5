"""A disk that is too small by much or little: told in a sentence, nothing lost, and well once there is room."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.faults.apart import on_a_small_disk
from tests.faults.proof import record
from tests.faults.province import Act, Province, kib_of

MANY, ENOUGH_KIB = 60, 720


def on_disks(act: Act, sizes: list[int], folder: Path) -> Counter[str]:
    """The act on disks of these sizes; how often it said that the disk is full, and how often it was done."""
    outcomes: Counter[str] = Counter()
    for kib in sizes:
        desk = act.begin(folder / f"{kib}")
        ended, state = on_a_small_disk(act, desk, kib)
        assert "Traceback" not in ended.said, ended.said
        if ended.code != 0:
            assert ended.code == 1
            assert "the disk is full; nothing was committed" in ended.said
            assert "free some space and run the same command again" in ended.said
        outcomes[f"{'done' if ended.code == 0 else 'full'}, {state}"] += 1
    return outcomes


def sizes_of(act: Act, number: int) -> list[int]:
    """From a disk that the home before just fits on, to one with room for everything."""
    least = kib_of(act.template / "home")
    return [least + ENOUGH_KIB * place // (number - 1) // 4 * 4 for place in range(number)]


@pytest.mark.parametrize("name", ["intake", "closing"])
def test_a_full_disk(province: Province, name: str, tmp_path: Path) -> None:
    least, *_, most = sizes_of(province.act(name), MANY)
    outcomes = on_disks(province.act(name), [least + 24, most], tmp_path)
    assert outcomes["full, before"] > 0
    assert outcomes["done, after"] > 0
    assert set(outcomes) <= {"full, before", "done, after"}


@pytest.mark.prove
@pytest.mark.parametrize("name", ["first", "intake", "closing"])
def test_disks_of_many_sizes(province: Province, name: str, tmp_path: Path) -> None:
    act = province.act(name)
    outcomes = on_disks(act, sizes_of(act, MANY), tmp_path)
    assert outcomes["full, before"] > 0
    assert set(outcomes) <= {"full, before", "done, after"}
    record(
        f"disks of {MANY} sizes, from no room to {ENOUGH_KIB:,} KiB: {name}",
        "; ".join(f"{outcome}: {number}" for outcome, number in sorted(outcomes.items())),
    )
