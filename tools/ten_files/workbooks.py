"""The workbooks and the Parquet file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import xlwt

from tools.ten_files.people import Person, people

MADE = datetime(2025, 10, 31)  # noqa: DTZ001 - a workbook knows no zone
FIRST_DAY = date(1899, 12, 30)
FIRST, SECOND = 4, 5
GROUPS = (("Hộ gia đình", "GD", "4"), ("Người thuộc hộ nghèo", "HN", "2"), ("Hưu trí", "HT", "3"))


def cards() -> bytes:
    """Three sheets of cards and a cover; titles, a heading of two rows, merged communes, day counts, totals."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE, "comments": "dữ liệu tổng hợp (synthetic)"})
        book.add_worksheet("Bìa").write(0, 0, "Danh sách thẻ BHYT xã Tằng Loỏng (dữ liệu tổng hợp)")
        everybody = people(4, 90)
        for n in range(3):
            _sheet_of_cards(book.add_worksheet(f"Thôn {n + 1}"), everybody[30 * n : 30 * n + 30])
    return made.getvalue()


def _sheet_of_cards(sheet: xlsxwriter.worksheet.Worksheet, holders: Sequence[Person]) -> None:
    sheet.merge_range(0, 0, 0, 9, "BẢO HIỂM XÃ HỘI CƠ SỞ")
    sheet.merge_range(1, 0, 1, 9, "DANH SÁCH CẤP THẺ BHYT (dữ liệu tổng hợp)")
    headings = [
        "TT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số thẻ",
        "Đối tượng tham gia",
        "Mức hưởng",
        "Mã xã",
    ]
    for column, heading in enumerate(headings):
        sheet.merge_range(FIRST - 1, column, FIRST, column, heading)
    sheet.merge_range(FIRST - 1, 8, FIRST - 1, 9, "Giá trị thẻ")
    sheet.write_row(FIRST, 8, ["Từ ngày", "Đến ngày"])
    sheet.merge_range(SECOND, 7, SECOND + len(holders) - 1, 7, "02908")
    for n, one in enumerate(holders):
        name, code, level = GROUPS[one.number % 3]
        row = SECOND + n
        sheet.write_row(
            row, 0, [n + 1, one.name, _count(one.born), one.sex, f"{code}{level}15{one.insurance_no}"]
        )
        sheet.write_row(row, 5, [name, int(level)])
        sheet.write_row(row, 8, [_count(date(2025, 1, 1)), _count(date(2025, 12, 31))])
    sheet.write_row(SECOND + len(holders), 0, ["Tổng cộng", f"{len(holders)} thẻ"])


def without_zeros() -> bytes:
    """An old workbook in which ids and commune codes became numbers, and lost their zeros."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    heading: list[object] = ["Số định danh", "Họ và tên", "Ngày sinh", "Giới tính", "Mã xã", "Loại cư trú"]
    rows: list[list[object]] = [
        [int(one.national_id), one.name, one.day, one.sex, 2902, "Thường trú"] for one in people(5, 65)
    ]
    for row_n, row in enumerate([heading, *rows]):
        for column, value in enumerate(row):
            sheet.write(row_n, column, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def software() -> bytes:
    """Parquet from a vendor's program: English columns, moments for days, numbers for sexes."""
    everybody = people(8, 85)
    table = pa.table(
        {
            "citizen_id": [one.national_id for one in everybody],
            "name": [one.name for one in everybody],
            "dob": pa.array([datetime(one.born.year, one.born.month, one.born.day) for one in everybody]),  # noqa: DTZ001
            "gender": pa.array([2 if one.is_female else 1 for one in everybody], pa.int8()),
            "ward": pa.array([2671.0] * len(everybody)),
            "household": [f"HH{n // 4:04d}" for n in range(len(everybody))],
            "updated_by": ["import"] * len(everybody),
        }
    )
    made = io.BytesIO()
    pq.write_table(table, made)
    return made.getvalue()


def _count(day: date) -> int:
    return (day - FIRST_DAY).days
