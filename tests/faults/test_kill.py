"""kill -9 at any instant: the last commit is whole, and the next run gives what an undisturbed one gives."""

from __future__ import annotations

import random
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from tests.faults.command import Desk, killed_after, watched
from tests.faults.proof import record
from tests.faults.province import Act, Province

FEW, MANY = 2, 200
# On a busy machine a command may take longer than when it was measured.
LONGER = 1.3


def at_random_instants(act: Act, instants_n: int, folder: Path) -> Counter[str]:
    """Kill the act at instants spread over its time; how many met it alive, and which commit was found."""
    # A fixed seed: what is drawn is when, and the machine adds its own chance.
    drawn = random.Random(52)  # noqa: S311 - no secret
    outcomes: Counter[str] = Counter()
    for number in range(instants_n):
        desk = act.begin(folder / f"{number}")
        pause = (number + drawn.random()) / instants_n * act.seconds * LONGER
        alive = killed_after(desk, pause, *act.words)
        outcomes[f"{'killed' if alive else 'ended'}, {act.check_after_fault(desk)}"] += 1
        act.check_next_run(desk)
    return outcomes


@pytest.mark.parametrize("name", ["intake", "closing"])
def test_at_random_instants(province: Province, name: str, tmp_path: Path) -> None:
    outcomes = at_random_instants(province.act(name), FEW, tmp_path)
    assert outcomes.total() == FEW
    assert outcomes["ended, before"] == 0


@pytest.mark.prove
@pytest.mark.parametrize("name", ["first", "intake", "closing"])
def test_at_many_random_instants(province: Province, name: str, tmp_path: Path) -> None:
    outcomes = at_random_instants(province.act(name), MANY, tmp_path)
    assert outcomes.total() == MANY
    assert outcomes["ended, before"] == 0
    record(f"kill -9 at {MANY} random instants: {name}", _told(outcomes))


@pytest.mark.prove
@pytest.mark.parametrize("name", ["first", "intake", "closing"])
def test_before_and_after_every_single_call(province: Province, name: str, tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    for at in count():
        desk = province.act(name).begin(tmp_path / f"{at}")
        alive = _killed_at(province.act(name), desk, at)
        outcomes[f"{'killed' if alive else 'ended'}, {province.act(name).check_after_fault(desk)}"] += 1
        province.act(name).check_next_run(desk)
        if not alive:
            break
    assert outcomes["killed, before"] > 0
    assert outcomes["killed, after"] > 0
    record(
        f"kill -9 before and after every write, flush, rename, removal and new folder: {name}",
        _told(outcomes),
    )


def _killed_at(act: Act, desk: Desk, at: int) -> bool:
    """Run the act and end it before its call of that number is done; whether it came so far."""
    with watched(desk, *act.words) as (process, calls):
        for number, _ in enumerate(calls):
            if number == at:
                process.kill()
                process.join()
                return True
        process.join()
        assert process.exitcode == 0
    return False


def _told(outcomes: Counter[str]) -> str:
    return "; ".join(f"{name}: {number}" for name, number in sorted(outcomes.items()))
