"""Corrected rows come back as a new version: nothing is lost, everything is checked again."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from toandan.engine.session import Settings
from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import read_sealed
from toandan.lake.snapshot import Snapshot
from toandan.lake.verify import verify
from toandan.lawbook.law import shipped
from toandan.pipeline.export import Asked, export_quarantine
from toandan.pipeline.intake import Receipt, take_in
from toandan.pipeline.resubmit import resubmit
from toandan.registers.correction.export import Chosen
from toandan.values.ids import IdKind

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
AT = datetime(2025, 11, 3, 8, 0, tzinfo=UTC)
LATER = datetime(2025, 11, 5, 8, 0, tzinfo=UTC)
# Lines 2 to 9: good, wrong sex, wrong commune, good, its repetition with a wrong day, two with one number, broken.
CONTENT = """national_id,full_name,birth_date,sex,commune,residence_kind,phone
010090000001,Nguyễn Văn A,1990-01-05,male,02923,permanent,
010190000002,=Trần Thị B,1990-02-06,nữ,02923,permanent,0987654321
010190000003,Lê Thị C,1990-03-07,female,99999,permanent,
010090000004,Lê Văn D,1990,male,02923,permanent,
010090000004,Lê Văn D,1990-13,male,02923,permanent,
010090000006,Lê Văn E,1990,male,02923,permanent,
010090000006,Lê Văn G,1990,male,02923,permanent,
010090000008,Lê Văn H,1990
"""

type Rows = dict[str, dict[str, str]]
type Edit = Callable[[Rows], None]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    path = tmp_path / "people.csv"
    path.write_text(CONTENT, encoding="utf-8")
    found = Home(tmp_path / "home")
    taken(found, path)
    return found


def taken(home: Home, path: Path) -> Receipt:
    return take_in(
        law=shipped(),
        home=home,
        keyring=KEYRING,
        register="population",
        files=[path],
        scope="15",
        as_of=date(2025, 10, 31),
        received_at=AT,
        synthetic=True,
        origin="police",
        settings=Settings(threads=2),
    )


def newest(home: Home) -> Snapshot:
    return Lake.open(home).snapshots("population")[-1]


def corrected(home: Home, path: Path, edit: Edit, *, unmasked: bool = True) -> Path:
    """The newest quarantine exported, read, edited and written again as a person does."""
    asked = Asked("Lan", "compare with papers", AT) if unmasked else None
    export_quarantine(home, KEYRING, Chosen(newest(home), unmasked=unmasked), path, asked)
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("quarantine")
        cells = [[str(cell) for cell in row] for row in sheet.to_python()]
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = list(csv.reader(file))
    names = cells[0]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in cells[1:]}
    edit(rows)
    lines = [names, *([row[name] for name in names] for row in rows.values())]
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            written = book.add_worksheet("quarantine")
            for at, line in enumerate(lines):
                written.write_row(at, 0, line)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(lines)
    return path


def back(home: Home, path: Path, snapshot: str | None = None) -> Receipt:
    return resubmit(
        law=shipped(),
        home=home,
        keyring=KEYRING,
        snapshot=snapshot or str(newest(home).id),
        file=path,
        received_at=LATER,
        settings=Settings(threads=2),
    )


def row_ns(snapshot: Snapshot) -> tuple[list[int], list[int], dict[int, str]]:
    """Row numbers of the plain and the encrypted table, and the codes of the quarantine."""
    rows = pq.read_table(snapshot.rows)["row_n"].to_pylist()
    names = read_sealed(snapshot.sealed, KEYRING)["row_n"].to_pylist()
    aside = read_sealed(snapshot.quarantine, KEYRING).to_pylist()
    return rows, names, {row["row_n"]: row["code"] for row in aside}


def correct_two(rows: Rows) -> None:
    rows["2"]["sex"] = "female"
    rows["3"]["commune"] = "02926"
    rows["8"].update(
        national_id="010090000008", full_name="Lê Văn H", birth_date="1990", sex="male", commune="02923"
    )
    rows["8"]["residence_kind"] = "permanent"


def test_what_is_in_quarantine_before(home: Home) -> None:
    assert row_ns(newest(home)) == (
        [1, 4],
        [1, 4],
        {
            2: "value_not_allowed",
            3: "unknown_commune",
            5: "birth_unreadable",
            6: "id_shared",
            7: "id_shared",
            8: "row_broken",
        },
    )


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.csv"])
def test_corrected_rows_come_back(home: Home, tmp_path: Path, name: str) -> None:
    before = newest(home)
    snapshot = back(home, corrected(home, tmp_path / name, correct_two)).snapshot
    card = snapshot.card
    assert (snapshot.id.version, card.corrects) == (2, str(before.id))
    assert card.difference is not None
    assert (card.difference.to, card.difference.after_n) == (str(before.id), card.accepted_n)
    assert card.difference.gone_n == 0
    assert (card.received_n, card.accepted_n, card.quarantined_n) == (8, 5, 3)
    assert row_ns(snapshot) == (
        [1, 2, 3, 4, 8],
        [1, 2, 3, 4, 8],
        {5: "birth_unreadable", 6: "id_shared", 7: "id_shared"},
    )
    assert (card.sources, card.origin, card.synthetic) == (before.card.sources, "police", True)
    assert [(one.name, one.rows_n) for one in card.corrections] == [(name, 6)]
    assert (card.received_at, card.files.keys()) == (LATER.isoformat(), before.card.files.keys())
    assert verify(Lake.open(home)) == ()
    names = dict(
        zip(
            *read_sealed(snapshot.sealed, KEYRING).select(["row_n", "full_name"]).to_pydict().values(),
            strict=True,
        )
    )
    assert (names[1], names[2], names[8]) == ("Nguyễn Văn A", "=Trần Thị B", "Lê Văn H")


def test_it_is_what_the_corrected_file_would_have_given(home: Home, tmp_path: Path) -> None:
    snapshot = back(home, corrected(home, tmp_path / "rows.csv", correct_two)).snapshot
    whole = CONTENT.replace("nữ", "female").replace("99999", "02926")
    whole = whole.replace("Lê Văn H,1990\n", "Lê Văn H,1990,male,02923,permanent,\n")
    (tmp_path / "whole.csv").write_text(whole, encoding="utf-8")
    other = taken(Home(tmp_path / "other"), tmp_path / "whole.csv").snapshot
    assert snapshot.rows.read_bytes() == other.rows.read_bytes()
    assert snapshot.card.digests["sealed.parquet"] == other.card.digests["sealed.parquet"]
    assert snapshot.card.quarantine_codes == other.card.quarantine_codes


def test_masked_cells_left_alone_are_what_was_received(home: Home, tmp_path: Path) -> None:
    def edit(rows: Rows) -> None:
        assert rows["2"]["national_id"] == "••••••••••02"
        rows["2"]["sex"] = "female"

    snapshot = back(home, corrected(home, tmp_path / "rows.xlsx", edit, unmasked=False)).snapshot
    assert row_ns(snapshot)[0] == [1, 2, 4]
    stored = {row["row_n"]: row for row in pq.read_table(snapshot.rows).to_pylist()}
    assert stored[2]["birth_date"] == date(1990, 2, 6)
    assert str(stored[2]["national_id"]) == str(KEYRING.keyed_id(IdKind.NATIONAL, "010190000002"))


def test_rows_that_are_still_bad_have_their_new_reason_and_old_line(home: Home, tmp_path: Path) -> None:
    def edit(rows: Rows) -> None:
        rows["2"]["sex"], rows["2"]["commune"] = "female", "88888"
        rows["5"]["birth_date"] = "1990"

    snapshot = back(home, corrected(home, tmp_path / "rows.csv", edit)).snapshot
    aside = {row["row_n"]: row for row in read_sealed(snapshot.quarantine, KEYRING).to_pylist()}
    assert (aside[2]["code"], aside[2]["file"], aside[2]["line"]) == ("unknown_commune", "people.csv", 3)
    assert aside[2]["received_commune"] == "88888"
    # Readable now, and the same person as the accepted row 4.
    assert (aside[5]["code"], aside[5]["reason"]) == (
        "same_person_twice",
        "national_id: the same person again; the first row is kept; it is row 4",
    )
    assert row_ns(snapshot)[0] == [1, 4]


def test_an_accepted_row_stays_and_what_contradicts_it_does_not_enter(home: Home, tmp_path: Path) -> None:
    def edit(rows: Rows) -> None:
        rows["2"].update(sex="male", national_id="010090000001", full_name="Trần Văn B")

    snapshot = back(home, corrected(home, tmp_path / "rows.csv", edit)).snapshot
    assert row_ns(snapshot)[0] == [1, 4]
    assert row_ns(snapshot)[2][2] == "id_shared"


def test_rows_left_out_of_the_file_stay_in_quarantine(home: Home, tmp_path: Path) -> None:
    def edit(rows: Rows) -> None:
        rows["6"]["national_id"] = "010090000007"
        del rows["7"], rows["2"], rows["3"], rows["5"], rows["8"]

    snapshot = back(home, corrected(home, tmp_path / "rows.csv", edit)).snapshot
    accepted, _, aside = row_ns(snapshot)
    # Row 7 would be good now, but nobody sent it back.
    assert (accepted, sorted(aside)) == ([1, 4, 6], [2, 3, 5, 7, 8])
    assert snapshot.card.corrections[0].rows_n == 1
    third = back(home, corrected(home, tmp_path / "again.csv", lambda _: None)).snapshot
    assert (third.id.version, row_ns(third)[0]) == (3, [1, 4, 6, 7])
    assert [one.name for one in third.card.corrections] == ["rows.csv", "again.csv"]


def test_the_same_file_twice_and_the_first_file_again(home: Home, tmp_path: Path) -> None:
    first = str(newest(home).id)
    path = corrected(home, tmp_path / "rows.csv", correct_two)
    one, other = back(home, path), back(home, path, first)
    assert (other.known_already, other.snapshot.id) == (True, one.snapshot.id)
    again = taken(home, tmp_path / "people.csv")
    assert (again.known_already, again.snapshot.id) == (True, one.snapshot.id)


def _unknown(rows: Rows) -> None:
    rows["2"]["row_n"] = "1"


def _twice(rows: Rows) -> None:
    rows["2"]["row_n"] = "3"


def _none(rows: Rows) -> None:
    rows["2"]["row_n"] = ""


def _half(rows: Rows) -> None:
    rows["2"]["national_id"] = "0101••••••02"


REFUSED: dict[str, tuple[Edit, str]] = {
    "a row that is not in quarantine": (_unknown, "line 2: row_n 1 is not in quarantine"),
    "a row twice": (_twice, "line 3: row_n 3 stands twice"),
    "a row without its number": (_none, "line 2: it has no row_n"),
    "a value masked in part": (_half, "line 2: national_id is masked in part"),
    "nothing corrected": (lambda _: None, "nothing was corrected"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_the_lake_as_it_was(home: Home, tmp_path: Path, case: str) -> None:
    edit, problem = REFUSED[case]
    path = corrected(home, tmp_path / "rows.csv", edit)
    with pytest.raises(BadInput, match=problem):
        back(home, path)
    assert newest(home).id.version == 1
    assert verify(Lake.open(home)) == ()


def test_an_older_version_is_not_corrected(home: Home, tmp_path: Path) -> None:
    first = str(newest(home).id)
    back(home, corrected(home, tmp_path / "rows.csv", correct_two))
    with pytest.raises(BadInput, match="is not the newest version"):
        back(home, corrected(home, tmp_path / "other.csv", correct_two_less), first)


def correct_two_less(rows: Rows) -> None:
    rows["5"]["birth_date"] = "1991"
