"""A proposal: what it finds, how sure it is, what it shows, and that it can be read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.lawbook.law import shipped
from toandan.registers.mapping.declared import DateOrder, FileRule, NumberForm, Rule
from toandan.registers.mapping.likeness import best_form, best_order
from toandan.registers.mapping.load import mapping_from
from toandan.registers.mapping.propose import UNSAID, Proposal, propose
from toandan.registers.mapping.sample import Sample, sample_of, shown
from toandan.registers.mapping.written import written

PEOPLE: Sample = {
    "STT": ["1", "2"],
    "Số CCCD": ["010190000001", "010191000002"],
    "Họ đệm": ["Nguyễn Văn", "Trần Thị"],
    "Tên": ["An", "Bình"],
    "Ngày sinh": ["31/10/1990", "5/6/1991"],
    "Phái": ["Nam", "Nữ"],
    "Mã xã": ["02923", "02926"],
    "Loại cư trú": ["Thường trú", "Tạm trú"],
    "note: #1": ["xin 'giấy'\nkhác"],
}


def proposed(register: str, name: str, sample: Sample, file: FileRule = UNSAID) -> Proposal:
    """What is proposed where the groups are those of the law that ships."""
    return propose(register, name, sample, file, law=shipped())


def rules(proposal: Proposal) -> dict[str, Rule]:
    return {one.rule.column: one.rule for one in proposal.columns}


def test_headings_and_values_give_columns_orders_and_value_tables() -> None:
    proposal = proposed("population", "list", PEOPLE)
    assert rules(proposal) == {
        "national_id": Rule(column="national_id", headings=("Số CCCD",)),
        "full_name": Rule(column="full_name", headings=("Họ đệm", "Tên")),
        "birth_date": Rule(column="birth_date", headings=("Ngày sinh",), date=DateOrder.DMY),
        "sex": Rule(column="sex", headings=("Phái",), values=(("Nam", "male"), ("Nữ", "female"))),
        "commune": Rule(column="commune", headings=("Mã xã",)),
        "residence_kind": Rule(
            column="residence_kind",
            headings=("Loại cư trú",),
            values=(("Thường trú", "permanent"), ("Tạm trú", "temporary")),
        ),
    }
    assert proposal.missing == ()
    assert [heading for heading, _ in proposal.not_used] == ["STT", "note: #1"]


def test_it_is_surer_the_more_values_agree() -> None:
    def confidence(*texts: str) -> float:
        (one,) = proposed("population", "list", {"Số CCCD": list(texts)}).columns
        return one.confidence

    assert confidence("010190000001", "1") < confidence("010190000001")
    assert confidence("010190000001") > 0.9


def test_a_number_is_known_by_its_look_alone_but_not_surely() -> None:
    (one,) = proposed("population", "list", {"cột 1": ["010190000001", "010191000002"]}).columns
    assert (one.rule.column, one.confidence) == ("national_id", 0.5)


def test_a_heading_serves_one_column_only() -> None:
    sample = {"Ngày sinh": ["1990"], "Năm sinh": ["1990"]}
    proposal = proposed("population", "list", sample)
    assert [one.rule.headings for one in proposal.columns] == [("Ngày sinh",)]
    assert [heading for heading, _ in proposal.not_used] == ["Năm sinh"]


def test_contradicting_codes_are_left_to_the_reader() -> None:
    assert rules(proposed("population", "list", {"Phái": ["0", "1"]}))["sex"].values == (
        ("0", "female"),
        ("1", "male"),
    )
    assert rules(proposed("population", "list", {"Phái": ["0", "1", "2"]}))["sex"].values == ()


def test_read_back_it_is_the_same_mapping() -> None:
    proposal = proposed("population", 'a "list": #1', PEOPLE)
    assert mapping_from(written(proposal), "m.yaml", "population") == proposal.mapping


def test_how_the_file_was_told_to_be_read_is_kept() -> None:
    rule = FileRule(sheet="Tháng 10", encoding="tcvn3", delimiter="\t", title_rows=0)
    proposal = proposed("population", "list", PEOPLE, rule)
    assert mapping_from(written(proposal), "m.yaml", "population").file == rule


def test_what_is_missing_stands_in_the_file_to_be_filled() -> None:
    proposal = proposed("population", "list", {key: PEOPLE[key] for key in PEOPLE if key != "Loại cư trú"})
    assert proposal.missing == ("residence_kind",)
    text = written(proposal)
    assert "# residence_kind: required" in text
    filled = text.replace("  # residence_kind: {constant: }", "  residence_kind: {constant: permanent}")
    assert mapping_from(filled, "m.yaml", "population").rules[-1].constant == "permanent"


def test_an_empty_file_gives_an_empty_proposal() -> None:
    assert "columns: {}" in written(proposed("population", "list", {"x": []}))


PERSONAL = ("010190000001", "Nguyễn", "Trần Thị", "Bình", "31/10/1990", "giấy")


@pytest.mark.parametrize("personal", PERSONAL)
def test_no_value_of_a_person_stands_in_it(personal: str) -> None:
    assert personal not in written(proposed("population", "list", PEOPLE))


def test_samples_are_three_different_masked_texts() -> None:
    assert shown(["010190000001", "010190000001", "Trần Thị C", "12", "never"]) == (
        "••••••••••01",
        "T. T. C.",
        "••",
    )
    assert shown(["x" * 90 + "1\n2"]) == ("•" * 22 + " 2",)


def test_the_sample_is_read_as_an_intake_reads(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Họ tên;row_n\n An ;1\n;2\n", encoding="utf-16")
    assert sample_of(path) == {"Họ tên": ["An"], "row_n": ["1", "2"]}


def test_orders_and_forms_are_those_that_read_most() -> None:
    assert best_order(["31/10/1990", "1/2/1990"]) == (DateOrder.DMY, 1.0)
    assert best_order(["10/31/1990", "1/2/1990"])[0] is DateOrder.MDY
    assert best_order(["45961"])[0] is DateOrder.SERIAL
    assert best_form(["1.234.567", "12"]) is NumberForm.VI
    assert best_form(["1,234.5"]) is NumberForm.EN
    assert best_form(["12"]) is NumberForm.PLAIN


def test_groups_by_their_names_are_translated_and_nobody_else_s_words() -> None:
    sample = {"Đối tượng": ["Học sinh, sinh viên", "Hộ gia đình", "Người thuộc hộ nghèo", "Nguyễn Văn A"]}
    (one,) = proposed("participation", "list", sample).columns
    assert one.rule.values == (
        ("Học sinh, sinh viên", "HS"),
        ("Hộ gia đình", "GD"),
        ("Người thuộc hộ nghèo", "HN"),
    )


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["1.234", "20.000"], NumberForm.VI),
        (["1.234", "0.955"], NumberForm.PLAIN),
        (["1.5", "20.000"], NumberForm.PLAIN),
        (["1234", "5"], NumberForm.PLAIN),
        (["1.234.567,5"], NumberForm.VI),
    ],
)
def test_a_point_that_only_parts_thousands_is_vietnamese(texts: list[str], form: NumberForm) -> None:
    assert best_form(texts) is form
