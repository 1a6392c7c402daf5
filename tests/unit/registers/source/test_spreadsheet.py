"""Workbooks: typed cells, several sheets, titles, totals, merged cells, and what is not opened."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from toandan.errors import BadInput
from toandan.registers.source.archive import Limits, check_archive
from toandan.registers.source.cells import cell_text, day_text
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.merged import filled
from toandan.registers.source.spreadsheet import workbook_heading
from toandan.schemas.population import POPULATION

LAYOUT = POPULATION.received
HEADING = ("STT", "Số CCCD", "Họ và tên", "Ngày sinh", "Giới tính", "Mã xã", "Loại cư trú")
PERSON = (1, "015090000001", "Nguyễn Văn A", "1990-05-01", "male", "02905", "permanent")
SHEET_XML = "xl/worksheets/sheet1.xml"

type Rows = Sequence[Sequence[object]]


def workbook(
    path: Path, sheets: dict[str, Rows], merged: Sequence[tuple[int, int, int, int, str]] = ()
) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row_n, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(row_n, column, value)
            for one in merged:
                sheet.merge_range(*one)
    return path


def extract_of(path: Path, form: Form = UNTOLD) -> Extract:
    return Extract(source_files([path]), LAYOUT, form=form)


def rows_of(extract: Extract) -> list[dict[str, object]]:
    return [row for batch in extract.batches() for row in batch.rows.to_pylist()]


def refused(path: Path, form: Form = UNTOLD) -> str:
    with pytest.raises(BadInput) as raised:
        rows_of(extract_of(path, form))
    return str(raised.value)


def test_typed_cells_become_the_texts_of_our_files(tmp_path: Path) -> None:
    people = [
        (1, 15090000001, "Nguyễn Văn A", date(1990, 5, 1), "male", 2905, "permanent"),
        (2, "015090000002", "Trần Thị B", 1985, "female", "02905", "=1+1"),
        (3, "015090000003", "Lê C", 31778, "male", "02905", "permanent"),
    ]
    rows = rows_of(extract_of(workbook(tmp_path / "f.xlsx", {"A": [HEADING, *people]})))
    assert [row["birth_date"] for row in rows] == ["1990-05-01", "1985", "1987-01-01"]
    assert [row["line"] for row in rows] == [2, 3, 4]
    # Zeros that a spreadsheet lost are not guessed at; the checks tell.
    assert (rows[0]["national_id"], rows[0]["commune"]) == ("15090000001", "2905")
    assert rows[1]["residence_kind"] == "0"


def test_titles_totals_and_rows_are_accounted_for(tmp_path: Path) -> None:
    rows = [("CÔNG AN TỈNH",), (), HEADING, PERSON, (), PERSON, ("Tổng cộng", "", 2)]
    extract = extract_of(workbook(tmp_path / "f.xlsx", {"A": rows}))
    assert [(row["row_n"], row["line"], row["full_name"]) for row in rows_of(extract)] == [
        (1, 4, "Nguyễn Văn A"),
        (2, 5, None),
        (3, 6, "Nguyễn Văn A"),
    ]
    assert [(row.row_n, row.line, row.code, row.text) for row in extract.broken] == [
        (4, 7, "total_row", "Tổng cộng\t\t2")
    ]
    assert extract.received_n == 4
    assert "2 rows above the heading are titles" in extract.notes[0]


def test_all_sheets_with_the_heading_or_the_one_told(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Bìa": [("Trang bìa",)],
        "Xã 1": [HEADING, PERSON],
        "Xã 2": [("x",), HEADING, PERSON, PERSON],
    }
    path = workbook(tmp_path / "f.xlsx", sheets)
    extract = extract_of(path)
    assert [(row["row_n"], row["line"]) for row in rows_of(extract)] == [(1, 2), (2, 3), (3, 4)]
    assert "f.xlsx: sheet 'Bìa' is not read" in extract.notes
    assert len(rows_of(extract_of(path, Form(sheet="Xã 1")))) == 1
    assert workbook_heading(path) == HEADING


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    text = refused(workbook(tmp_path / "f.xlsx", {"A": [HEADING, PERSON]}), Form(sheet="B"))
    assert "it has no sheet 'B'" in text
    assert "name one with --sheet: A" in text


def test_no_sheet_with_a_heading(tmp_path: Path) -> None:
    assert "no visible sheet has a heading" in refused(
        workbook(tmp_path / "f.xlsx", {"A": [("x",)], "B": [("y",)]})
    )


def test_one_sheet_with_another_heading(tmp_path: Path) -> None:
    assert "column missing" in refused(workbook(tmp_path / "f.xlsx", {"A": [("x", "y"), ("1", "2")]}))


def test_a_hidden_sheet_is_told_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("A", "B"):
            for row_n, row in enumerate([HEADING, PERSON]):
                (book.get_worksheet_by_name(name) or book.add_worksheet(name)).write_row(row_n, 0, row)
        book.get_worksheet_by_name("B").hide()
    extract = extract_of(path)
    assert len(rows_of(extract)) == 1
    assert "f.xlsx: sheet 'B' is not read" in extract.notes


def test_merged_headings_and_merged_values(tmp_path: Path) -> None:
    upper = ("STT", "Số CCCD", "Họ và tên", "Nhân thân", "", "Mã xã", "Loại cư trú")
    lower = ("", "", "", "Ngày sinh", "Giới tính", "", "")
    rows = [("",), upper, lower, PERSON, (2, "015090000002", "Trần Thị B", "1985", "female", "", "permanent")]
    merged = [(1, 3, 1, 4, "Nhân thân"), (3, 5, 4, 5, "02905")]
    merged += [(1, column, 2, column, upper[column]) for column in (0, 1, 2, 5, 6)]
    found = rows_of(extract_of(workbook(tmp_path / "f.xlsx", {"A": rows}, merged)))
    assert [(row["line"], row["commune"], row["birth_date"]) for row in found] == [
        (4, "02905", "1990-05-01"),
        (5, "02905", "1985"),
    ]


def test_filling_to_the_right_only_where_a_heading_stands() -> None:
    rows = [["a", "", ""], ["b", "", ""]]
    assert list(filled(rows, [((0, 1), (1, 3))], 1, {1})) == [["a", "a", ""], ["a", "a", ""]]
    assert list(filled(rows, [((0, 1), (0, 9))], 1)) == rows


def test_the_old_binary_form(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for row_n, row in enumerate([("Danh sách",), HEADING, PERSON]):
        for column, value in enumerate(row):
            sheet.write(row_n, column, value)
    sheet.write(3, 3, date(1990, 5, 1), day)
    book.save(str(tmp_path / "f.xls"))
    rows = rows_of(extract_of(tmp_path / "f.xls"))
    assert [(row["line"], row["birth_date"]) for row in rows] == [(3, "1990-05-01"), (4, "1990-05-01")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (15.0, "15"),
        (0.1, "0.1"),
        (123456789012.0, "123456789012"),
        ("", None),
        (True, "true"),
        (date(2025, 1, 2), "2025-01-02"),
    ],
)
def test_cells(value: str | float | date, text: str | None) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (60, "60"),
        (61, "1900-03-01"),
        (1990.0, "1990"),
        (45961, "2025-10-31"),
    ],
)
def test_numbers_in_a_column_of_days(value: float, text: str) -> None:
    assert day_text(value) == text


def changed(folder: Path, part: str, content: bytes) -> Path:
    """A workbook with one part put in another's place."""
    original = workbook(folder / "good.xlsx", {"A": [HEADING, PERSON]})
    path = folder / "f.xlsx"
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return path


def test_a_bomb(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET_XML, b" " * 30_000_000)
    with pytest.raises(BadInput, match=r"(?s)f\.xlsx is not opened.*would unfold to 30,"):
        check_archive(path, Limits(small_bytes=1_000_000))


def test_a_part_larger_than_the_zip_says(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET_XML, b" " * 1_234_567)
    path.write_bytes(path.read_bytes().replace((1_234_567).to_bytes(4, "little"), (99).to_bytes(4, "little")))
    assert "a part is larger than the zip says" in refused(path)


def test_entities(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET_XML, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert "its XML defines entities" in refused(path)


def test_a_far_cell(tmp_path: Path) -> None:
    xml = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="SF1048576"/></row></sheetData></worksheet>'
    assert "spans 1,048,576 rows and 500 columns for 2 cells" in refused(changed(tmp_path, SHEET_XML, xml))


def test_a_far_row_of_cells_that_do_not_say_where_they_are(tmp_path: Path) -> None:
    cells = b"<c><v>1</v></c>" * 3_000
    xml = b'<worksheet><sheetData><row r="1"/><row r="1048576">' + cells + b"</row></sheetData></worksheet>"
    assert "spans 1,048,576 rows" in refused(changed(tmp_path, SHEET_XML, xml))


def test_ten_thousand_columns(tmp_path: Path) -> None:
    text = refused(workbook(tmp_path / "f.xlsx", {"A": [[f"c{n}" for n in range(10_000)], PERSON]}))
    assert "has 10,000 columns; at most 500 are read" in text


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no zip", b"PK\x03\x04"])
def test_a_broken_zip(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.xlsx").write_bytes(content)
    assert "the zip cannot be read" in refused(tmp_path / "f.xlsx")


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    assert "holds no workbook" in refused(tmp_path / "f.xlsx")


def test_broken_inside(tmp_path: Path) -> None:
    assert "cannot be read as a workbook" in refused(changed(tmp_path, "xl/workbook.xml", b"<workbook"))
    (tmp_path / "g.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2000)
    assert "cannot be read as a workbook" in refused(tmp_path / "g.xls")


@pytest.mark.parametrize(
    ("name", "since_1904"), [("f.xlsx", True), ("f.xlsx", False), ("f.xls", True), ("f.xls", False)]
)
def test_bare_days_count_from_where_the_workbook_says(tmp_path: Path, name: str, since_1904: bool) -> None:
    born = date(1987, 1, 1)
    count = (born - (date(1904, 1, 1) if since_1904 else date(1899, 12, 30))).days
    people = [(*PERSON[:3], count, *PERSON[4:]), (*PERSON[:3], 1985, *PERSON[4:])]
    path = tmp_path / name
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(str(path), {"date_1904": since_1904}) as book:
            sheet = book.add_worksheet()
            for row_n, row in enumerate([HEADING, *people]):
                sheet.write_row(row_n, 0, row)
    else:
        old = xlwt.Workbook()
        old.dates_1904 = since_1904
        page = old.add_sheet("A")
        for row_n, row in enumerate([HEADING, *people]):
            for column, value in enumerate(row):
                page.write(row_n, column, value)
        old.save(str(path))
    extract = extract_of(path)
    assert [row["birth_date"] for row in rows_of(extract)] == ["1987-01-01", "1985"]
    assert any("count from 1904" in note for note in extract.notes) is since_1904


def test_a_row_is_found_again_by_its_sheet(tmp_path: Path) -> None:
    two = workbook(tmp_path / "two.xlsx", {"A": [HEADING, PERSON, PERSON], "B": [HEADING, PERSON]})
    one = workbook(tmp_path / "one.xlsx", {"C": [HEADING, PERSON, PERSON, PERSON]})
    extract = Extract(source_files([one, two]), LAYOUT)
    places = [(row["row_n"], row["file_n"], row["line"]) for row in rows_of(extract)]
    named = [(extract.place_of(row_n, file_n), line) for row_n, file_n, line in places]  # type: ignore[arg-type]
    assert named == [
        ("one.xlsx", 2),
        ("one.xlsx", 3),
        ("one.xlsx", 4),
        ("two.xlsx, sheet A", 2),
        ("two.xlsx, sheet A", 3),
        ("two.xlsx, sheet B", 2),
    ]
