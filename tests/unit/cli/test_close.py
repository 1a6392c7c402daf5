"""toandan close and toandan closings, as people run them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import Office, card, office, resident

from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lake.event import Event
from toandan.lake.lake import Lake

YEAR_AGO = date(2024, 10, 31)


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


def test_closings_are_listed_and_the_newest_is_released_at_once(here: Office) -> None:
    assert "no month is closed yet" in run(here, "closings").stdout
    run(here, "close", "2025-10", "--by", "an officer")
    here.population(resident("an"), resident("ba"))
    run(here, "close", "2025-10", "--by", "another officer")
    lines = run(here, "closings").stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["replaced,", "released"]
    assert "by another officer, synthetic  2 extracts" in lines[1]
    listed = json.loads(run(here, "closings", "--json").stdout)["closings"]
    assert [one["newest"] for one in listed] == [False, True]
    assert listed[0]["released"] is None
    assert listed[1]["released"]["by"] == "another officer"
    assert listed[1]["spine_version"] == "exact-id/1"


def test_a_closing_waits_to_be_released_by_hand(here: Office) -> None:
    """Nothing is read of it before; the error, the list and the answer of `close` name the command."""
    here.home.settings.write_text("release: by_hand\n", "utf-8")
    closing = json.loads(run(here, "close", "2025-10", "--json").stdout)
    assert not closing["released"]
    command = f"toandan closings release {closing['closing']} --by NAME"
    assert run(here, "close", "2025-10").stdout.endswith(f"not released, so not read; next: {command}\n")
    assert command in run(here, "closings").stdout
    for words in (("accounts", "2025-10"), ("closings", "diff", "2025-10", closing["closing"])):
        with pytest.raises(BadInput, match=f"(?s)no closing of it is released.*{command}"):
            run(here, *words)
    done = run(here, "closings", "release", "2025-10", "--by", "the director")
    assert done.stdout == f"released 2025-10: {closing['closing']}, by the director\n"
    assert "  released 20" in run(here, "closings").stdout
    assert run(here, "accounts", "2025-10").exit_code == 0
    log = run(here, "lake", "log").stdout
    assert f"released  2025-10/{closing['closing']}" in log
    assert log.endswith("by the director\n")


def test_an_earlier_closing_is_released_again(here: Office) -> None:
    first = json.loads(run(here, "close", "2025-10", "--json").stdout)["closing"]
    here.population(resident("an"), resident("ba"))
    second = json.loads(run(here, "close", "2025-10", "--json").stdout)["closing"]
    told = json.loads(run(here, "closings", "release", first, "--by", "the director", "--json").stdout)
    assert (told["schema"], told["closing"], told["unchanged"]) == (
        "toandan/closing-released/1",
        first,
        False,
    )
    lines = run(here, "closings", "--lang", "vi").stdout.splitlines()
    assert "đã phát hành" in lines[0]
    assert "bởi the director" in lines[0]
    assert "chưa phát hành" in lines[1]
    assert lines[2].strip().startswith("để dùng kỳ chốt này: toandan closings release")
    assert json.loads(run(here, "close", "2025-10", "--json").stdout)["released"] is False
    assert [one["standing"] for one in json.loads(run(here, "closings", "--json").stdout)["closings"]] == [
        "released",
        "waiting",
    ]
    assert second in run(here, "lake", "log").stdout
    again = run(here, "closings", "release", first, "--by", "the director")
    assert again.stdout == f"{first} is the released closing of 2025-10 already\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing", "--by", "an officer"), "there is no closing nothing"),
        (("2025-10", "--by", " "), "--by is empty"),
        (("2025-10", "--by", "010190000007"), "--by is no place for a number"),
    ],
)
def test_a_release_that_is_asked_wrong_is_told(here: Office, words: tuple[str, ...], told: str) -> None:
    run(here, "close", "2025-10")
    with pytest.raises(BadInput, match=told):
        run(here, "closings", "release", *words)


def test_who_closes_is_not_told_by_a_number(here: Office) -> None:
    with pytest.raises(BadInput, match="--by is no place for a number") as told:
        run(here, "close", "2025-10", "--by", "010190000007")
    assert "010190000007" not in told.value.text("vi")
    assert "--by không được chứa dãy số dài" in told.value.text("vi")
    assert Lake.open(here.home).closings() == ()


def test_who_releases_must_be_told(here: Office) -> None:
    refused = CliRunner().invoke(root, ["closings", "release", "2025-10", "--home", str(here.home.root)])
    assert refused.exit_code == 2


def test_settings_that_do_not_say_how_closings_are_released_are_told(here: Office) -> None:
    here.home.settings.write_text("release: maybe\n", "utf-8")
    with pytest.raises(BadInput, match="do not say how closings are released"):
        run(here, "close", "2025-10")


def test_what_waited_is_released_by_closing_again_once_releases_are_at_once(here: Office) -> None:
    here.home.settings.write_text("release: by_hand\n", "utf-8")
    run(here, "close", "2025-10")
    here.home.settings.unlink()
    told = json.loads(run(here, "close", "2025-10", "--by", "an officer", "--json").stdout)
    assert (told["unchanged"], told["released"]) == (True, True)
    listed = json.loads(run(here, "closings", "--json").stdout)["closings"]
    assert [(one["standing"], one["released"]["by"]) for one in listed] == [("released", "an officer")]


def test_a_released_closing_without_persons_is_read_and_another_one_is_not_released(here: Office) -> None:
    """Its counts were published; what went is said, and the month can be closed again."""
    run(here, "close", "2025-10")
    here.home.settings.write_text("release: by_hand\n", "utf-8")
    here.population(resident("an"), resident("ba"))
    waiting = json.loads(run(here, "close", "2025-10", "--json").stdout)["closing"]
    before = run(here, "accounts", "2025-10", "--json").stdout
    lake = Lake.open(here.home)
    with lake.writer(purpose="test", keyring=None) as writer:
        gone = [Event(what="expired", id=one.name, reason="term") for one in lake.closings()]
        writer.commit_destruction(gone)
    assert run(here, "accounts", "2025-10", "--json").stdout == before
    lines = run(here, "closings").stdout.splitlines()
    assert "released" in lines[0]
    assert "core tables destroyed (expired)" in lines[0]
    assert lines[2] == "    it cannot be released any more; next: toandan close 2025-10"
    with pytest.raises(BadInput, match=r"(?s)cannot be released.*close the month again"):
        run(here, "closings", "release", waiting, "--by", "the director")


def test_a_year_before_that_waits_is_not_compared_with(here: Office) -> None:
    here.population(resident("an"), as_of=YEAR_AGO)
    here.participation(card("an"), as_of=YEAR_AGO)
    here.home.settings.write_text("release: by_hand\n", "utf-8")
    run(here, "close", "2024-10")
    run(here, "close", "2025-10")
    run(here, "closings", "release", "2025-10", "--by", "the director")
    assert "So với 2024-10: chưa có kỳ chốt đã phát hành." in run(here, "accounts", "2025-10").stdout
    run(here, "closings", "release", "2024-10", "--by", "the director")
    assert "chưa có số liệu chốt" not in run(here, "accounts", "2025-10").stdout
