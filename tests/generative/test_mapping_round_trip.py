"""A table written as some office would, and read back through its mapping: the same rows.

The form is drawn: kind of file, separator, encoding, title rows, words of the headings and their
order, order and separator of days, form and unit of numbers, an office's own codes, parts of a name.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.registers.source.encoding.test_encodings import WRITERS

from toandan.registers.mapping.declared import MAPPING_SCHEMA
from toandan.registers.mapping.load import mapping_from
from toandan.registers.mapping.mapped_extract import MappedExtract
from toandan.registers.source.fingerprint import source_files
from toandan.schemas.participation import PARTICIPATION

LAYOUT = PARTICIPATION.received
EPOCH = date(1899, 12, 30)
FAMILIES, GIVEN = ("Nguyễn", "Trần", "Lý", "Vàng A"), ("Văn Đức", "Thị Hường", "Mỹ", "Quý", "Ngọc Ánh")
WORDS: tuple[str, ...] = (
    "Ai đây",
    "ten dau",
    "Cột 3",
    "Ngày nào",
    "mã gì",
    "Chỗ ở",
    "x;y",
    "Tiền?",
    "Từ hôm",
    "tới hôm",
    "Nhóm, loại",
)
WORDS += ("số hiệu", "thứ mấy", "ghi chú")
CODES = {"02905": ("BT", "0001"), "02923": ("GP", "2"), "02926": ("Xuân Quang", "xq")}
SEXES = {"male": ("Nam", "1"), "female": ("Nữ", "0"), "unknown": ("?", "khác")}
SEPARATORS = (",", ";", "\t", "|")
KINDS = ("csv", "xlsx", "parquet")

type Row = dict[str, str | None]


@dataclass(frozen=True)
class Office:
    """How one office writes its files."""

    kind: str
    encoding: str
    separator: str
    titles: int
    tells_titles: bool
    words: Sequence[str]
    places: Sequence[int]
    order: str
    between: str
    pads: bool
    number: str
    scale: int
    codes: int
    joins: bool


def rows() -> st.SearchStrategy[list[Row]]:
    """Rows in our own layout, in which everything is readable."""
    days = st.dates(date(1910, 1, 1), date(2030, 12, 31))
    births = st.one_of(days.map(str), st.integers(1910, 2025).map(str))
    amounts = st.integers(0, 10**9).map(str)
    row = st.fixed_dictionaries(
        {
            "insurance_no": st.integers(0, 10**10 - 1).map("{:010d}".format),
            "national_id": st.one_of(st.none(), st.integers(0, 10**12 - 1).map("{:012d}".format)),
            "full_name": st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVEN)).map(" ".join),
            "birth_date": births,
            "sex": st.sampled_from(sorted(SEXES)),
            "group_code": st.sampled_from(["GD", "HS", "HN"]),
            "benefit_digit": st.just("4"),
            "commune": st.sampled_from(sorted(CODES)),
            "valid_from": days.map(str),
            "valid_to": days.map(str),
            "amount_vnd": st.one_of(st.none(), amounts),
        }
    )
    return st.lists(row, min_size=1, max_size=6)


def offices() -> st.SearchStrategy[Office]:
    """Any way to write a file."""
    return st.builds(
        Office,
        kind=st.sampled_from(KINDS),
        encoding=st.sampled_from(sorted(WRITERS)),
        separator=st.sampled_from(SEPARATORS),
        titles=st.integers(0, 3),
        tells_titles=st.booleans(),
        words=st.permutations(WORDS),
        places=st.permutations(range(12)),
        order=st.sampled_from(["dmy", "mdy", "ymd", "serial"]),
        between=st.sampled_from("/-. "),
        pads=st.booleans(),
        number=st.sampled_from(["plain", "vi", "en"]),
        scale=st.sampled_from([1, 1000]),
        codes=st.integers(0, 1),
        joins=st.booleans(),
    )


def day(office: Office, text: str) -> str:
    """A day as the office writes it; a year stays one."""
    if len(text) == 4:
        return text
    found = date.fromisoformat(text)
    if office.order == "serial":
        return str((found - EPOCH).days)
    width = 2 if office.pads else 1
    parts = {"d": f"{found.day:0{width}d}", "m": f"{found.month:0{width}d}", "y": f"{found.year}"}
    return office.between.join(parts[one] for one in office.order)


def number(office: Office, text: str | None) -> str | None:
    """An amount in the office's unit and form."""
    if text is None:
        return None
    whole = f"{Decimal(text) / office.scale:,f}"
    if office.number == "plain":
        return whole.replace(",", "")
    return whole.translate(str.maketrans(",.", ".,")) if office.number == "vi" else whole


def as_written(office: Office, row: Row) -> list[str | None]:
    """The cells of a row before the office puts its columns in order: always twelve."""
    family, _, given = str(row["full_name"]).rpartition(" ")
    return [
        row["insurance_no"],
        row["national_id"],
        family if office.joins else row["full_name"],
        given if office.joins else "",
        day(office, str(row["birth_date"])),
        SEXES[str(row["sex"])][office.codes],
        row["group_code"],
        CODES[str(row["commune"])][office.codes],
        day(office, str(row["valid_from"])),
        day(office, str(row["valid_to"])),
        number(office, row["amount_vnd"]),
        "note",
    ]


def declared(office: Office) -> str:
    """The mapping of the office as a person would write it."""
    named = office.words
    dated = {"date": office.order}
    told = {"encoding": office.encoding, "delimiter": office.separator} if office.kind == "csv" else {}
    if office.tells_titles and office.kind != "parquet":
        told["title_rows"] = str(office.titles)
    columns: dict[str, object] = {
        "insurance_no": named[0],
        "national_id": named[1],
        "full_name": {"join": [named[2], named[3]]} if office.joins else named[2],
        "birth_date": {"heading": named[4], **dated},
        "sex": {"heading": named[5], "values": {one[office.codes]: ours for ours, one in SEXES.items()}},
        "group_code": named[6],
        "benefit_digit": {"constant": "4"},
        "commune": {"heading": named[7], "values": {one[office.codes]: ours for ours, one in CODES.items()}},
        "valid_from": {"heading": named[8], **dated},
        "valid_to": {"heading": named[9], **dated},
        "amount_vnd": {"heading": named[10], "number": office.number, "scale": str(office.scale)},
    }
    said = {
        "schema": MAPPING_SCHEMA,
        "register": "participation",
        "name": "office",
        "file": told,
        "columns": columns,
        "not_used": [named[11], *([] if office.joins else [named[3]])],
    }
    return yaml.safe_dump(said, allow_unicode=True)


def written(office: Office, rows: Sequence[Row], folder: Path) -> Path:
    """The file of the office."""
    ordered = [
        [cells[place] for place in office.places] for cells in (as_written(office, row) for row in rows)
    ]
    heading = [office.words[place] for place in office.places]
    titles: list[list[str | None]] = [["BẢO HIỂM XÃ HỘI", "danh sách", str(n)] for n in range(office.titles)]
    path = folder / f"f.{office.kind}"
    if office.kind == "parquet":
        columns = list(zip(*ordered, strict=True))
        pq.write_table(
            pa.table(
                {name: pa.array(cells, pa.string()) for name, cells in zip(heading, columns, strict=True)}
            ),
            path,
        )
    elif office.kind == "xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            every: list[Sequence[str | None]] = [*titles, heading, *ordered]
            for row_n, cells in enumerate(every):
                for place, cell in enumerate(cells):
                    sheet.write_string(row_n, place, cell or "")
    else:
        text = io.StringIO()
        csv.writer(text, delimiter=office.separator).writerows([*titles, heading, *ordered])
        path.write_bytes(WRITERS[office.encoding](text.getvalue()))
    return path


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(office=offices(), table=rows())
def test_whatever_an_office_writes_is_read_back_through_its_mapping(office: Office, table: list[Row]) -> None:
    mapping = mapping_from(declared(office), "office.yaml", "participation")
    with tempfile.TemporaryDirectory() as folder:
        path = written(office, table, Path(folder))
        extract = MappedExtract(source_files([path]), LAYOUT, mapping=mapping)
        found = [row for batch in extract.batches() for row in batch.rows.to_pylist()]
    assert extract.broken == []
    assert [{name: row[name] for name in table[0]} for row in found] == table
    nothing = set(LAYOUT.names) - set(table[0])
    assert {row[name] for row in found for name in nothing} == {None}
