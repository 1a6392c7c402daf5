"""`toandan lake` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from tests.unit.lake.samples import commit, commit_closing, commit_work

from toandan.cli import common
from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lake.event import Event
from toandan.lake.home import Home
from toandan.lake.key_file import create_keyring
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake

NAME = "population/15@2025-07-01/2025-10-31/v001"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path / "home")


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    """New keys outside the lake."""
    return create_keyring(tmp_path / "keys.json")


def run(home: Home, *words: str) -> Result:
    """Run a command with --home at its end."""
    return CliRunner().invoke(root, [*words, "--home", str(home.root)])


def test_the_lake_is_shown(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    closing = commit_closing(home)
    lines = run(home, "lake", "show").stdout.splitlines()
    assert lines == [
        f"{NAME}  received 2 = accepted 2 + quarantined 0  SYNTHETIC",
        f"closing 2025-10 {closing.card.id}  from 1 snapshots  SYNTHETIC  released",
    ]


def test_the_lake_as_json(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    closing = commit_closing(home)
    shown = json.loads(run(home, "lake", "show", "--json").stdout)
    assert shown["schema"] == "toandan/lake-shown/1"
    assert shown["snapshots"] == [
        {
            "id": NAME,
            "as_of": "2025-10-31",
            "received_n": 2,
            "accepted_n": 2,
            "quarantined_n": 0,
            "received_at": "2025-11-01T00:00:00+00:00",
            "synthetic": True,
        }
    ]
    assert [(one["id"], one["snapshots"]) for one in shown["closings"]] == [(closing.card.id, [NAME])]


def test_the_home_nearest_to_the_command_wins(home: Home, keyring: Keyring, tmp_path: Path) -> None:
    commit(home, keyring)
    inner = CliRunner().invoke(
        root, ["--home", str(tmp_path / "other"), "lake", "show", "--home", str(home.root)]
    )
    outer = CliRunner().invoke(root, ["--home", str(home.root), "lake", "show"])
    assert inner.stdout == outer.stdout
    assert NAME in inner.stdout


def test_a_whole_lake_and_a_damaged_one(home: Home, keyring: Keyring) -> None:
    found = commit(home, keyring)
    whole = run(home, "lake", "verify")
    assert (whole.exit_code, whole.stdout.splitlines()) == (
        0,
        ["1 snapshots, 0 closings checked", "the lake is whole"],
    )
    found.sealed.unlink()
    damaged = run(home, "lake", "verify")
    assert damaged.exit_code == 1
    assert f"missing: raw/{NAME}/sealed.parquet: the file is missing" in damaged.stdout
    as_json = json.loads(run(home, "lake", "verify", "--json").stdout)
    assert [finding["code"] for finding in as_json["findings"]] == ["missing"]
    assert (as_json["snapshots_n"], as_json["closings_n"]) == (1, 0)


def test_the_log_of_the_lake(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    closing = commit_closing(home)
    assert run(home, "lake", "log").stdout.splitlines() == [
        f"2025-11-01T00:00:00+00:00  committed  {NAME}  SYNTHETIC",
        "    received 2, accepted 2, quarantined 0",
        f"(time not recorded)  closed and released  2025-10/{closing.card.id}  SYNTHETIC",
        "    snapshots 1",
    ]
    told = json.loads(run(home, "lake", "log", "--json").stdout)
    assert told["schema"] == "toandan/lake-log/1"
    assert [(one["what"], one["id"], one["counts"]) for one in told["events"]] == [
        ("snapshot", NAME, {"received_n": 2, "accepted_n": 2, "quarantined_n": 0}),
        ("closing", f"2025-10/{closing.card.id}", {"snapshots_n": 1}),
    ]


def test_works_are_listed_by_kind(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    assert run(home, "lake", "works").stdout == "the lake holds no such work\n"
    spine = commit_work(home, "spine", NAME, at="2025-12-01T00:00:00+00:00", by="an officer")
    outlook = commit_work(home, "outlook", spine.name, files={"out_a__month_b.parquet": b"a"})
    assert run(home, "lake", "works", "spine").stdout.splitlines() == [
        f"{spine.name}  made 2025-12-01T00:00:00+00:00 by an officer  SYNTHETIC",
        f"    from {NAME}",
        "    core_person__entity_spine  1 rows",
        "    out_person__month_cell  1 rows",
        "    person__entity_name  1 rows, encrypted",
    ]
    lines = run(home, "lake", "works", "--lang", "vi").stdout.splitlines()
    assert lines[-3:] == [
        f"{outlook.name}  (không ghi thời điểm)  SYNTHETIC",
        f"    từ {spine.name}",
        "    out_a__month_b  1 dòng",
    ]
    told = json.loads(run(home, "lake", "works", "--json").stdout)
    assert told["schema"] == "toandan/lake-works/1"
    assert [(one["kind"], one["id"], one["by"]) for one in told["works"]] == [
        ("spine", spine.card.id, "an officer"),
        ("outlook", outlook.card.id, ""),
    ]
    assert told["works"][0]["tables"]["person__entity_name"]["encrypted"]
    assert told["works"][1]["inputs"] == [{"kind": "work", "id": spine.name, "use": ""}]


def test_a_destroyed_work_is_told(home: Home, keyring: Keyring) -> None:
    commit(home, keyring)
    spine = commit_work(home, "spine", NAME)
    with Lake.open(home).writer(purpose="test", keyring=None) as writer:
        gone = Event(what="forgotten", id=spine.name, instead="spine/other", reason="asked")
        writer.commit_destruction([gone])
    listed = run(home, "lake", "works").stdout
    assert "    tables of persons destroyed (forgotten); instead stands spine/other\n" in listed
    assert "    person__entity_name  1 rows, encrypted, destroyed\n" in listed
    assert "out_person__month_cell  1 rows\n" in listed
    shown = run(home, "lake", "show").stdout
    assert f"work {spine.name}  from 1 inputs  SYNTHETIC  tables of persons destroyed\n" in shown
    log = run(home, "lake", "log").stdout
    assert f"made  {spine.name}  SYNTHETIC\n    snapshots 1\n" in log
    checked = run(home, "lake", "verify").stdout
    assert checked.splitlines() == ["1 snapshots, 0 closings, 1 other works checked", "the lake is whole"]


@pytest.mark.parametrize("word", ["show", "verify", "log", "works"])
def test_no_lake(home: Home, word: str) -> None:
    refused = run(home, "lake", word)
    assert isinstance(refused.exception, BadInput)
    assert "there is no lake here" in str(refused.exception)


def test_progress_is_sentences_on_stderr() -> None:
    @click.command()
    def work() -> None:
        progress = common.stderr_progress()
        progress.say("reading")
        progress.advance("rows", 1, 2)

    done = CliRunner().invoke(work)
    assert (done.stdout, done.stderr) == ("", "reading\n")


def test_the_clock_is_read_in_whole_seconds_with_its_zone() -> None:
    assert common.now().microsecond == 0
    assert str(common.now().tzinfo) == "UTC"
