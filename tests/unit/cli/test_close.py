"""toandan close and toandan closings, as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import Office, card, office, resident

from toandan.cli.app import root
from toandan.errors import BadInput


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path)
    made.population(resident("an"))
    made.participation(card("an"), card("ba", group_code="ZZ"))
    return made


def run(here: Office, *words: str) -> Result:
    """The command's answer."""
    return CliRunner().invoke(root, [*words, "--home", str(here.home.root)], catch_exceptions=False)


def test_closing_says_what_it_was_made_from_and_what_to_do_next(here: Office) -> None:
    answer = run(here, "close", "2025-10")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP\nclosed 2025-10: ")
    assert "from population/15@2025-07-01/2025-10-31/v001 (as_of)" in answer.stdout
    assert "1 participants hold a card of a group that is not in force" in answer.stdout
    assert answer.stdout.endswith("next: toandan accounts 2025-10\n")
    assert "counting" in answer.stderr
    assert "counting" not in answer.stdout


def test_closing_twice_says_unchanged(here: Office) -> None:
    first = json.loads(run(here, "close", "2025-10", "--json").stdout)
    second = json.loads(run(here, "close", "2025-10", "--json").stdout)
    assert (first["unchanged"], second["unchanged"]) == (False, True)
    assert first | {"unchanged": True} == second
    assert f"unchanged, {first['closing']}" in run(here, "close", "2025-10", "--again").stdout


def test_a_month_written_wrong_is_told(here: Office) -> None:
    with pytest.raises(BadInput, match="'2025-13' is not a month"):
        run(here, "close", "2025-13")


def test_closings_are_listed_and_the_last_of_a_month_counts(here: Office) -> None:
    assert "no month is closed yet" in run(here, "closings").stdout
    run(here, "close", "2025-10")
    here.population(resident("an"), resident("ba"))
    run(here, "close", "2025-10")
    lines = run(here, "closings").stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["replaced,", "counts,"]
    listed = json.loads(run(here, "closings", "--json").stdout)["closings"]
    assert [one["newest"] for one in listed] == [False, True]
    assert listed[1]["spine_version"] == "exact-id/1"
