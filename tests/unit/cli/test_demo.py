"""toandan demo, small: from nothing to the accounts, twice, and what it refuses."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toandan.accounts.figures.calibrated import province_calibration
from toandan.cli import demo
from toandan.cli.app import root
from toandan.errors import NotAllowed

PEOPLE = 5_000


def run(*words: str) -> Result:
    """A command as it is called in this process; its errors come up as they are."""
    return CliRunner().invoke(root, list(words), catch_exceptions=False, standalone_mode=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="module")
def first(home: Path) -> str:
    """What the first run prints; the office's own keys, if any are named, are not used."""
    kept = os.environ.get("TOANDAN_KEYS")
    os.environ["TOANDAN_KEYS"] = str(home / "of-an-office.json")
    try:
        return run("demo", "--people", str(PEOPLE), "--home", str(home), "--no-serve").output
    finally:
        os.environ.pop("TOANDAN_KEYS")
        if kept is not None:
            os.environ["TOANDAN_KEYS"] = kept


def test_it_says_that_nobody_is_real_and_that_its_keys_are_throw_away(first: str) -> None:
    assert first.startswith("SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP")
    assert "throw-away keys made in" in first
    assert "only the demo makes such keys" in first


def test_every_scaled_figure_comes_out(first: str) -> None:
    assert "✗" not in first
    assert first.count("✓") == 15
    assert "scaled to it, half up" in first


def test_the_two_counts_and_the_communes_are_told(first: str) -> None:
    assert "people with a card valid on the day, by the card's commune" in first
    assert "residents found to hold one, by residence" in first
    assert "lowest first (99; sizes are invented)" in first


def test_what_it_tells_to_type_next_works(first: str, home: Path) -> None:
    told = first.split("Next:\n")[1].splitlines()
    assert len(told) == 7
    for line in told:
        assert run(*line.split()[1:]).exit_code == 0
    assert (home / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "asked of the law, " in (home / "steps.svg").read_text("utf-8")
    graph = json.loads(run("graph", "--json", "--home", str(home)).stdout)
    assert next(one for one in graph["steps"] if one["name"] == "out_entitled__month_cell")["seconds"] >= 0


def test_the_keys_lie_beside_the_lake_and_only_the_owner_reads_them(first: str, home: Path) -> None:
    assert first
    keys = home / "throw-away-keys.json"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert not list((home / "lake").rglob("*keys*"))


def test_once_more_gives_the_same_and_writes_nothing_new(first: str, home: Path) -> None:
    manifest = (home / "lake" / "manifest.json").read_bytes()
    again = run("demo", "--people", str(PEOPLE), "--home", str(home)).output
    assert again.split("\nTỉnh")[1] == first.split("\nTỉnh")[1]
    assert (home / "lake" / "manifest.json").read_bytes() == manifest


def test_everything_is_marked_synthetic(first: str, home: Path) -> None:
    assert first
    told = json.loads(run("lake", "show", "--json", "--home", str(home)).output)
    assert {snapshot["synthetic"] for snapshot in told["snapshots"]} == {True}
    assert json.loads(run("accounts", "2025-10", "--json", "--home", str(home)).output)["synthetic"] is True


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotAllowed, match="holds something that is not a demo"):
        run("demo", "--people", str(PEOPLE), "--home", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_size_it_makes_is_the_published_one() -> None:
    calibration = province_calibration(demo.PROVINCE, date(2025, 7, 1))
    assert calibration is not None
    assert (calibration.residents_n, calibration.month) == (demo.PEOPLE, demo.LAST)
