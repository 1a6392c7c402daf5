"""A mapping over a workbook: days typed, written and counted in one column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from toandan.registers.mapping.declared import DateOrder, Mapping, Rule
from toandan.registers.mapping.mapped_extract import MappedExtract
from toandan.registers.source.fingerprint import source_files
from toandan.schemas.population import POPULATION

MAPPING = Mapping(
    register="population",
    name="m",
    rules=(
        Rule(column="full_name", headings=("Ai",)),
        Rule(column="birth_date", headings=("Ra đời",), date=DateOrder.DMY),
        Rule(column="household_no", headings=("Hộ",)),
    ),
)


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_column_of_days_takes_every_form_of_a_workbook(tmp_path: Path, since_1904: bool) -> None:
    path = tmp_path / "f.xlsx"
    counted = (date(1987, 1, 1) - (date(1904, 1, 1) if since_1904 else date(1899, 12, 30))).days
    options = {"default_date_format": "dd/mm/yyyy", "date_1904": since_1904}
    with xlsxwriter.Workbook(str(path), options) as book:
        for name in ("Thôn 1", "Thôn 2"):
            sheet = book.add_worksheet(name)
            born: tuple[object, ...] = (date(1990, 5, 1), "31/10/1991", counted, 1985, "5/6/1992")
            for row_n, row in enumerate([("Ai", "Ra đời", "Hộ"), *(("A B", day, 31778) for day in born)]):
                for column, value in enumerate(row):
                    sheet.write(row_n, column, value)
    extract = MappedExtract(source_files([path]), POPULATION.received, mapping=MAPPING)
    rows = [row for batch in extract.batches() for row in batch.rows.to_pylist()]
    assert [row["birth_date"] for row in rows] == [
        "1990-05-01",
        "1991-10-31",
        "1987-01-01",
        "1985",
        "1992-06-05",
    ] * 2
    # A bare number under another heading is no day.
    assert {row["household_no"] for row in rows} == {"31778"}
