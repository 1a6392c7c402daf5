"""Text files as offices send them: separators, encodings, titles above, totals below, and worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.registers.source.csv_file import csv_batches
from toandan.registers.source.encoding import tcvn3, vni
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.heading import csv_heading
from toandan.schemas.population import POPULATION
from toandan.schemas.population_figure import POPULATION_FIGURE

LAYOUT = POPULATION_FIGURE.received
HEADING = "place,date,kind,value,source,origin\n"
ROW = "15,2025-10-31,implied,1,s,o\n"
VIETNAMESE = "STT;Mã địa bàn;Ngày số liệu;Loại số liệu;Giá trị;Nguồn;Nơi công bố đầu tiên\n"
VIETNAMESE_ROW = "1;15;2025-10-31;implied;1;Báo Lào Cai;Cổng thông tin tỉnh\n"


def extract_of(folder: Path, content: str | bytes, form: Form = UNTOLD, name: str = "f.csv") -> Extract:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Extract(source_files([path]), LAYOUT, form=form)


def rows_of(extract: Extract) -> list[dict[str, object]]:
    return [row for batch in extract.batches() for row in batch.rows.to_pylist()]


def refused(folder: Path, content: str | bytes, form: Form = UNTOLD, name: str = "f.csv") -> str:
    with pytest.raises(BadInput) as raised:
        rows_of(extract_of(folder, content, form, name))
    return str(raised.value)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    content = (HEADING + ROW).replace(",", separator) + f'15{separator}"a{separator}b"' + f"{separator}x" * 4
    rows = rows_of(extract_of(tmp_path, content))
    assert [row["date"] for row in rows] == ["2025-10-31", f"a{separator}b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_telling(tmp_path: Path, encoding: str) -> None:
    rows = rows_of(extract_of(tmp_path, (VIETNAMESE + VIETNAMESE_ROW * 3).encode(encoding)))
    assert [(row["line"], row["source"]) for row in rows] == [(n, "Báo Lào Cai") for n in (2, 3, 4)]


@pytest.mark.parametrize(("name", "encoded"), [("tcvn3", tcvn3.encoded), ("vni", vni.encoded)])
def test_older_encodings_are_told_and_then_read(tmp_path: Path, name: str, encoded: object) -> None:
    assert callable(encoded)
    content = encoded(VIETNAMESE + VIETNAMESE_ROW * 3)
    text = refused(tmp_path, content)
    assert "f.csv is not UTF-8; it looks like" in text
    assert f"add --encoding {name}" in text
    assert "Cai" not in text
    extract = extract_of(tmp_path, content, Form(encoding=name))
    assert {(row["source"], row["origin"]) for row in rows_of(extract)} == {
        ("Báo Lào Cai", "Cổng thông tin tỉnh")
    }


def test_other_bytes_far_below_are_recognised_too(tmp_path: Path) -> None:
    plain = (HEADING + ROW * 60_000).encode()
    text = refused(tmp_path, plain + tcvn3.encoded(VIETNAMESE_ROW.replace(";", ",")[2:]))
    assert "line 60002 holds bytes that are no UTF-8" in text
    assert "add --encoding tcvn3" in text


def test_titles_above_and_totals_below(tmp_path: Path) -> None:
    titles = 'SỞ NỘI VỤ\n"Danh sách\nđịa bàn";;\n\n'
    content = titles + VIETNAMESE + VIETNAMESE_ROW + "Tổng cộng;;;;1;;\nCộng trang 1;7\n" + VIETNAMESE_ROW
    extract = extract_of(tmp_path, content)
    rows = rows_of(extract)
    assert [(row["row_n"], row["line"]) for row in rows] == [(1, 6), (4, 9)]
    assert [(row.row_n, row.line, row.code) for row in extract.broken] == [
        (2, 7, "total_row"),
        (3, 8, "total_row"),
    ]
    assert extract.broken[0].text == "Tổng cộng\t\t\t\t1"
    assert extract.received_n == 4
    assert extract.notes == [
        "f.csv: 4 lines above the heading are titles, not records",
        "f.csv: column STT only numbers the rows and is left out",
    ]
    assert csv_heading(tmp_path / "f.csv")[:2] == ("STT", "Mã địa bàn")


def test_a_person_or_place_that_is_called_like_a_total_stays(tmp_path: Path) -> None:
    content = HEADING + ROW.replace(",s,", ",Total Cộng Hoà,") + ROW.replace("15", "Tổng")
    assert len(rows_of(extract_of(tmp_path, content))) == 2


def test_a_heading_nobody_knows_is_found_below_its_titles_for_a_proposal(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(
        "SỞ Y TẾ;;;;\nDanh sách 10,5;lần 2;;;\n;;;;\nNơi;Hôm;Gì;Mấy;Ai nói\n1;2;3,5;;5\n", encoding="utf-8"
    )
    assert csv_heading(path) == ("Nơi", "Hôm", "Gì", "Mấy", "Ai nói")


def test_titles_may_be_told(tmp_path: Path) -> None:
    assert len(rows_of(extract_of(tmp_path, HEADING + HEADING + ROW, Form(title_n=1)))) == 1


def test_a_nul_byte_puts_its_row_apart(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, HEADING + ROW + "15,2025\0,implied,1,s,o\n" + ROW)
    assert [row["row_n"] for row in rows_of(extract)] == [1, 3]
    (apart,) = extract.broken
    assert (apart.row_n, apart.line, apart.code) == (2, 3, "row_broken")
    assert "2025\N{SYMBOL FOR NULL}" in apart.text


def test_a_quote_that_closes_in_another_row_loses_nobody(tmp_path: Path) -> None:
    # Cut by the rules of CSV this is three whole rows, the second with two others in its source.
    opened, closed = ROW.replace(",s,", ',"s,'), ROW.replace(",s,", ',s",')
    extract = extract_of(tmp_path, HEADING + ROW + opened + ROW + closed + ROW)
    assert [(row["row_n"], row["line"]) for row in rows_of(extract)] == [(1, 2), (3, 6)]
    (apart,) = extract.broken
    assert (apart.row_n, apart.line, apart.code) == (2, 3, "row_broken")
    assert apart.text.count("2025-10-31") == 3


def test_a_value_over_two_lines_is_a_value(tmp_path: Path) -> None:
    extract = extract_of(tmp_path, HEADING + ROW.replace(",s,", ',"Sở Nội vụ,\nphòng 2, tầng 3",'))
    assert [row["source"] for row in rows_of(extract)] == ["Sở Nội vụ,\nphòng 2, tầng 3"]
    assert extract.broken == []


def test_columns_without_a_heading(tmp_path: Path) -> None:
    content = (HEADING + ROW + ROW).replace("\n", ",,\n") + "15,2025-10-31,implied,1,s,o,,lost\n"
    extract = extract_of(tmp_path, content)
    assert [row["row_n"] for row in rows_of(extract)] == [1, 2]
    assert [(row.row_n, row.code) for row in extract.broken] == [(3, "row_broken")]


def test_headings_twice_in_two_languages(tmp_path: Path) -> None:
    assert "column twice: source" in refused(tmp_path, HEADING.replace("\n", ",Nguồn\n") + ROW)


def test_a_line_without_an_end(tmp_path: Path) -> None:
    assert "has a line of more than" in refused(tmp_path, "x" * 400_000)
    path = tmp_path / "g.csv"
    path.write_text(HEADING + ROW + "x" * 40_000)
    with pytest.raises(BadInput, match="a line has no end"):
        list(csv_batches(path, LAYOUT, 0, 1, block_bytes=10_000))


def test_ten_thousand_columns(tmp_path: Path) -> None:
    text = refused(tmp_path, ",".join(f"c{n}" for n in range(10_000)) + "\n" + ROW)
    assert "has 10,000 columns; at most 500 are read" in text
    assert len(text) < 1_000


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("f.csv", b"PK\x03\x04", "its first bytes are XLSX"),
        ("f.xlsx", b"a,b\n1,2\n", "its first bytes are plain text"),
        ("f.xls", b"\n<html><table>", "its first bytes are HTML or XML"),
        ("f.csv", b"%PDF-1.7", "its first bytes are PDF"),
        ("f.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbooks with a password"),
    ],
)
def test_not_what_the_name_says(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    text = refused(tmp_path, content, name=name)
    assert f"{name} is not what its name says" in text
    assert why in text


def test_names_with_marks_apart_are_composed(tmp_path: Path) -> None:
    heading = "Họ và tên,Ngày sinh,Giới tính,Mã xã,Loại cư trú\n"
    path = tmp_path / "f.csv"
    path.write_bytes((heading + "Nguyê\u0303n A,1990,male,02905,permanent\n").encode("utf-16"))
    (batch,) = Extract(source_files([path]), POPULATION.received).batches()
    assert batch.rows.to_pylist()[0]["full_name"] == "Nguyễn A"
