"""Retention: what outlives its term goes, what must stay stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.unit.lake.samples import commit_closing, commit_plain, commit_work

from toandan.cli.app import root
from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.retention import Term
from toandan.lake.verify import verify
from toandan.pipeline.retain import Retained, retain

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
OLD, MIDDLE, NEW = date(2022, 10, 31), date(2023, 10, 31), date(2025, 10, 31)
NOW = datetime(2025, 11, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three days of a population, the first in two versions; a plan; a closing from the newest."""
    home = Home(tmp_path / "home")
    for day in (OLD, OLD, MIDDLE, NEW):
        commit_plain(home, KEYRING, as_of=day)
    commit_plain(home, KEYRING, register="plan", as_of=OLD)
    commit_closing(home)
    home.settings.write_text("retention: {population: 24 months, plan: 1 year}\n", "utf-8")
    return home


def name(day: date, version: int = 1, register: str = "population") -> str:
    """The id of a snapshot."""
    return f"{register}/15@2025-07-01/{day}/v{version:03d}"


def retained(home: Home, **changed: bool) -> Retained:
    """Retention applied at the beginning of November 2025."""
    return retain(home=home, at=NOW, by="an officer", **changed)


def test_what_is_older_than_its_term_is_destroyed_and_its_card_stays(home: Home) -> None:
    found = retained(home)
    assert [(event.id, event.reason) for event in found.events] == [
        (name(OLD, 1), "kept for 24 months"),
        (name(OLD, 2), "kept for 24 months"),
        (name(MIDDLE), "kept for 24 months"),
    ]
    assert [(one.name, one.kept) for one in found.kept] == [
        (name(OLD, register="plan"), "the newest extract of its place")
    ]
    lake = Lake.open(home)
    assert [str(one.id) for one in lake.snapshots()] == [name(OLD, register="plan"), name(NEW)]
    assert lake.described(name(OLD, 1)).card.accepted_n == 2
    assert verify(lake) == ()
    assert retained(home).events == ()


def test_what_is_kept_of_work_goes_too(home: Home) -> None:
    """It may hold the people of a snapshot that has outlived its term."""
    with Lake.open(home).writer(purpose="a test", keyring=KEYRING) as writer:
        steps = writer.steps("registers", {}, is_reused=True)
        steps.made("people", lambda folder: (folder / "people").write_text("people"))
    retained(home, dry_run=True)
    assert steps.find("people") is not None
    retained(home)
    assert steps.find("people") is None


def test_who_decides_is_not_told_by_a_number(home: Home) -> None:
    with pytest.raises(BadInput, match="--by is no place for a number"):
        retain(home=home, at=NOW, by="officer 010190000007")
    assert len(Lake.open(home).snapshots()) == 5


def test_what_only_a_closing_under_a_proposal_was_made_from_goes(home: Home) -> None:
    commit_closing(home, month="2022-10", used_name=name(OLD, 2), release=False, proposals=("p",))
    gone = [event.id for event in retained(home).events]
    assert name(OLD, 2) in gone
    assert len(gone) == 4


def test_a_dry_run_destroys_nothing(home: Home) -> None:
    assert len(retained(home, dry_run=True).events) == 3
    assert len(Lake.open(home).snapshots()) == 5


def test_what_a_newest_closing_needs_stays_unless_told(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    commit_plain(home, KEYRING)
    closing = commit_closing(home)
    commit_plain(home, KEYRING, as_of=date(2028, 1, 31))
    home.settings.write_text("retention: {population: 30 days}\n", "utf-8")
    later = datetime(2028, 3, 1, tzinfo=UTC)
    kept = retain(home=home, at=later)
    assert [one.kept for one in kept.kept] == [
        "a closing that counts was made from it",
        "the newest extract of its place",
    ]
    told = retain(home=home, at=later, closed_too=True)
    assert [event.id for event in told.events] == [name(NEW), f"2025-10/{closing.card.id}"]
    assert not closing.core.exists()
    assert verify(Lake.open(home)) == ()


def made(home: Home, kind: str, *names: str, at: str = "", **more: Any) -> str:
    """The name of one more work, told apart by its parameters."""
    number = len(Lake.open(home).works())
    return commit_work(home, kind, *names, at=at, parameters={"n": number}, **more).name


def test_works_are_kept_from_the_day_of_their_commit(home: Home) -> None:
    home.settings.write_text("retention: {spine: 24 months}\n", "utf-8")
    days = ("2022-01-01", "", "2025-01-01", "2022-06-01")
    old, undated, young, newest = (
        made(home, "spine", name(NEW), at=f"{day}T00:00:00+00:00" if day else "") for day in days
    )
    counts = made(home, "spine", name(NEW), at="2022-01-01T00:00:00+00:00", files={"out_a.parquet": b"a"})
    last = made(home, "spine", name(NEW), at="2022-07-01T00:00:00+00:00")
    found = retained(home)
    assert [(event.id, event.reason) for event in found.events] == [
        (old, "kept for 24 months"),
        (newest, "kept for 24 months"),
    ]
    assert [(one.name, one.kept) for one in found.kept] == [
        (undated, "the day of its commit was not recorded"),
        (last, "the newest of its kind"),
    ]
    lake = Lake.open(home)
    standing = [one.name for one in lake.works() if one.destroyed is None]
    assert standing == [undated, young, counts, last]
    assert verify(lake) == ()


def test_what_a_work_that_counts_was_made_from_stays_unless_told(home: Home) -> None:
    """A snapshot and an older spine; the spine outlives the snapshot, the claims made from both do not."""
    home.settings.write_text("retention: {population: 24 months, spine: 1 month}\n", "utf-8")
    before = "2022-01-01T00:00:00+00:00"
    used = made(home, "spine", name(OLD, 2), at=before, outlives_inputs=True)
    made(home, "spine", used, at=before, outlives_inputs=True)
    claims = made(home, "claims", name(MIDDLE), used, at=before)
    kept = {one.name: one.kept for one in retained(home, dry_run=True).kept}
    assert kept[name(MIDDLE)] == kept[used] == "a work that counts was made from it"
    gone = [event.id for event in retained(home, closed_too=True).events]
    assert gone == [name(OLD, 1), name(OLD, 2), name(MIDDLE), used, claims]
    assert verify(Lake.open(home)) == ()


def test_what_the_newest_work_stands_on_stays_through_works_in_between(home: Home) -> None:
    """The newest claims come from older ones, those from an old extract: without it, both would go."""
    home.settings.write_text("retention: {population: 24 months, claims: 1 month}\n", "utf-8")
    before = "2022-01-01T00:00:00+00:00"
    first = made(home, "claims", name(OLD, 2), at=before)
    second = made(home, "claims", first, at=before)
    newest = made(home, "claims", second, at=before)
    found = retained(home)
    assert [event.id for event in found.events] == [name(OLD, 1), name(MIDDLE)]
    needed, of_kind = "a work that counts was made from it", "the newest of its kind"
    assert {one.name: one.kept for one in found.kept} == {
        name(OLD, 2): needed,
        first: needed,
        second: needed,
        newest: of_kind,
    }
    gone = [event.id for event in retained(home, closed_too=True).events]
    assert gone == [name(OLD, 2), first, second, newest]
    assert verify(Lake.open(home)) == ()


def test_what_a_closing_in_between_was_made_from_stays(home: Home) -> None:
    """The newest claims come from a closing that is neither released nor the newest of its month."""
    replaced = commit_closing(home, month="2022-10", used_name=name(OLD, 2))
    commit_closing(home, month="2022-10", used_name=name(NEW), law="m")
    claims = made(home, "claims", replaced.name, at="2025-10-01T00:00:00+00:00")
    found = retained(home)
    assert [event.id for event in found.events] == [name(OLD, 1), name(MIDDLE)]
    assert {one.name: one.kept for one in found.kept}[name(OLD, 2)] == "a work that counts was made from it"
    assert Lake.open(home).work(claims).destroyed is None


def test_what_stays_without_its_inputs_keeps_none_of_them(home: Home) -> None:
    """A spine outlives what it was made from, and counts of no person are not taken along."""
    home.settings.write_text("retention: {population: 24 months, spine: 1 month}\n", "utf-8")
    spine = made(home, "spine", name(OLD, 1), outlives_inputs=True)
    counts = made(home, "outlook", name(OLD, 2), files={"out_a.parquet": b"a"})
    claims = made(home, "claims", spine, counts)
    made(home, "spine", name(NEW), outlives_inputs=True)
    made(home, "outlook", name(NEW), files={"out_a.parquet": b"a"})
    gone = [event.id for event in retained(home).events]
    assert gone == [name(OLD, 1), name(OLD, 2), name(MIDDLE)]
    assert Lake.open(home).work(claims).destroyed is None


def test_what_the_released_closing_was_made_from_stays_beside_the_newest(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    commit_plain(home, KEYRING)
    released = commit_closing(home)
    commit_plain(home, KEYRING)
    commit_plain(home, KEYRING, as_of=date(2028, 1, 31))
    waiting = commit_closing(home, used_name=name(NEW, 2), release=False)
    assert released.name != waiting.name
    home.settings.write_text("retention: {population: 30 days}\n", "utf-8")
    kept = retain(home=home, at=datetime(2028, 2, 1, tzinfo=UTC)).kept
    assert [(one.name, one.kept) for one in kept] == [
        (name(NEW, 1), "a closing that counts was made from it"),
        (name(NEW, 2), "a closing that counts was made from it"),
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("", "no term of retention is set"),
        ("retention: 24", "name no term of retention"),
        ("retention: {population: soon}", "name no term of retention"),
        ("retention: {people: 24 months}", "there is no register or kind of work people"),
    ],
)
def test_settings_that_are_no_terms_are_told(home: Home, settings: str, told: str) -> None:
    home.settings.write_text(settings, "utf-8")
    with pytest.raises(BadInput, match=told):
        retained(home)
    assert len(Lake.open(home).snapshots()) == 5


@pytest.mark.parametrize(
    ("term", "day", "expected"),
    [
        ("24 months", date(2025, 10, 31), date(2023, 10, 31)),
        ("1 month", date(2025, 3, 31), date(2025, 2, 28)),
        ("2 years", date(2024, 2, 29), date(2022, 2, 28)),
        ("90 days", date(2025, 3, 31), date(2024, 12, 31)),
    ],
)
def test_terms_are_counted_by_the_calendar(term: str, day: date, expected: date) -> None:
    assert Term.parse(term).before(day) == expected
    assert str(Term.parse(term)) == term


def test_the_command_says_what_goes_and_what_stays(home: Home) -> None:
    asked = ["--home", str(home.root), "lake", "retain", "--as-of", "2025-11-01", "--by", "an officer"]
    shown = CliRunner().invoke(root, [*asked, "--dry-run"], catch_exceptions=False).stdout
    assert shown.startswith("would be destroyed:\n")
    assert f"kept: {name(OLD, register='plan')} (the newest extract of its place)" in shown
    done = CliRunner().invoke(root, [*asked, "--json"], catch_exceptions=False).stdout
    assert '"schema": "toandan/lake-retained/1"' in done
    assert "expired" in CliRunner().invoke(root, ["--home", str(home.root), "lake", "log"]).stdout
