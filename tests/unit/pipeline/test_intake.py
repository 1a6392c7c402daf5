"""Taking an extract in: what the lake holds afterwards, and what it does not."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, date, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from toandan.engine.session import Settings
from toandan.errors import BadInput, Busy, NotAllowed, Usage
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import read_sealed
from toandan.lake.text import sha256_of
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import Receipt, take_in
from toandan.progress import Progress
from toandan.registers.columns import arrow_schema
from toandan.schemas.population import POPULATION

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
HEADING = "national_id,full_name,birth_date,sex,commune,residence_kind,phone\n"
GOOD = "010190000001, Nguye\u0302\u0303n Văn A ,1990-01-05,male,02923,permanent,0912345678\n"
OTHER = "010190000002,Trần Văn B,1991,male,02926,temporary,\n"
BAD = "010190000003,Lê Thị C,1992,nữ,02926,temporary,0987654321\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def file(folder: Path, content: str, name: str = "people.csv") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def taken(home: Home, *files: Path, **changed: object) -> Receipt:
    """The files taken in as the population of Lào Cai at the end of October 2025."""
    asked: dict[str, object] = {
        "home": home,
        "keyring": KEYRING,
        "register": "population",
        "files": files,
        "scope": "15",
        "as_of": date(2025, 10, 31),
        "received_at": datetime(2025, 11, 3, 8, 0, tzinfo=UTC),
        "synthetic": False,
        "law": shipped(),
        "settings": Settings(threads=2),
    }
    return take_in(**{**asked, **changed})  # type: ignore[arg-type]  # each test changes one of them


def test_accepted_rows_names_and_quarantine_stand_apart(home: Home, tmp_path: Path) -> None:
    snapshot = taken(home, file(tmp_path, HEADING + GOOD + BAD + "x\n" + OTHER)).snapshot
    assert str(snapshot.id) == "population/15@2025-07-01/2025-10-31/v001"
    rows = pq.read_table(snapshot.rows)
    assert rows.schema.equals(arrow_schema(POPULATION.stored))
    assert rows["row_n"].to_pylist() == [1, 4]
    names = read_sealed(snapshot.sealed, KEYRING).to_pylist()
    assert [(row["row_n"], row["full_name"], row["phone"]) for row in names] == [
        (1, "Nguyễn Văn A", "0912345678"),
        (4, "Trần Văn B", None),
    ]
    aside = read_sealed(snapshot.quarantine, KEYRING).to_pylist()
    assert [(row["row_n"], row["line"], row["codes"]) for row in aside] == [
        (2, 3, "value_not_allowed:sex"),
        (3, 4, "row_broken:"),
    ]
    assert (aside[0]["received_full_name"], aside[0]["received_sex"], aside[1]["raw"]) == (
        "Lê Thị C",
        "nữ",
        "x",
    )


def test_the_card_tells_where_it_came_from_and_adds_up(home: Home, tmp_path: Path) -> None:
    first = file(tmp_path, HEADING + GOOD, "a.csv")
    second = file(tmp_path, HEADING + BAD + OTHER, "b.csv")
    snapshot = taken(home, first, second, origin="provincial police").snapshot
    card = Lake.open(home).snapshot(snapshot.id).card
    assert (card.received_n, card.accepted_n, card.quarantined_n) == (3, 2, 1)
    assert card.quarantine_codes == {"value_not_allowed": 1}
    assert [(one.name, one.sha256, one.rows_n) for one in card.sources] == [
        ("a.csv", sha256_of(first), 1),
        ("b.csv", sha256_of(second), 2),
    ]
    assert (card.origin, card.received_at) == ("provincial police", "2025-11-03T08:00:00+00:00")
    assert {name: sha256_of(snapshot.folder / name) for name in card.files} == card.files
    assert set(card.digests) == {"sealed.parquet", "quarantine.parquet"}


def test_no_file_in_the_open_holds_a_person(home: Home, tmp_path: Path) -> None:
    folder = taken(home, file(tmp_path, HEADING + GOOD + BAD)).snapshot.folder
    content = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    for personal in ("010190000001", "010190000003", "Văn A", "Thị C", "0912345678", "0987654321"):
        assert personal.encode() not in content


def test_the_same_bytes_are_recognised(home: Home, tmp_path: Path) -> None:
    path = file(tmp_path, HEADING + GOOD)
    first = taken(home, path)
    again = taken(home, file(tmp_path, HEADING + GOOD, "renamed.csv"))
    assert (first.known_already, again.known_already) == (False, True)
    assert again.snapshot.id == first.snapshot.id
    assert len(Lake.open(home).snapshots()) == 1


def test_changed_bytes_are_the_next_version_and_the_old_one_stays(home: Home, tmp_path: Path) -> None:
    before = taken(home, file(tmp_path, HEADING + GOOD)).snapshot
    rows = before.rows.read_bytes()
    after = taken(home, file(tmp_path, HEADING + GOOD + OTHER)).snapshot
    assert (before.id.version, after.id.version) == (1, 2)
    assert before.rows.read_bytes() == rows


def test_going_back_to_older_bytes_is_a_version_too(home: Home, tmp_path: Path) -> None:
    for content in (GOOD, OTHER, GOOD):
        receipt = taken(home, file(tmp_path, HEADING + content))
    assert (receipt.snapshot.id.version, receipt.known_already) == (3, False)


def test_equal_files_give_equal_rows_and_digests_with_any_threads(tmp_path: Path) -> None:
    path = file(tmp_path, HEADING + GOOD + BAD + OTHER)
    cards = [
        taken(Home(tmp_path / f"home{threads}"), path, settings=Settings(threads=threads)).snapshot.card
        for threads in (1, 2)
    ]
    assert cards[0].files["rows.parquet"] == cards[1].files["rows.parquet"]
    assert cards[0].digests == cards[1].digests


def test_synthetic_is_told_or_found_beside_the_file(home: Home, tmp_path: Path) -> None:
    path = file(tmp_path, HEADING + GOOD)
    assert not taken(home, path).snapshot.card.synthetic
    assert taken(home, path, synthetic=True).snapshot.card.synthetic
    file(tmp_path, "", "SYNTHETIC.txt")
    assert taken(home, path).snapshot.card.synthetic


def test_a_scope_by_name_and_a_part_of_the_province(home: Home, tmp_path: Path) -> None:
    path = file(tmp_path, HEADING + GOOD)
    assert taken(home, path, scope="Gia Phú").snapshot.id.scope.code == "02923"


@pytest.mark.parametrize(("first", "second"), [("15", "02923"), ("02923", "15"), ("15", "VN")])
def test_overlapping_scopes_are_refused(home: Home, tmp_path: Path, first: str, second: str) -> None:
    path = file(tmp_path, HEADING + GOOD)
    taken(home, path, scope=first)
    with pytest.raises(BadInput, match=rf"(?s)overlaps .*population/{first}@2025-07-01/2025-10-31/v001"):
        taken(home, path, scope=second)
    taken(home, path, scope=second, as_of=date(2025, 11, 30))


def test_neighbours_do_not_overlap(home: Home, tmp_path: Path) -> None:
    taken(home, file(tmp_path, HEADING + GOOD), scope="02923")
    assert taken(home, file(tmp_path, HEADING + OTHER), scope="02926").snapshot.id.version == 1


def test_a_code_is_read_on_the_map_of_the_day(home: Home, tmp_path: Path) -> None:
    path = file(tmp_path, HEADING + GOOD)
    snapshot = taken(home, path, scope="10", as_of=date(2024, 10, 31)).snapshot
    assert str(snapshot.id) == "population/10@2025-06-30/2024-10-31/v001"
    with pytest.raises(BadInput, match="10"):
        taken(home, path, scope="10")


def test_an_extract_without_an_accepted_row_is_refused_whole(home: Home, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        taken(home, file(tmp_path, HEADING + BAD + "x\n"))
    text = str(raised.value)
    assert "none of the 2 rows can be accepted; nothing was taken in" in text
    assert "row_broken 1, value_not_allowed 1. line 2: sex: the value is not one of those" in text
    assert "Thị C" not in text
    assert_untouched(home)


def test_a_file_of_broken_lines_alone(home: Home, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="none of the 2 rows can be accepted"):
        taken(home, file(tmp_path, HEADING + "x\ny\n"))


def test_a_lone_quote_is_one_broken_row(home: Home, tmp_path: Path) -> None:
    codes = taken(home, file(tmp_path, HEADING + GOOD + '"')).snapshot.card.quarantine_codes
    assert codes == {"row_broken": 1}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "people.csv is empty"),
        (HEADING, "people.csv holds no rows"),
        (HEADING.replace("sex,", "") + GOOD, "column missing: sex"),
    ],
)
def test_bad_files_leave_nothing_behind(home: Home, tmp_path: Path, content: str, text: str) -> None:
    with pytest.raises(BadInput, match=text):
        taken(home, file(tmp_path, content))
    assert_untouched(home)


def test_a_file_that_changes_while_it_is_read(home: Home, tmp_path: Path) -> None:
    path = file(tmp_path, HEADING + GOOD)

    def append(sentence: str) -> None:
        if sentence.startswith("read "):
            with path.open("a") as opened:
                opened.write(OTHER)

    with pytest.raises(BadInput, match=r"people\.csv changed while it was being read"):
        taken(home, path, progress=Progress(say=append, advance=lambda *_: None))
    assert_untouched(home)


def test_an_interruption_leaves_nothing_half_written(home: Home, tmp_path: Path) -> None:
    def interrupt(step: str, done: int, total: int | None) -> None:  # noqa: ARG001 - the shape of progress
        if step == "write":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(home, file(tmp_path, HEADING + GOOD), progress=Progress(say=lambda _: None, advance=interrupt))
    assert Lake.open(home, must_exist=False).snapshots() == ()
    # Only what is finished stays, to go on from.
    assert {path.relative_to(home.lake).parts[0] for path in home.root.rglob("*.parquet")} == {".steps"}
    assert taken(home, file(tmp_path, HEADING + GOOD)).snapshot.id.version == 1


def test_other_keys_are_told_before_anything_is_written(home: Home, tmp_path: Path) -> None:
    taken(home, file(tmp_path, HEADING + GOOD))
    with pytest.raises(NotAllowed, match="keys"):
        taken(home, file(tmp_path, HEADING + OTHER), keyring=Keyring(b"x" * 32, b"y" * 32, b"z" * 32))
    assert len(Lake.open(home).snapshots()) == 1


def test_an_unknown_register(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="use one of: population, participation"):
        taken(home, file(tmp_path, HEADING + GOOD), register="people")


def test_a_locked_lake(home: Home, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(home.root, held, done))
    holder.start()
    try:
        assert held.wait(30)
        with pytest.raises(Busy):
            taken(home, file(tmp_path, HEADING + GOOD))
    finally:
        done.set()
        holder.join()


def _hold(root: Path, held: Event, done: Event) -> None:
    with Lake.open(Home(root), must_exist=False).writer(purpose="a test", keyring=None):
        held.set()
        done.wait(30)


def assert_untouched(home: Home) -> None:
    """No snapshot, and no file of one, whether committed or on the way."""
    assert Lake.open(home, must_exist=False).snapshots() == ()
    assert list(home.root.rglob("*.parquet")) == []


def test_a_large_file_is_stored_in_the_order_of_its_rows_whatever_the_threads(tmp_path: Path) -> None:
    # Many blocks of the file go to two threads; every thousandth row is refused.
    rows_n = 60_000
    people = (
        f"{n:012d},Nguyễn Văn A,1990-01-05,{'male' if n % 1000 else 'nam'},02923,permanent,\n"
        for n in range(rows_n)
    )
    path = file(tmp_path, HEADING + "".join(people))
    snapshots = [
        taken(Home(tmp_path / f"home{threads}"), path, settings=Settings(threads=threads)).snapshot
        for threads in (1, 2)
    ]
    assert snapshots[0].card.files["rows.parquet"] == snapshots[1].card.files["rows.parquet"]
    assert snapshots[0].card.digests == snapshots[1].card.digests
    expected = [n + 1 for n in range(rows_n) if n % 1000]
    assert pq.read_table(snapshots[1].rows, columns=["row_n"])["row_n"].to_pylist() == expected
    assert read_sealed(snapshots[1].sealed, KEYRING, ["row_n"])["row_n"].to_pylist() == expected
