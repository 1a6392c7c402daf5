"""A file that changes while it is read: told as that, and nothing of it is taken in."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from tests.faults.command import Desk, exit_code, watched
from tests.faults.proof import record
from tests.faults.province import OF_DAY, Act, Province, committed

STRIDE = 9

type When = Callable[[int, str], bool]


def grows(path: Path) -> None:
    """An export that goes on writing."""
    with path.open("ab") as file:
        file.write(b"x,y,z\n")


def is_cut(path: Path) -> None:
    """An export that begins again."""
    os.truncate(path, path.stat().st_size // 2)


def is_replaced(path: Path) -> None:
    """Another file under the name."""
    aside = path.with_suffix(".aside")
    aside.write_bytes(path.read_bytes().replace(b"2025", b"2024"))
    aside.replace(path)


def is_overwritten(path: Path) -> None:
    """Other bytes of the same length, with the time of change set back."""
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"2025", b"2024"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def goes(path: Path) -> None:
    """No file any more."""
    path.unlink()


CHANGES = [grows, is_cut, is_replaced, is_overwritten, goes]


def changed_at(act: Act, desk: Desk, change: Callable[[Path], None], at: When) -> tuple[int, str]:
    """Run the act and change its file at a moment; exit code and what it said."""
    source = desk.folder / Path(act.words[2]).name
    source.write_bytes(Path(act.words[2]).read_bytes())
    is_changed = False
    with watched(desk, *act.words[:2], str(source), *OF_DAY) as (process, calls):
        # Before the first of these the file is not yet recognised by its bytes.
        for number, path in enumerate(path for call in calls if "/.steps/" in (path := call.paths()[-1])):
            if not is_changed and at(number, path):
                change(source)
                is_changed = True
        process.join()
        return exit_code(process), desk.said.read_text("utf-8")


def before_first_reading(_number: int, _path: str) -> bool:
    """When the file was recognised and nothing of it was read."""
    return True


def before_second_reading(_number: int, path: str) -> bool:
    """When it was read once, and its accepted rows are written."""
    return path.endswith("/rows.parquet")


def outcome_of(act: Act, folder: Path, change: Callable[[Path], None], at: When) -> str:
    """What became of one change: refused with nothing taken in, or too late, and what was there is taken in."""
    desk = act.begin(folder)
    code, said = changed_at(act, desk, change, at)
    assert "Traceback" not in said, said
    if code == 0:
        assert committed(desk) == act.after
        return "taken in as it was"
    assert code == 1, said
    assert "changed while it was being read" in said or (change is goes and "cannot be read" in said)
    assert committed(desk) == act.before
    return "refused"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", [before_first_reading, before_second_reading])
def test_a_file_that_changes(
    province: Province, change: Callable[[Path], None], at: When, tmp_path: Path
) -> None:
    assert outcome_of(province.first, tmp_path / "desk", change, at) == "refused"


@pytest.mark.prove
@pytest.mark.parametrize("name", ["first", "intake"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_at_any_call(
    province: Province, name: str, change: Callable[[Path], None], tmp_path: Path
) -> None:
    outcomes: Counter[str] = Counter()
    for at in count(0, STRIDE):
        moment = partial(_is_number, at)
        outcomes[outcome_of(province.act(name), tmp_path / f"{at}", change, moment)] += 1
        if "taken in as it was" in outcomes:
            break
    assert outcomes["refused"] > 1
    told = "; ".join(f"{outcome}: {number}" for outcome, number in sorted(outcomes.items()))
    record(f"a file that changes while it is read ({change.__name__.replace('_', ' ')}): {name}", told)


def _is_number(wanted: int, number: int, _path: str) -> bool:
    return number == wanted
