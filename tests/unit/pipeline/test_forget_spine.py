"""Somebody forgotten who is known through a spine: by number, by record, in rows with other people's numbers."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
import pytest
from tests.builders import Office
from tests.unit.pipeline.test_intake import HEADING, KEYRING, file, taken
from tests.unit.pipeline.test_spine import closed, committed

from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.key_file import KeyFile, create_key_file, read_key_file
from toandan.lake.lake import Lake
from toandan.lake.text import sha256_of
from toandan.lake.verify import verify
from toandan.lake.work import WorkCard, Written
from toandan.linkage.minted import minted_id
from toandan.pipeline.forget import Forgotten, forget
from toandan.pipeline.rotate import rotate
from toandan.schemas.spine import LINK_ALIAS, LINK_PERSON
from toandan.values.ids import IdKind

AN, DAO, MISTYPED = "010190000001", "010190000003", "010190000009"
PEOPLE = f"""\
{AN},Nguyễn Văn A,1990-01-05,male,02923,permanent,
,Trần Văn B,1991,male,02926,temporary,
{DAO},Lê Văn D,1990-03-01,male,02926,permanent,
"""
CARDS = "insurance_no,national_id,full_name,birth_date,sex,group_code,benefit_digit,commune,commune_on,valid_from,valid_to\n"
CARD_ROWS = f"""\
0123456789,{AN},Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-07-01,2025-07-01,2025-12-31
0123456788,{MISTYPED},Nguyễn Văn A,1990-01-05,male,GD,4,02923,2025-07-01,2025-01-01,2025-06-30
0123456787,{AN},Lê Văn D,1990-01-05,male,GD,4,02926,2025-07-01,2025-07-01,2025-12-31
0123456786,,Trần Văn B,1991,male,GD,4,02926,2025-07-01,2025-07-01,2025-12-31
"""
POPULATION, PARTICIPATION = (
    f"{one}/15@2025-07-01/2025-10-31/v001" for one in ("population", "participation")
)
AT = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
BY_RECORD = minted_id(KEYRING, POPULATION, 2)


def keyed(digits: str) -> UUID:
    """The keyed id of a personal id."""
    return KEYRING.keyed_id(IdKind.NATIONAL, digits)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An holds a card under a mistyped number, Dao one under An's number, Ba is known by no number at all."""
    folder = tmp_path_factory.mktemp("made")
    home = Home(folder / "home")
    taken(home, file(folder, HEADING + PEOPLE))
    taken(home, file(folder, CARDS + CARD_ROWS, "cards.csv"), register="participation")
    entries = (
        (PARTICIPATION, 2, keyed(AN)),
        (PARTICIPATION, 3, keyed(DAO)),
        (PARTICIPATION, 4, BY_RECORD),
        (POPULATION, 2, BY_RECORD),
    )
    aliases = ((minted_id(KEYRING, POPULATION, 1), keyed(AN)),)
    committed(Office(home), entries[0])
    committed(Office(home), *entries, aliases=aliases, version="by-hand/2")
    create_key_file(home.root / "keys.json", KeyFile(keyring=KEYRING))
    home.settings.write_text("keys: keys.json\n", "utf-8")
    return home


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    """A copy of it for each test."""
    return Home(shutil.copytree(made.root, tmp_path / "home"))


def forgotten(home: Home, **changed: Any) -> Forgotten:
    """The command's work, with a reason."""
    asked: dict[str, Any] = {"reason": "request 17", "by": "data protection officer", "at": AT}
    return forget(home=home, keyring=KEYRING, **(asked | changed))


def exceptions(home: Home) -> list[tuple[str, int, UUID]]:
    """What the newest spine says."""
    rows = pq.read_table(_newest(home).table(LINK_PERSON.name)).to_pylist()
    return [(row["snapshot_id"], row["row_n"], UUID(str(row["person_id"]))) for row in rows]


def _newest(home: Home) -> Any:
    return Lake.open(home).works("spine")[-1]


def second(name: str) -> str:
    """The version that stands instead of the first."""
    return name.replace("v001", "v002")


def rows(home: Home, name: str) -> list[dict[str, Any]]:
    """The accepted rows of a snapshot."""
    found: list[dict[str, Any]] = pq.read_table(Lake.open(home).snapshot(name).rows).to_pylist()
    return found


def test_rows_that_the_spine_gives_the_person_go_with_those_of_the_number(home: Home) -> None:
    forgotten(home, number=AN)
    assert [row["row_n"] for row in rows(home, second(POPULATION))] == [2, 3]
    assert [row["row_n"] for row in rows(home, second(PARTICIPATION))] == [3, 4]
    assert verify(Lake.open(home)) == ()


def test_a_row_of_somebody_else_loses_only_the_number(home: Home) -> None:
    result = forgotten(home, number=AN)
    (dao, _) = rows(home, second(PARTICIPATION))
    assert dao["insurance_no"] is not None
    assert (dao["national_id"], dao["national_birth_year"], dao["national_agrees"]) == (None, None, None)
    counts = {event.id: event.counts for event in result.events}
    assert counts[PARTICIPATION] == {"accepted_n": 2, "quarantined_n": 0, "changed_n": 1}
    difference = Lake.open(home).snapshot(second(PARTICIPATION)).card.difference
    assert difference is not None
    assert difference.columns == {"national_id": 1}


def test_the_newest_spine_is_made_again_and_the_older_one_destroyed(home: Home) -> None:
    before = [one.name for one in Lake.open(home).works("spine")]
    forgotten(home, number=AN)
    lake = Lake.open(home)
    assert exceptions(home) == [
        (second(PARTICIPATION), 3, keyed(DAO)),
        (second(PARTICIPATION), 4, BY_RECORD),
        (second(POPULATION), 2, BY_RECORD),
    ]
    assert pq.read_metadata(_newest(home).table(LINK_ALIAS.name)).num_rows == 0
    assert [lake.manifest.destroyed[name].instead for name in before] == [_newest(home).name] * 2
    assert {one.id for one in _newest(home).card.made_from} == {second(POPULATION), second(PARTICIPATION)}
    assert closed(Office(home)).card.spine_version == _newest(home).name


def test_somebody_without_any_number_is_forgotten_by_record(home: Home) -> None:
    forgotten(home, record=f"{POPULATION}:2")
    assert [row["row_n"] for row in rows(home, second(POPULATION))] == [1, 3]
    assert [row["row_n"] for row in rows(home, second(PARTICIPATION))] == [1, 2, 3]
    assert BY_RECORD not in {who for _, _, who in exceptions(home)}


def test_a_record_that_the_spine_gives_to_somebody_means_that_person(home: Home) -> None:
    forgotten(home, record=f"{PARTICIPATION}:2")
    assert [row["row_n"] for row in rows(home, second(POPULATION))] == [2, 3]
    assert [row["row_n"] for row in rows(home, second(PARTICIPATION))] == [3, 4]


def test_the_spine_outlives_a_snapshot_that_is_destroyed_without_being_made_again(home: Home) -> None:
    people = file(home.root, HEADING + PEOPLE.replace("1991", "1992"))
    taken(home, people)
    forgotten(home, record=f"{POPULATION}:2")
    # The second version has the person's row too, and no exception speaks of it: it stays until it is linked.
    assert Lake.open(home).manifest.destroyed[POPULATION].instead == second(POPULATION)
    assert all(name != POPULATION for name, _, _ in exceptions(home))
    # The first spine does not know the person; the second is made again.
    assert [one.destroyed is None for one in Lake.open(home).works("spine")] == [True, False, True]


def test_somebody_merged_is_forgotten_under_both_ids(home: Home) -> None:
    """Dao turned out to be An: whichever number is named, both go, also from an extract that came after the spine."""
    committed(Office(home), aliases=((keyed(DAO), keyed(AN)),), version="by-hand/3")
    later = file(home.root, HEADING + PEOPLE.replace("1991", "1992"))
    taken(home, later)
    for number in (DAO, AN):
        other = Home(shutil.copytree(home.root, home.root.with_name(f"of {number}")))
        forgotten(other, number=number)
        newest = Lake.open(other).history("population")[0]
        assert [row["row_n"] for row in rows(other, str(newest.id))] == [2]
        assert pq.read_metadata(_newest(other).table(LINK_ALIAS.name)).num_rows == 0


def test_somebody_who_stands_in_a_spine_alone_is_forgotten(home: Home) -> None:
    nobody = (minted_id(KEYRING, POPULATION, 77), minted_id(KEYRING, POPULATION, 78))
    stranger = KEYRING.keyed_id(IdKind.NATIONAL, "010190000077")
    committed(Office(home), aliases=((nobody[0], stranger),), version="by-hand/3")
    result = forgotten(home, number="010190000077")
    assert [event.id.split("/")[0] for event in result.events] == ["spine"]
    assert pq.read_metadata(_newest(home).table(LINK_ALIAS.name)).num_rows == 0


def test_works_made_from_a_spine_go_with_it_but_closings_without_the_person_stay(home: Home) -> None:
    spine = Lake.open(home).works("spine")[-1]
    with (
        Lake.open(home).writer(purpose="test", keyring=None) as writer,
        writer.staging("a") as core,
        writer.staging("b") as out,
    ):
        pq.write_table(pq.read_table(spine.table(LINK_PERSON.name)), core / f"{LINK_PERSON.name}.parquet")
        written = {LINK_PERSON.name: Written(sha256_of(core / f"{LINK_PERSON.name}.parquet"), 4)}
        card = WorkCard(
            kind="review",
            inputs=(spine.as_input(),),
            versions={},
            parameters={},
            synthetic=True,
            tables=written,
            findings={},
        )
        writer.commit_work(core, out, card)
    forgotten(home, number=AN)
    (review,) = Lake.open(home).works("review")
    assert review.destroyed is not None


def test_other_versions_that_cannot_be_searched_are_named(home: Home) -> None:
    taken(home, file(home.root, HEADING + PEOPLE.replace("1991", "1992")))
    assert forgotten(home, record=f"{POPULATION}:2").unsearched == (second(POPULATION),)
    assert forgotten(home, number=DAO).unsearched == ()


def test_a_dry_run_promises_no_spine(home: Home) -> None:
    result = forgotten(home, number=AN, dry_run=True)
    assert [event.instead for event in result.events if event.id.startswith("spine/")] == ["", ""]


@pytest.mark.parametrize("record", [f"{POPULATION}:99", f"{POPULATION}", f"{POPULATION}:x", "school/15:1"])
def test_a_record_that_is_not_there_is_refused(home: Home, record: str) -> None:
    with pytest.raises(BadInput):
        forgotten(home, record=record)
    assert Lake.open(home).manifest.destroyed == {}


def test_nothing_is_destroyed_by_a_dry_run(home: Home) -> None:
    result = forgotten(home, number=AN, dry_run=True)
    assert {event.id.split("/")[0] for event in result.events} == {"population", "participation", "spine"}
    assert Lake.open(home).manifest.destroyed == {}
    assert len(Lake.open(home).works("spine")) == 2


def test_people_of_a_spine_are_rotated_with_all_others(home: Home) -> None:
    before = closed(Office(home))
    rotate(home=home, keys=home.root / "keys.json", at=AT)
    keys = read_key_file(home.root / "keys.json").keyring
    found = dict(
        zip([2, 3, 4], [who for name, _, who in exceptions(home) if name == PARTICIPATION], strict=True)
    )
    assert found == {
        2: keys.keyed_id(IdKind.NATIONAL, AN),
        3: keys.keyed_id(IdKind.NATIONAL, DAO),
        4: minted_id(keys, POPULATION, 2),
    }
    assert verify(Lake.open(home)) == ()
    again = closed(Office(home), again=True)
    assert again.card.id == before.card.id


def test_an_older_spine_that_does_not_know_the_person_stays(home: Home) -> None:
    stranger = KEYRING.keyed_id(IdKind.NATIONAL, "010190000078")
    first = committed(Office(home), (PARTICIPATION, 4, stranger), version="by-hand/4")
    committed(Office(home), (PARTICIPATION, 2, keyed(AN)), version="by-hand/5")
    forgotten(home, number=AN)
    assert first.name not in Lake.open(home).manifest.destroyed
    assert not set(Lake.open(home).manifest.destroyed) & {one.id for one in _newest(home).card.made_from}
