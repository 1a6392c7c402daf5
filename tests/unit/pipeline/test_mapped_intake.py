"""Taking in a file in somebody else's columns: every check stays, and the card tells the mapping."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter

from toandan.engine.session import Settings
from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import read_sealed
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import Receipt, take_in
from toandan.progress import Progress
from toandan.registers.mapping.load import load_mapping

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
LIST = """mã,họ,tên,sinh,phái,nơi,ghi chú
010190000001,Trần Văn,An,05/01/1990,1,P1,x
010190000002,Lê,Bình,1991,2,P1,
010190000003,Lê,Cúc,31/02/1992,2,P1,
010190000004,Lê,Dung,1993,3,P1,
010190000005,Lê,Em,1994,2,P9,
19000006,Lê,Giang,1995,2,P1,
a line of one column
"""
MAPPING = """schema: toandan/mapping/1
register: population
name: ward list
columns:
  national_id: mã
  full_name: {join: [họ, tên]}
  birth_date: {heading: sinh, date: dmy}
  sex: {heading: phái, values: {1: male, 2: female}}
  commune: {heading: nơi, values: {P1: "02923"}}
  residence_kind: {constant: permanent}
not_used: [ghi chú]
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def text(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def taken(
    home: Home, *files: Path, mapping: Path | None, day: int = 31, told: list[str] | None = None
) -> Receipt:
    return take_in(
        law=shipped(),
        home=home,
        keyring=KEYRING,
        register="population",
        files=files,
        scope="15",
        as_of=date(2025, 10, day),
        received_at=datetime(2025, 11, 3, 8, 0, tzinfo=UTC),
        synthetic=True,
        mapping=mapping,
        progress=Progress(say=(told if told is not None else []).append, advance=lambda *_: None),
        settings=Settings(threads=2),
    )


def test_rows_are_mapped_then_checked_and_none_is_lost(home: Home, tmp_path: Path) -> None:
    mapping = text(tmp_path, "m.yaml", MAPPING)
    snapshot = taken(home, text(tmp_path, "list.csv", LIST), mapping=mapping).snapshot
    rows = pq.read_table(snapshot.rows).select(["row_n", "birth_date", "birth_precision", "sex"]).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (1, date(1990, 1, 5), "day", "male"),
        (2, date(1991, 1, 1), "year", "female"),
    ]
    names = read_sealed(snapshot.sealed, KEYRING).column("full_name").to_pylist()
    assert names == ["Trần Văn An", "Lê Bình"]
    aside = read_sealed(snapshot.quarantine, KEYRING).to_pylist()
    assert [(row["line"], row["codes"]) for row in aside] == [
        (4, "birth_unreadable:birth_date"),
        (5, "value_not_allowed:sex"),
        (6, "unknown_commune:commune"),
        (7, "id_bad_form:national_id"),
        (8, "row_broken:"),
    ]
    assert (aside[1]["received_sex"], aside[2]["received_commune"]) == ("3", "P9")
    assert snapshot.card.received_n == 7


def test_the_card_tells_the_mapping_and_another_one_is_another_version(home: Home, tmp_path: Path) -> None:
    path = text(tmp_path, "list.csv", LIST)
    mapping = text(tmp_path, "m.yaml", MAPPING)
    first = taken(home, path, mapping=mapping)
    assert (
        Lake.open(home).snapshot(first.snapshot.id).card.mapping == load_mapping(mapping, "population").sha256
    )
    assert taken(home, path, mapping=mapping).known_already
    changed = text(tmp_path, "m.yaml", MAPPING.replace("2: female", "2: female, 3: unknown"))
    second = taken(home, path, mapping=changed).snapshot
    assert (second.id.version, second.card.accepted_n) == (2, 3)


def test_the_next_file_of_that_shape_needs_nothing(home: Home, tmp_path: Path) -> None:
    taken(home, text(tmp_path, "list.csv", LIST), mapping=text(tmp_path, "m.yaml", MAPPING), day=30)
    told: list[str] = []
    receipt = taken(home, text(tmp_path, "next.csv", LIST), mapping=None, told=told)
    assert receipt.snapshot.card.accepted_n == 2
    assert any(one.startswith("using the mapping 'ward list' from ") for one in told)


def test_a_workbook_with_titles_and_real_dates(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh sách")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "DANH SÁCH NHÂN KHẨU")
        sheet.write_row(2, 0, ["mã", "họ", "tên", "sinh", "phái", "nơi", "ghi chú"])
        sheet.write_row(3, 0, ["010190000001", "Trần Văn", "An", "", 1, "P1", ""])
        sheet.write_datetime(3, 3, datetime(1990, 1, 5), day)  # noqa: DTZ001 - a sheet knows no zones
        sheet.write_row(4, 0, ["010190000005", "Lê", "Em", "2/3/1994", 2, "P9", ""])
    snapshot = taken(home, path, mapping=text(tmp_path, "m.yaml", MAPPING)).snapshot
    assert pq.read_table(snapshot.rows)["birth_date"].to_pylist() == [date(1990, 1, 5)]
    assert snapshot.card.quarantine_codes == {"unknown_commune": 1}
    told: list[str] = []
    assert taken(home, path, mapping=None, day=30, told=told).snapshot.card.accepted_n == 1


def test_two_files_of_one_extract(home: Home, tmp_path: Path) -> None:
    other = "tên,họ,mã,sinh,phái,nơi,ghi chú\nHoa,Lê,010190000007,1996,2,P1,\n"
    files = (text(tmp_path, "a.csv", LIST), text(tmp_path, "b.csv", other))
    card = taken(home, *files, mapping=text(tmp_path, "m.yaml", MAPPING)).snapshot.card
    assert [source.rows_n for source in card.sources] == [7, 1]
    assert (card.accepted_n, card.quarantined_n) == (3, 5)


def test_a_mapping_that_does_not_serve_is_not_kept(home: Home, tmp_path: Path) -> None:
    mapping = text(tmp_path, "m.yaml", MAPPING.replace("P1:", "P2:"))
    with pytest.raises(BadInput, match="none of the 7 rows can be accepted"):
        taken(home, text(tmp_path, "list.csv", LIST), mapping=mapping)
    assert not (home.root / "mappings").exists()


def test_our_own_columns_need_no_mapping_and_the_card_says_so(home: Home, tmp_path: Path) -> None:
    own = "full_name,birth_date,sex,commune,residence_kind\nLê Hoa,1996,female,02923,permanent\n"
    assert taken(home, text(tmp_path, "own.csv", own), mapping=None).snapshot.card.mapping == ""
