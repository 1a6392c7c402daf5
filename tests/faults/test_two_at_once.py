"""Two commands on one lake: the second is told that the first is at work, and both come out right."""

from __future__ import annotations

from pathlib import Path

from tests.faults.command import exit_code, run, start, watched
from tests.faults.province import Province, committed, found

BUSY = 4


def test_a_second_intake_while_one_writes(province: Province, tmp_path: Path) -> None:
    act = province.intake
    desk = act.begin(tmp_path / "desk")
    with watched(desk, *act.words) as (process, calls):
        said = ""
        for call in calls:
            if not said and call.paths()[-1].endswith("rows.parquet"):
                assert run(desk, *province.closing.words) == BUSY
                assert "the lake is being written by intake participation" in desk.said.read_text()
                assert run(desk, *act.words) == BUSY
                said = desk.said.read_text()
                # Readers are not kept out, and what is not committed yet is no finding.
                assert run(desk, "lake", "verify") == 0
                assert committed(desk) == act.before
        process.join()
        assert exit_code(process) == 0
    assert "wait until it has finished and run the same command again" in said
    assert "Traceback" not in said
    assert committed(desk) == act.after
    act.check_next_run(desk)


def test_two_at_the_same_moment(province: Province, tmp_path: Path) -> None:
    act = province.intake
    desk = act.begin(tmp_path / "desk")
    both = [start(desk, act.words), start(desk, act.words)]
    for process in both:
        process.join()
    codes = sorted(exit_code(process) for process in both)
    assert codes[0] == 0
    assert codes[1] in {0, BUSY}
    assert committed(desk) == act.after
    assert found(desk) == ()
    act.check_next_run(desk)
