"""The headings of a file, what they are called by, and whether a mapping fits them."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput
from toandan.registers.mapping.declared import FileRule, Mapping, Rule
from toandan.registers.mapping.shape import check_shape, fingerprint, form_of, headings_of
from toandan.registers.source.form import Form

RULES = (Rule(column="full_name", headings=("Họ", "Tên")), Rule(column="sex", headings=("Phái",)))
MAPPING = Mapping(register="population", name="", rules=RULES, not_used=("Ghi chú",))


def test_the_order_and_typing_of_headings_do_not_count() -> None:
    assert fingerprint(["Họ", "Tên"]) == fingerprint(["Tên ", "Ho\u0323"]) != fingerprint(["Họ"])
    assert len(fingerprint(["Họ"])) == 16


def test_the_headings_of_text_files(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("DANH SÁCH\nHọ;Tên;;Phái\n", encoding="utf-8")
    assert headings_of(path, Form(title_n=1, separator=";")) == ("Họ", "Tên", "Phái")
    assert headings_of(path, wanted=MAPPING.headings) == ("Họ", "Tên", "Phái")


def test_a_parquet_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    with pytest.raises(BadInput, match="no readable Parquet file"):
        headings_of(path)


def test_a_mapping_fits_in_any_order() -> None:
    check_shape(Path("list.csv"), ["Ghi chu\u0301", "Tên", "Họ", "Phái"], MAPPING)


def test_a_heading_that_the_file_lacks() -> None:
    with pytest.raises(BadInput, match=r"list\.csv has no column 'Phái'(?s:.*)the heading holds Họ, Tên"):
        check_shape(Path("list.csv"), ["Họ", "Tên", "Ghi chú"], MAPPING)


def test_a_heading_of_which_the_mapping_says_nothing() -> None:
    with pytest.raises(BadInput, match=r"what to do with 'SĐT' of list\.csv(?s:.*)not_used"):
        check_shape(Path("list.csv"), ["Họ", "Tên", "Phái", "Ghi chú", "SĐT"], MAPPING)


def test_what_was_told_goes_before_what_the_mapping_says() -> None:
    said = FileRule(encoding="tcvn3", delimiter=";", sheet="A", title_rows=2)
    mapping = Mapping(register="population", name="", rules=RULES, file=said)
    assert form_of(mapping) == Form("tcvn3", ";", "A", 2)
    assert form_of(mapping, Form(encoding="vni", title_n=0)) == Form("vni", ";", "A", 0)
