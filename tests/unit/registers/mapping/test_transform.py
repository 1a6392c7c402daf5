"""Texts of a file, and what a mapping makes of them: one small table in, one out."""

from __future__ import annotations

import pyarrow as pa
import pytest

from toandan.registers.mapping.dates import as_days
from toandan.registers.mapping.declared import DateOrder, Mapping, NumberForm, Rule
from toandan.registers.mapping.numbers import as_numbers
from toandan.registers.mapping.transform import mapped
from toandan.registers.source.batch import text_schema

type Text = str | None


def made(rule: Rule, *rows: dict[str, Text]) -> list[Text]:
    """The texts of the rule's column for some rows of a file."""
    headings = tuple(rows[0])
    where = {"row_n": 1, "file_n": 0, "line": 2}
    batch = pa.RecordBatch.from_pylist([where | row for row in rows], schema=text_schema(headings))
    mapping = Mapping(register="participation", name="", rules=(rule,))
    result = mapped(batch, headings, mapping, ("facility", rule.column))
    assert result.schema.equals(text_schema(("facility", rule.column)))
    assert result.column("facility").null_count == len(rows), "a column without a rule is empty"
    found: list[Text] = result.column(rule.column).to_pylist()
    return found


def test_a_heading_gives_its_texts_without_blanks_around() -> None:
    rule = Rule(column="full_name", headings=("Họ và tên",))
    assert made(rule, {"Họ và tên": " An "}, {"Họ và tên": "  "}, {"Họ và tên": None}) == ["An", None, None]


def test_a_heading_is_found_however_its_letters_are_composed() -> None:
    rule = Rule(column="full_name", headings=("Họ",))
    assert made(rule, {"Ho\u0323": "An"}) == ["An"]


def test_a_column_named_as_one_of_ours_is_no_trouble() -> None:
    rule = Rule(column="full_name", headings=("name",))
    headings = ("line", "name")
    schema = pa.schema([*text_schema(()), *((name, pa.string()) for name in headings)])
    batch = pa.RecordBatch.from_arrays(
        [pa.array([1]), pa.array([0], pa.int32()), pa.array([2]), pa.array(["x"]), pa.array(["An"])],
        schema=schema,
    )
    mapping = Mapping(register="population", name="", rules=(rule,), not_used=("line",))
    assert mapped(batch, headings, mapping, ("full_name",)).to_pylist() == [
        {"row_n": 1, "file_n": 0, "line": 2, "full_name": "An"}
    ]


def test_several_headings_are_joined_and_empty_parts_left_out() -> None:
    rule = Rule(column="full_name", headings=("Họ", "Đệm", "Tên"))
    rows: list[dict[str, Text]] = [
        {"Họ": "Lê", "Đệm": "Thị", "Tên": "C"},
        {"Họ": "Lê", "Đệm": None, "Tên": "C"},
        {"Họ": None, "Đệm": " ", "Tên": None},
    ]
    assert made(rule, *rows) == ["Lê Thị C", "Lê C", None]


def test_a_constant_stands_in_every_row() -> None:
    assert made(Rule(column="group_code", constant="GD"), {"x": "1"}, {"x": None}) == ["GD", "GD"]


def test_a_prefix_stands_before_every_text_and_makes_none() -> None:
    rule = Rule(column="insurance_no", headings=("x",), prefix="0")
    assert made(rule, {"x": "123"}, {"x": None}) == ["0123", None]


def test_a_value_table_translates_what_it_holds_and_leaves_the_rest() -> None:
    rule = Rule(column="sex", headings=("x",), values=(("", "unknown"), ("1", "male"), ("Nữ", "female")))
    rows: list[dict[str, Text]] = [{"x": text} for text in ("1", "Nu\u031b\u0303", " 1 ", "3", None)]
    assert made(rule, *rows) == ["male", "female", "male", "3", "unknown"]


def test_what_the_value_table_holds_is_final() -> None:
    rule = Rule(column="birth_date", headings=("x",), values=(("trẻ", "2025"),), date=DateOrder.DMY)
    assert made(rule, {"x": "trẻ"}, {"x": "1/2/1990"}) == ["2025", "1990-02-01"]


DAYS = [
    (DateOrder.DMY, "31/10/2025", "2025-10-31"),
    (DateOrder.DMY, "1-2-2024", "2024-02-01"),
    (DateOrder.DMY, "01.02.2024", "2024-02-01"),
    (DateOrder.DMY, "01022024", "2024-02-01"),
    (DateOrder.DMY, "5/6/2024 00:00:00", "2024-06-05"),
    (DateOrder.DMY, "5/6/2024 07:30:00", "5/6/2024 07:30:00"),
    (DateOrder.DMY, "10/1985", "1985-10"),
    (DateOrder.DMY, "1985", "1985"),
    (DateOrder.DMY, "31/10/25", "31/10/25"),
    (DateOrder.DMY, "2025-10-31", "2025-10-31"),
    (DateOrder.DMY, "31/02/2025", "2025-02-31"),  # whether the day exists is for the checks
    (DateOrder.MDY, "10/31/2025", "2025-10-31"),
    (DateOrder.MDY, "12311999", "1999-12-31"),
    (DateOrder.YMD, "2025/1/5", "2025-01-05"),
    (DateOrder.YMD, "20250105", "2025-01-05"),
    (DateOrder.YMD, "1994-05-06 00:00:00.000000000", "1994-05-06"),
    (DateOrder.SERIAL, "45961", "2025-10-31"),
    (DateOrder.SERIAL, "45961.0", "2025-10-31"),
    (DateOrder.SERIAL, "45961.5", "45961.5"),
    (DateOrder.SERIAL, "61", "1900-03-01"),
    (DateOrder.SERIAL, "60", "60"),
    (DateOrder.SERIAL, "1985", "1985"),
    (DateOrder.SERIAL, "31/10/2025", "31/10/2025"),
    (DateOrder.SERIAL, None, None),
    (DateOrder.DMY, None, None),
]


@pytest.mark.parametrize(("order", "text", "wanted"), DAYS)
def test_days_in_any_order(order: DateOrder, text: Text, wanted: Text) -> None:
    assert as_days(pa.array([text], pa.string()), order).to_pylist() == [wanted]


NUMBERS = [
    (NumberForm.VI, 1, "1.234.567,5", "1234567.5"),
    (NumberForm.VI, 1, "1.234", "1234"),
    (NumberForm.VI, 1000, "1.234,5", "1234500"),
    (NumberForm.VI, 1, "12.34", "12.34"),
    (NumberForm.VI, 1, "-0,50", "-0.5"),
    (NumberForm.EN, 1, "1,234.5", "1234.5"),
    (NumberForm.EN, 1, "1,23", "1,23"),
    (NumberForm.PLAIN, 1, "100", "100"),
    (NumberForm.PLAIN, 1, "100.0", "100"),
    (NumberForm.PLAIN, 10**9, "999999999999999999.999999", "999999999999999999999999000"),
    (NumberForm.PLAIN, 1000, "1e3", "1e3"),
    (NumberForm.PLAIN, 1, None, None),
]


@pytest.mark.parametrize(("form", "scale", "text", "wanted"), NUMBERS)
def test_numbers_in_any_form_are_exact(form: NumberForm, scale: int, text: Text, wanted: Text) -> None:
    assert as_numbers(pa.array([text], pa.string()), form, scale).to_pylist() == [wanted]
