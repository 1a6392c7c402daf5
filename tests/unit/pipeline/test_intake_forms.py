"""The same people in every form an office sends: all of them end as the same rows of the lake."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt

from toandan.engine.session import Settings
from toandan.errors import BadInput
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import read_sealed
from toandan.lawbook.law import shipped
from toandan.pipeline.intake import Receipt, take_in
from toandan.progress import Progress
from toandan.registers.source.encoding import tcvn3, vni
from toandan.registers.source.form import UNTOLD, Form

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
TITLE = ["CÔNG AN TỈNH — danh sách dân cư (dữ liệu giả lập)"]
HEADING = ["STT", "Số CCCD", "Họ và tên", "Ngày sinh", "Giới tính", "Mã xã", "Loại cư trú"]
PEOPLE = [
    ["1", "010190000001", "Nguyễn Văn Đức", "1990-01-05", "male", "02923", "permanent"],
    ["2", "010191000002", "Trần Thị Hường", "1991", "female", "02926", "temporary"],
]
TOTAL = ["Tổng cộng", "", "2", "", "", "", ""]
ROWS = [TITLE, HEADING, *PEOPLE, TOTAL]


def text(separator: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(ROWS)
    return written.getvalue()


def xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Bìa").write(0, 0, "Trang bìa")
        sheet = book.add_worksheet("Dân cư")
        for row_n, row in enumerate(ROWS):
            sheet.write_row(row_n, 0, row)


def xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row_n, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(row_n, column, value)
    book.save(str(path))


FORMS: dict[str, tuple[str, Callable[[Path], object], Form]] = {
    "comma": ("f.csv", lambda path: path.write_bytes(text(",").encode()), UNTOLD),
    "semicolon": ("f.csv", lambda path: path.write_bytes(text(";").encode("utf-8-sig")), UNTOLD),
    "tab in UTF-16": ("f.txt", lambda path: path.write_bytes(text("\t").encode("utf-16")), UNTOLD),
    "TCVN3": (
        "f.csv",
        lambda path: path.write_bytes(tcvn3.encoded(text(";").replace("—", "-"))),
        Form(encoding="tcvn3"),
    ),
    "VNI": (
        "f.csv",
        lambda path: path.write_bytes(vni.encoded(text(",").replace("—", "-"))),
        Form(encoding="vni"),
    ),
    "XLSX": ("f.xlsx", xlsx, UNTOLD),
    "XLS": ("f.xls", xls, UNTOLD),
}


def taken(home: Home, path: Path, form: Form, said: list[str]) -> Receipt:
    return take_in(
        law=shipped(),
        home=home,
        keyring=KEYRING,
        register="population",
        files=[path],
        scope="15",
        as_of=date(2025, 10, 31),
        received_at=datetime(2025, 11, 3, 8, 0, tzinfo=UTC),
        synthetic=True,
        form=form,
        progress=Progress(say=said.append, advance=lambda *_: None),
        settings=Settings(threads=2),
    )


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    file_name, write, form = FORMS[name]
    write(tmp_path / file_name)
    said: list[str] = []
    snapshot = taken(Home(tmp_path / "home"), tmp_path / file_name, form, said).snapshot
    card = snapshot.card
    assert (card.received_n, card.accepted_n, card.quarantine_codes) == (3, 2, {"total_row": 1})
    people = pq.read_table(snapshot.rows).select(["row_n", "birth_date", "sex", "commune_code"]).to_pylist()
    assert [(row["row_n"], row["birth_date"].year, row["commune_code"]) for row in people] == [
        (1, 1990, "02923"),
        (2, 1991, "02926"),
    ]
    names = read_sealed(snapshot.sealed, KEYRING)["full_name"].to_pylist()
    assert names == ["Nguyễn Văn Đức", "Trần Thị Hường"]
    (aside,) = read_sealed(snapshot.quarantine, KEYRING).to_pylist()
    assert (aside["row_n"], aside["line"], aside["code"]) == (3, 5, "total_row")
    assert any("above the heading are titles" in sentence for sentence in said)


def test_the_same_bytes_read_in_another_way_are_another_version(tmp_path: Path) -> None:
    home, path = Home(tmp_path / "home"), tmp_path / "f.csv"
    path.write_bytes(tcvn3.encoded(text(";").replace("—", "-")))
    with pytest.raises(BadInput, match="add --encoding tcvn3"):
        taken(home, path, UNTOLD, [])
    first = taken(home, path, Form(encoding="tcvn3", separator=";"), [])
    again = taken(home, path, Form(encoding="tcvn3", separator=";"), [])
    other = taken(home, path, Form(encoding="tcvn3"), [])
    assert (again.known_already, other.known_already) == (True, False)
    assert (first.snapshot.id.version, other.snapshot.id.version) == (1, 2)
