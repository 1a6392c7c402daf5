"""Erasure of a person: rows, names, quarantine, closings; nothing else, and no number anywhere."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.unit.pipeline.test_intake import HEADING, KEYRING, file, taken

from toandan.cli.app import root
from toandan.engine.session import Settings
from toandan.errors import BadInput, NotAllowed
from toandan.lake import durable
from toandan.lake.home import Home
from toandan.lake.key_file import KeyFile, create_key_file
from toandan.lake.lake import Lake
from toandan.lake.rotation import begin_rotation
from toandan.lake.sealed import read_sealed
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.pipeline.accounts import accounts_of
from toandan.pipeline.close import close_month
from toandan.pipeline.forget import Forgotten, forget
from toandan.schemas.closing import ENTITLED, ENTITLED_PERSON
from toandan.schemas.linked import LINK_PLAIN
from toandan.values.ids import IdKind
from toandan.values.month import Month

NATIONAL, INSURANCE = "010190000001", "0123456789"
SECOND_NO = "0123456700"
PERSON = f"{NATIONAL},Nguyễn Văn A,1990-01-05,male,02923,permanent,0912345678\n"
OTHER = "010190000002,Trần Văn B,1991,male,02926,temporary,\n"
LATER = "010190000007,Vàng A G,1985,male,02926,permanent,\n"
# Not accepted: the sex is no value; the number has lost its zero, or stands in a line without columns.
ASIDE = "10190000001,Nguyễn Văn A,1990-01-05,nam,02923,permanent,\n"
BROKEN = "0101 9000 0001 Nguyễn Văn A\n"
BAD = "010190000003,Lê Thị C,1992,nữ,02926,temporary,0987654321\n"
CARDS = "insurance_no,national_id,full_name,birth_date,sex,group_code,benefit_digit,commune,commune_on,payer_code,valid_from,valid_to\n"
CARD_ROWS = f"""\
{INSURANCE},{NATIONAL},Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-07-01,,2025-07-01,2025-12-31
{INSURANCE},,Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-07-01,,2025-01-01,2025-06-30
{SECOND_NO},{NATIONAL},Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-07-01,,2024-07-01,2024-12-31
0123456780,010190000002,Trần Văn B,1991,male,GD,4,02926,2025-07-01,{NATIONAL},2025-07-01,2025-12-31
HS4150123456789,,Nguyễn Văn A,1990-01-05,nam,HS,4,02923,2025-07-01,,2025-07-01,2025-12-31
"""
AT = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
MONTH = Month(2025, 10)
POPULATION = "population/15@2025-07-01/2025-10-31/v00{}"
PARTICIPATION = "participation/15@2025-07-01/2025-10-31/v00{}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two versions of a population, an earlier day without the person, cards, and a closing."""
    tmp_path = tmp_path_factory.mktemp("made")
    home = Home(tmp_path / "home")
    earlier = file(tmp_path, HEADING + OTHER)
    taken(home, earlier, as_of=date(2025, 9, 30))
    taken(home, file(tmp_path, HEADING + PERSON + OTHER))
    taken(home, file(tmp_path, HEADING + PERSON + OTHER + LATER + ASIDE + BROKEN + BAD))
    taken(home, file(tmp_path, CARDS + CARD_ROWS, "cards.csv"), register="participation")
    close_month(home=home, law=shipped(), month=MONTH, settings=Settings(threads=2))
    create_key_file(home.root / "keys.json", KeyFile(keyring=KEYRING))
    home.settings.write_text("keys: keys.json\n", "utf-8")
    return home


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    """A copy of it for each test."""
    return Home(shutil.copytree(made.root, tmp_path / "home"))


def forgotten(home: Home, number: str = NATIONAL, **changed: Any) -> Forgotten:
    """The person forgotten on request."""
    asked = {"reason": "request 17", "by": "an officer", "at": AT, "settings": Settings(threads=2)}
    return forget(home=home, keyring=KEYRING, number=number, **{**asked, **changed})


def numbers(home: Home, id_of: str) -> set[str]:
    """Every keyed id in rows and core tables, in one column."""
    found: set[str] = set()
    for path in home.lake.rglob("*.parquet"):
        if path.name.startswith("core_") or path.name == "rows.parquet":
            table = pq.read_table(path)
            found |= {str(one) for one in table[id_of].to_pylist()} if id_of in table.schema.names else set()
    return found


def test_no_file_holds_the_person_and_everybody_else_is_there(home: Home) -> None:
    closing = Lake.open(home).closings()[0]
    forgotten(home)
    lake = Lake.open(home)
    national = str(KEYRING.keyed_id(IdKind.NATIONAL, NATIONAL))
    for column in ("national_id", "payer_id", "person_id"):
        assert national not in numbers(home, column)
    tied = {str(KEYRING.keyed_id(IdKind.INSURANCE, no)) for no in (INSURANCE, SECOND_NO)}
    assert tied.isdisjoint(numbers(home, "insurance_no"))
    assert [str(one.id) for one in lake.snapshots()] == [
        PARTICIPATION.format(2),
        POPULATION.format(1).replace("10-31", "09-30"),
        POPULATION.format(3),
    ]
    people = lake.snapshot(POPULATION.format(3))
    assert read_sealed(people.sealed, KEYRING)["full_name"].to_pylist() == ["Trần Văn B", "Vàng A G"]
    assert pq.read_table(people.rows)["row_n"].to_pylist() == [2, 3]
    aside = read_sealed(people.quarantine, KEYRING)
    assert aside["received_full_name"].to_pylist() == ["Lê Thị C"]
    cards = lake.snapshot(PARTICIPATION.format(2))
    assert read_sealed(cards.sealed, KEYRING)["full_name"].to_pylist() == ["Trần Văn B"]
    assert read_sealed(cards.quarantine, KEYRING).num_rows == 0
    assert not closing.core.exists()
    assert verify(lake) == ()


def test_what_the_law_says_of_the_person_goes_with_the_closing(home: Home, tmp_path: Path) -> None:
    """The register of facts does not name the person; the closing made from it does."""
    work = "national_id,employer_code,contract,valid_from\n010190000002,5300100012,employee,2025-01-01\n"
    taken(home, file(tmp_path, work, "work.csv"), register="employment")
    closing = close_month(home=home, law=shipped(), month=MONTH, settings=Settings(threads=2))
    national = KEYRING.keyed_id(IdKind.NATIONAL, NATIONAL)
    assert national in pq.read_table(closing.table(ENTITLED_PERSON.name))["person_id"].to_pylist()
    forgotten(home)
    assert not closing.core.exists()
    again = Lake.open(home).closings()[-1]
    assert ENTITLED_PERSON.name not in again.standing
    assert ENTITLED.name in again.standing
    assert str(national) not in numbers(home, "person_id")


def test_cards_of_old_and_new_versions_add_up_and_keep_the_reason(home: Home) -> None:
    before = Lake.open(home).snapshot(POPULATION.format(2)).card
    forgotten(home)
    lake = Lake.open(home)
    assert lake.described(POPULATION.format(2)).card == before
    card = lake.snapshot(POPULATION.format(3)).card
    assert (card.received_n, card.accepted_n, card.quarantined_n) == (3, 2, 1)
    assert sum(card.quarantine_codes.values()) == 1
    assert card.sources == before.sources
    assert card.erased is not None
    assert (card.erased.made_from, card.erased.reason, card.erased.by) == (
        POPULATION.format(2),
        "request 17",
        "an officer",
    )
    assert (card.erased.accepted_n, card.erased.quarantined_n) == (1, 2)
    with pytest.raises(BadInput, match=rf"(?s)was destroyed.*request 17.*use {POPULATION.format(3)}"):
        lake.snapshot(POPULATION.format(1))
    gone = [event for event in lake.log() if event.what == "forgotten"]
    assert [(event.id, event.instead) for event in gone[:3]] == [
        (PARTICIPATION.format(1), PARTICIPATION.format(2)),
        (POPULATION.format(1), POPULATION.format(3)),
        (POPULATION.format(2), POPULATION.format(3)),
    ]
    assert gone[0].counts == {"accepted_n": 3, "quarantined_n": 1, "changed_n": 1}
    assert {event.at for event in gone} == {AT.isoformat()}


def test_no_number_or_name_is_in_manifest_cards_or_output(home: Home) -> None:
    shown = run(home, "-", stdin=f"{NATIONAL}\n")
    assert shown.exit_code == 0
    texts = [path.read_text("utf-8") for path in home.lake.rglob("*.json")] + [shown.stdout, shown.stderr]
    for personal in (NATIONAL, INSURANCE, "Văn A", str(KEYRING.keyed_id(IdKind.NATIONAL, NATIONAL))):
        assert not [text for text in texts if personal in text]
    assert "next: close the months again" in shown.stdout


def test_published_counts_stay_and_the_month_is_closed_again_without_the_person(home: Home) -> None:
    forgotten(home)
    assert counted(home) == 2
    lake = Lake.open(home)
    assert lake.closings()[0].destroyed is not None
    close_month(home=home, law=shipped(), month=MONTH, settings=Settings(threads=2))
    assert counted(home) == 1
    assert verify(Lake.open(home)) == ()


def counted(home: Home) -> int:
    """Participants of the newest closing."""
    document = accounts_of(home=home, law=shipped(), month=MONTH)
    found = re.search(r'"participants_n": (\d+)', json.dumps(document))
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("number", [INSURANCE, "HS4150123456789", "0101-9000 0001"])
def test_every_number_of_the_person_finds_all_of_them(home: Home, number: str) -> None:
    found = forgotten(home, number, dry_run=True)
    assert [event.id for event in found.events[:3]] == [
        PARTICIPATION.format(1),
        POPULATION.format(1),
        POPULATION.format(2),
    ]
    assert len(found.events) == 4
    assert len(Lake.open(home).snapshots()) == 4


def test_somebody_who_is_not_there(home: Home) -> None:
    assert forgotten(home, "010190009999") == Forgotten((), 4)
    assert len(Lake.open(home).log()) == 5


def test_closings_stay_whole_when_what_is_kept_beside_them_goes(home: Home) -> None:
    """The linked registers of a closing are kept for the next month under a second name."""
    closing = close_month(
        home=home, law=shipped(), month=Month(2025, 11), carry=True, settings=Settings(threads=2)
    )
    kept = list(home.lake.glob(".steps/reused-*/*/*.parquet"))
    assert any(path.samefile(closing.files(LINK_PLAIN.name)[0]) for path in kept)
    forgotten(home, "010190009999")
    assert verify(Lake.open(home)) == ()
    assert not (home.lake / ".steps").exists()
    forgotten(home)
    assert not closing.core.exists()
    assert verify(Lake.open(home)) == ()


@pytest.mark.parametrize(
    ("number", "reason", "told"),
    [
        ("1234", "request 17", "this is no number of a person"),
        (NATIONAL, " ", "--reason is empty"),
        (NATIONAL, f"asked by {NATIONAL}", "--reason is no place for a number"),
    ],
)
def test_what_is_refused_and_repeats_no_number(home: Home, number: str, reason: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as problem:
        forgotten(home, number, reason=reason)
    assert number not in str(problem.value)


def test_not_while_keys_are_being_rotated(home: Home) -> None:
    begin_rotation(home.lake, {"ids": "0" * 16})
    with pytest.raises(NotAllowed, match="keys are being rotated"):
        forgotten(home)


def test_the_same_file_again_does_not_bring_the_person_back(home: Home, tmp_path: Path) -> None:
    forgotten(home)
    again = file(tmp_path, HEADING + PERSON + OTHER + LATER + ASIDE + BROKEN + BAD)
    assert taken(home, again).known_already


def test_from_a_file_and_a_dry_run_as_json(home: Home, tmp_path: Path) -> None:
    asked = tmp_path / "number.txt"
    asked.write_text(f"{INSURANCE}\n", "utf-8")
    told = json.loads(run(home, "--from-file", str(asked), "--dry-run", "--json").stdout)
    assert (told["schema"], told["dry_run"], told["searched_n"]) == ("toandan/lake-forgotten/1", True, 4)
    assert [event["what"] for event in told["events"]] == ["forgotten"] * 4
    assert "history" in run(home, INSURANCE, "--dry-run").stderr
    prompted = run(home, "--dry-run", stdin=f"{NATIONAL}\n")
    assert prompted.stdout.startswith("would be destroyed:")


def run(home: Home, *words: str, stdin: str = "") -> Result:
    """`toandan lake forget` with a reason."""
    command = ["--home", str(home.root), "lake", "forget", *words, "--reason", "request 17"]
    return CliRunner().invoke(root, command, input=stdin, catch_exceptions=False)


def test_an_interruption_between_leaves_all_or_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [str(one.id) for one in Lake.open(home).snapshots()]

    def fail(name: str) -> None:
        if name == "renamed v003":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(durable, "step", fail)
        with pytest.raises(KeyboardInterrupt):
            forgotten(home)
    assert [str(one.id) for one in Lake.open(home).snapshots()] == before
    forgotten(home)
    assert verify(Lake.open(home)) == ()
