"""Keys are rotated: the same people under other ids, files that only the new keys open, nothing lost on the way."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.unit.pipeline.rotating import (
    CARDS_N,
    NOVEMBER,
    OCTOBER,
    ONE_THREAD,
    PEOPLE_N,
    KeyedOffice,
    counts,
    keyed_office,
    people,
)

from toandan.engine import open_engine
from toandan.errors import BadInput, NotAllowed
from toandan.lake.event import Event
from toandan.lake.key_file import load_keyring, read_key_file
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.rotation import Done, Rotation, aside_of
from toandan.lake.sealed import read_sealed
from toandan.lake.snapshot import Snapshot
from toandan.lake.text import sha256_of
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.linkage import parts
from toandan.pipeline import rotate as rotation
from toandan.pipeline.close import close_month
from toandan.pipeline.persons import persons
from toandan.pipeline.published import written
from toandan.pipeline.rekey import keyed_columns
from toandan.pipeline.rotate import cancel_rotation
from toandan.pipeline.rotated_files import Task
from toandan.progress import Progress
from toandan.schemas.closing import ENTITLED_PERSON, HISTORY, OUT_TABLES
from toandan.schemas.linked import CORE_TABLES, KEYED_TABLES
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import Guard
from toandan.values.ids import IdKind
from toandan.values.month import Month


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> KeyedOffice:
    """An office with October closed; copied by tests that change it."""
    office = keyed_office(tmp_path_factory.mktemp("rotate"))
    office.month(OCTOBER)
    return office


@pytest.fixture
def office(template: KeyedOffice, tmp_path: Path) -> KeyedOffice:
    """A copy of its own for a test."""
    shutil.copytree(template.home.root.parent, tmp_path / "office")
    return KeyedOffice(
        type(template.home)(tmp_path / "office" / "home"), tmp_path / "office/config/keys.json"
    )


def snapshot(office: KeyedOffice, register: str) -> Snapshot:
    """The newest snapshot of a register."""
    return office.lake.snapshots(register)[-1]


def names_of(one: Snapshot, keyring: Keyring) -> dict[str, list[dict[str, object]]]:
    """What stands in the encrypted files."""
    return {path.name: read_sealed(path, keyring).to_pylist() for path in (one.sealed, one.quarantine)}


def test_ids_are_keyed_anew_and_everything_else_is_as_it_was(office: KeyedOffice) -> None:
    old, before = office.keyring, {name: snapshot(office, name) for name in ("population", "participation")}
    rows = {name: pq.read_table(one.rows) for name, one in before.items()}
    names = {name: names_of(one, old) for name, one in before.items()}
    office.rotated()
    new = office.keyring
    assert new.earlier_ids == (old.ids,)
    for name, one in before.items():
        now = snapshot(office, name)
        keyed = keyed_columns(REGISTERS[name].stored)
        assert (now.id, now.card_sha256) == (one.id, one.card_sha256)
        assert now.card.key_fingerprints == new.fingerprints() == office.lake.manifest.keys
        found = pq.read_table(now.rows)
        assert found.schema.equals(rows[name].schema)
        assert found.drop_columns(list(keyed)).equals(rows[name].drop_columns(list(keyed)))
        for column in keyed:
            assert found[column].null_count == rows[name][column].null_count
            assert not set(found[column].drop_null().to_pylist()) & set(rows[name][column].to_pylist())
        assert names_of(now, new) == names[name]
        assert now.card.digests.keys() == one.card.digests.keys()
        assert not set(now.card.digests.values()) & set(one.card.digests.values())
    population = pq.read_table(snapshot(office, "population").rows)["national_id"].to_pylist()
    assert population[7] == new.keyed_id(IdKind.NATIONAL, "010190000007")
    assert verify(office.lake) == ()
    told = office.lake.log()[-1]
    assert (told.what, told.id, told.at) == (
        "rotated",
        new.fingerprints()["ids"],
        "2025-12-01T08:00:00+00:00",
    )


def test_what_was_destroyed_stays_destroyed(office: KeyedOffice) -> None:
    one = snapshot(office, "population")
    closing = office.lake.closings()[-1]
    gone = [
        Event(what="expired", id=str(one.id), at="2025-12-01T00:00:00+00:00", reason="term"),
        Event(what="expired", id=f"{closing.card.month}/{closing.card.id}", reason="term"),
    ]
    with office.lake.writer(purpose="test", keyring=office.keyring) as writer:
        writer.commit_destruction(gone)
    card = (one.folder / "card.json").read_bytes()
    assert office.rotated().files_n == 3
    assert verify(office.lake) == ()
    assert set(office.lake.manifest.destroyed) == {event.id for event in gone}
    assert [path.name for path in one.folder.iterdir()] == ["card.json"]
    assert (one.folder / "card.json").read_bytes() == card


def test_a_later_intake_keys_the_same_person_the_same(office: KeyedOffice) -> None:
    office.rotated()
    taken = office.takes("population", people(), NOVEMBER)
    fresh, rekeyed = taken.rows, office.lake.snapshots("population")[0].rows
    assert rekeyed != fresh
    assert rekeyed.read_bytes() == fresh.read_bytes(), "the same rows by both ways, byte for byte"


def test_the_next_month_matches_persons_as_before(office: KeyedOffice) -> None:
    before = counts(office.lake.closings()[-1])
    difference = before["out_difference__month_commune"]
    assert sum(int(str(row["participants_n"])) for row in difference) == CARDS_N
    assert sum(int(str(row["residents_n"])) for row in difference) == PEOPLE_N
    assert sum(int(str(row["not_matched_n"])) for row in difference) == CARDS_N // 5
    office.rotated()
    office.takes("population", people(), NOVEMBER)
    office.closed(OCTOBER)
    assert office.lake.snapshots("participation")[-1].id.as_of == OCTOBER
    office.month(NOVEMBER)
    after = counts(office.lake.closings()[-1])
    assert after.keys() == before.keys()
    assert without_ages(after) == without_ages(before)
    office.rotated()
    office.rotated()
    assert len(office.keyring.id_keys) == 4
    assert without_ages(counts(office.closed(NOVEMBER, again=True))) == without_ages(before)


def without_ages(counted: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """People are a month older and the months looked back on are others; nothing else may differ."""
    return {
        name: [{**row, "age": None} for row in rows] for name, rows in counted.items() if name != HISTORY.name
    }


def test_a_closing_comes_out_the_same_byte_for_byte_from_rotated_extracts(office: KeyedOffice) -> None:
    before = office.lake.closings()[-1]
    persons = {table.name: pq.read_table(list(before.files(table.name))) for table in CORE_TABLES}
    office.rotated()
    after = office.lake.closings()[-1]
    assert after.card.id == before.card.id
    assert after.card.card_sha256 == before.card.card_sha256, "works made from it name it as before"
    for table in CORE_TABLES:
        found = pq.read_table(list(after.files(table.name)))
        assert found.num_rows == persons[table.name].num_rows
        old, new = (set(rows["person_id"].drop_null().to_pylist()) for rows in (persons[table.name], found))
        assert len(old) == len(new)
        assert not old & new
    assert persons["core_person__link_plain"].num_rows > 0
    # The closing compares every table with what it writes now, and raises when one byte differs.
    assert office.closed(OCTOBER, again=True).card.id == before.card.id


def test_a_closing_in_ranges_of_people_comes_out_the_same_from_rotated_extracts(
    office: KeyedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under other ids people lie in other ranges, and so in other files of the same tables."""
    monkeypatch.setattr(parts, "ROWS_IN_ONE", 20)
    shutil.rmtree(office.home.lake / ".steps")
    before = close_month(
        home=office.home, law=shipped(), month=Month(2025, 12), carry=True, settings=ONE_THREAD
    )
    assert len(before.files("core_person__link_plain")) > 1
    office.rotated()
    again = close_month(
        home=office.home, law=shipped(), month=Month(2025, 12), carry=True, settings=ONE_THREAD, again=True
    )
    assert again.card.id == before.card.id


def test_what_the_law_says_of_people_is_rotated_with_them(office: KeyedOffice) -> None:
    work = "national_id,employer_code,contract,wage_vnd,valid_from,valid_to\n010190000001,5300100012,employee,9000000,2025-01-01,\n"
    office.takes("employment", work, OCTOBER)
    before = office.closed(OCTOBER)
    old = pq.read_table(before.table(ENTITLED_PERSON.name))
    office.rotated()
    new = pq.read_table(office.lake.closings()[-1].table(ENTITLED_PERSON.name))
    told = [one.drop_columns("person_id").sort_by("row_n").to_pylist() for one in (old, new)]
    assert told[0] == told[1]
    assert new.num_rows == PEOPLE_N
    assert not set(old["person_id"].to_pylist()) & set(new["person_id"].to_pylist())
    assert office.closed(OCTOBER, again=True).card.id == before.card.id


def test_months_that_share_linked_registers_share_them_under_new_keys(office: KeyedOffice) -> None:
    november = close_month(
        home=office.home, law=shipped(), month=Month(2025, 11), carry=True, settings=ONE_THREAD
    )
    office.rotated()
    closings = {one.card.id: one for one in office.lake.closings()}
    october = next(one for one in closings.values() if one.card.month == "2025-10")
    for table in CORE_TABLES:
        pairs = zip(october.files(table.name), closings[november.card.id].files(table.name), strict=True)
        assert all(first.samefile(second) for first, second in pairs)
    assert verify(office.lake) == ()


def test_what_months_share_needs_room_once(office: KeyedOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    close_month(home=office.home, law=shipped(), month=Month(2025, 11), carry=True, settings=ONE_THREAD)
    core = [sha256_of(path) for path in (office.home.lake / "core").rglob("*.parquet")]
    asked: list[list[int]] = []

    def ask(sizes: list[int]) -> int:
        asked.append(sizes)
        return 0

    monkeypatch.setattr(rotation, "needed_bytes", ask)
    files_n = office.rotated().files_n
    shared_n = len(core) - len(set(core))
    assert shared_n > 0
    assert [len(sizes) for sizes in asked] == [files_n - shared_n]


def test_what_an_earlier_run_made_and_is_gone_is_made_anew(tmp_path: Path) -> None:
    begun = Rotation(tmp_path, {}, {"core/2025-10/a/t.parquet": Done("old", "new")})
    task = Task("core/2025-11/b/t.parquet", "old", 1, lambda *_: "")
    assert not rotation._shares(task, begun.lake / task.name, begun)


def test_persons_of_a_month_kept_by_an_earlier_version_are_rotated(office: KeyedOffice) -> None:
    newest = office.lake.closings()[-1]
    with (
        office.lake.writer(purpose="a test", keyring=None) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
        open_engine(ONE_THREAD) as engine,
    ):
        for name, rows in persons(engine, newest).items():
            engine.write_parquet(rows, core / f"{name}.parquet", order_by=())
        tables = {path.stem: written(path) for path in core.iterdir()}
        card = replace(newest.card, tables=tables, software_version="earlier", findings={})
        kept = writer.commit_closing(core, out, card)
    before = {name: pq.read_table(kept.table(name)) for name in tables}
    office.rotated()
    after = next(one for one in office.lake.closings() if one.card.id == kept.card.id)
    for name, rows in before.items():
        old, new = (
            set(one["person_id"].drop_null().to_pylist()) for one in (rows, pq.read_table(after.table(name)))
        )
        assert len(old) == len(new) > 0
        assert not old & new
    assert verify(office.lake) == ()


def test_old_keys_are_refused_and_kept_apart(office: KeyedOffice, tmp_path: Path) -> None:
    copy = tmp_path / "backup"
    shutil.copytree(office.home.root, copy)
    old = office.keyring
    done = office.rotated()
    with pytest.raises(NotAllowed, match="not the keys of this lake") as told:
        office.lake.check_keys(old)
    assert "rotated" in told.value.do
    with pytest.raises(NotAllowed, match="not the keys of an encrypted file"):
        read_sealed(snapshot(office, "population").sealed, old)
    assert done.retired.stat().st_mode & 0o777 == 0o600
    retired = load_keyring(done.retired)
    assert retired == old
    Lake.open(type(office.home)(copy)).check_keys(retired)
    file = read_key_file(office.keys)
    assert (file.coming, file.made_at, file.rotated_at) == (
        None,
        "2025-11-01T00:00:00+00:00",
        "2025-12-01T08:00:00+00:00",
    )
    assert office.keys.stat().st_mode & 0o777 == 0o600


def test_nothing_of_the_old_keys_is_left_in_the_home(office: KeyedOffice) -> None:
    old = office.keyring
    ids = [old.keyed_id(IdKind.NATIONAL, f"0101900{n:05}") for n in range(PEOPLE_N)]
    held = pq.read_table(snapshot(office, "population").rows)["national_id"].to_pylist()
    assert set(held) == set(ids)
    office.rotated()
    assert not aside_of(office.home.lake).exists()
    tables = [
        path for path in office.home.root.rglob("*.parquet") if not path.read_bytes().startswith(b"PARE")
    ]
    assert len(tables) > 8
    for path in tables:
        found = {value for column in pq.read_table(path).columns for value in column.to_pylist()}
        assert not found & {*ids, *(str(one) for one in ids)}


def stopping(at: int) -> Progress:
    """Stops the run after so many files."""
    steps = iter(range(at))

    def stop(*_: object) -> None:
        if next(steps, None) is None:
            raise KeyboardInterrupt

    return Progress(say=lambda _: None, advance=stop)


def test_a_stopped_rotation_changes_nothing_goes_on_and_can_be_given_up(
    office: KeyedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, manifest = office.keyring, office.lake.manifest
    with pytest.raises(KeyboardInterrupt):
        office.rotated(stopping(2))
    assert (office.keyring, office.lake.manifest, verify(office.lake)) == (old, manifest, ())
    coming = read_key_file(office.keys).coming
    # Work goes on with the old keys meanwhile, and what it adds is rotated too.
    office.takes(
        "population", people() + "010190000777,Lê Văn C,1990-01-05,male,9,02923,permanent,\n", OCTOBER
    )
    made, make = [], rotation._make_one

    def counted(task: Any, *rest: Any) -> None:
        made.append(task.name)
        make(task, *rest)

    monkeypatch.setattr(rotation, "_make_one", counted)
    done = office.rotated()
    assert (done.was_begun, office.keyring) == (True, coming)
    assert len(made) == done.files_n - 3
    assert sum("/v002/" in name for name in made) == 3
    assert verify(office.lake) == ()
    with pytest.raises(KeyboardInterrupt):
        office.rotated(stopping(1))
    assert cancel_rotation(home=office.home, keys=office.keys)
    assert not cancel_rotation(home=office.home, keys=office.keys)
    assert (office.keyring, aside_of(office.home.lake).exists()) == (coming, False)
    assert verify(office.lake) == ()


def test_a_lake_that_is_not_whole_and_a_full_disk_are_told_first(
    office: KeyedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = office.lake.manifest
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
        with pytest.raises(NotAllowed, match="of free disk"):
            office.rotated()
    sealed = snapshot(office, "population").sealed
    good = sealed.read_bytes()
    sealed.write_bytes(good[:-1] + b"x")
    with pytest.raises(BadInput, match="not as it was committed"):
        office.rotated()
    sealed.unlink()
    with pytest.raises(BadInput, match="not as it was committed"):
        office.rotated()
    assert office.lake.manifest == manifest
    sealed.write_bytes(good)
    office.rotated()
    assert verify(office.lake) == ()


def test_every_keyed_column_and_no_other_is_rotated() -> None:
    for register in REGISTERS.values():
        guarded = {column.name for column in register.stored.columns if column.guard is Guard.KEYED}
        assert set(keyed_columns(register.stored)) == guarded
    assert all("person_id" in keyed_columns(table) for table in KEYED_TABLES)
    assert not [table.name for table in OUT_TABLES if keyed_columns(table)]
