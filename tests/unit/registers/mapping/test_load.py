"""What a mapping file may say, and how it is told that it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from toandan.errors import BadInput, Usage
from toandan.registers.mapping.declared import DateOrder, FileRule, NumberForm, Rule
from toandan.registers.mapping.load import load_mapping, mapping_from

HEAD = "schema: toandan/mapping/1\nregister: participation\nname: agent's list\n"
REQUIRED = """columns:
  full_name: {join: [Họ, Tên]}
  birth_date: {heading: Ngày sinh, date: dmy}
  sex: {heading: Phái, values: {1: male, 2: female, "": unknown}}
  insurance_no: {heading: Số thẻ, prefix: "0"}
  group_code: {constant: GD}
  benefit_digit: {constant: "4"}
  commune: Xã
  valid_from: {constant: 2025-01-01}
  valid_to: {constant: 2025-12-31}
"""
ALL = HEAD + REQUIRED


def test_how_many_digits_the_numbers_have() -> None:
    mapping = mapping_from(ALL + "  facility: {heading: KCB, width: 5}\n", "m.yaml", "participation")
    assert {rule.column: rule.width for rule in mapping.rules if rule.width} == {"facility": 5}


def test_everything_a_mapping_can_say() -> None:
    file = "file: {sheet: Tháng 10, encoding: tcvn3, delimiter: ';', title_rows: 3}\n"
    money = "  amount_vnd: {heading: Tiền, number: vi, scale: 1000}\nnot_used: [STT]\n"
    mapping = mapping_from(HEAD + file + REQUIRED + money, "m.yaml", "participation")
    assert (mapping.register, mapping.name, mapping.not_used) == ("participation", "agent's list", ("STT",))
    assert mapping.file == FileRule(sheet="Tháng 10", encoding="tcvn3", delimiter=";", title_rows=3)
    assert {rule.column: rule for rule in mapping.rules} == {
        "full_name": Rule(column="full_name", headings=("Họ", "Tên")),
        "birth_date": Rule(column="birth_date", headings=("Ngày sinh",), date=DateOrder.DMY),
        "sex": Rule(
            column="sex", headings=("Phái",), values=(("", "unknown"), ("1", "male"), ("2", "female"))
        ),
        "insurance_no": Rule(column="insurance_no", headings=("Số thẻ",), prefix="0"),
        "group_code": Rule(column="group_code", constant="GD"),
        "benefit_digit": Rule(column="benefit_digit", constant="4"),
        "commune": Rule(column="commune", headings=("Xã",)),
        "valid_from": Rule(column="valid_from", constant="2025-01-01"),
        "valid_to": Rule(column="valid_to", constant="2025-12-31"),
        "amount_vnd": Rule(column="amount_vnd", headings=("Tiền",), number=NumberForm.VI, scale=1000),
    }
    assert mapping.headings == ("Họ", "Tên", "Ngày sinh", "Phái", "Số thẻ", "Xã", "Tiền", "STT")


def test_codes_keep_their_zeros_and_words_stay_words() -> None:
    text = ALL.replace("{1: male,", "{01: male, no: female,")
    assert dict(sex_of(text).values) == {"": "unknown", "01": "male", "no": "female", "2": "female"}


def sex_of(text: str) -> Rule:
    """The rule of the column sex."""
    rules = mapping_from(text, "m.yaml", "participation").rules
    return next(rule for rule in rules if rule.column == "sex")


BROKEN = {
    "no YAML": (ALL + "  [", r"it is no YAML(?s:.*)line \d+"),
    "an alias": ("a: &a b\nc: *a\n", "aliases are not used"),
    "a list as a name": (ALL + "? [a]\n: b\n", "it is no YAML"),
    "lists without end": ("[" * 2_000 + "]" * 2_000, "lists within lists without end"),
    "a character that is none": (ALL + "\0", "it is no YAML"),
    "a tag": ("!!python/object:os.system {}\n", "not of the form toandan/mapping/1"),
    "no names": ("just a text", "names and values are missing"),
    "another form": (ALL.replace("mapping/1", "mapping/9"), "not of the form toandan/mapping/1"),
    "another register": (
        ALL.replace("register: participation", "register: plan"),
        "for the register 'plan', asked was 'participation'",
    ),
    "an unknown entry": (ALL + "colums: {}\n", "entry not known: 'colums'"),
    "an unknown column": (
        ALL + "  given_name: Tên\n",
        r"column not known: 'given_name'(?s:.*)use one of: insurance_no",
    ),
    "a column twice": (ALL + "  sex: Giới tính\n", r"line \d+(?s:.*)keep one|'sex' stands twice"),
    "a required column missing": (
        ALL.replace("  sex:", "  payer_code:").replace(", values: {1: male, 2: female, '': unknown}", ""),
        "column missing: sex",
    ),
    "an unknown entry of a column": (ALL + "  facility: {headings: KCB}\n", "entry not known: 'headings'"),
    "nothing said": (ALL + "  facility: []\n", "it says nothing of the column"),
    "no source": (ALL + "  facility: {prefix: '0'}\n", "no source"),
    "two sources": (
        ALL + "  facility: {heading: KCB, constant: '15001'}\n",
        "two sources: heading, constant",
    ),
    "a width for days": (
        ALL.replace("{constant: 2025-12-31}", "{heading: Đến, width: 8}"),
        "only codes have a width",
    ),
    "a width that is none": (
        ALL + "  facility: {heading: KCB, width: five}\n",
        "'five' is no number of digits",
    ),
    "a width of no such number": (
        ALL + "  national_id: {heading: CCCD, width: 9}\n",
        r"national_id has no numbers of 9 digits(?s:.*)write 12",
    ),
    "an empty heading": (ALL + "  facility: ''\n", "the heading is missing"),
    "an empty join": (ALL + "  facility: {join: []}\n", "it is no list of headings"),
    "a separator alone": (
        ALL + "  facility: {heading: KCB, separator: '-'}\n",
        "a separator without join",
    ),
    "a constant with more": (
        ALL + "  paid_on: {constant: 2025-01-01, date: dmy}\n",
        "a constant with date",
    ),
    "an empty constant": (ALL + "  facility: {constant: ''}\n", "a value is missing"),
    "a constant that may not stand": (
        ALL.replace('"4"', '"7"'),
        r"'7' may not stand in benefit_digit(?s:.*)use one of: 1, 2",
    ),
    "a constant that is no date": (ALL.replace("2025-01-01", "1/1/2025"), "'1/1/2025' is no date"),
    "an unknown date order": (
        ALL.replace("date: dmy", "date: dym"),
        r"date order not known: 'dym'(?s:.*)dmy, mdy, ymd, serial",
    ),
    "a date order elsewhere": (
        ALL + "  facility: {heading: KCB, date: dmy}\n",
        "a date order for a column of code",
    ),
    "a form of numbers elsewhere": (
        ALL + "  facility: {heading: KCB, number: vi}\n",
        "form or scale of numbers for a column of code",
    ),
    "an unknown form of numbers": (
        ALL + "  amount_vnd: {heading: Tiền, number: fr}\n",
        "form of numbers not known: 'fr'",
    ),
    "a scale that is none": (ALL + "  amount_vnd: {heading: Tiền, scale: 0.5}\n", "'0.5' is no factor"),
    "a prefix elsewhere": (
        ALL + "  amount_vnd: {heading: Tiền, prefix: '1'}\n",
        "a prefix for a column of int",
    ),
    "an empty value table": (ALL + "  facility: {heading: KCB, values: {}}\n", "table without a value"),
    "a value table without a value": (
        ALL.replace("2: female", "2:"),
        r"a value is missing(?s:.*)columns, sex, values, '2'",
    ),
    "a value that may not stand": (
        ALL.replace("2: female", "2: nữ"),
        r"'nữ' may not stand in sex(?s:.*)male, female, unknown",
    ),
    "not used and used": (ALL + "not_used: [Xã]\n", "used and not used at once: Xã"),
    "not used is no list": (ALL + "not_used: Xã\n", "it is no list of headings"),
    "an unknown entry of the file": (ALL + "file: {sheets: 1}\n", "entry not known: 'sheets'"),
    "title rows that are no number": (ALL + "file: {title_rows: two}\n", "'two' is no number of rows"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_told_with_its_place(name: str) -> None:
    text, told = BROKEN[name]
    with pytest.raises(BadInput, match=told) as raised:
        mapping_from(text, "m.yaml", "participation")
    assert "where: m.yaml" in str(raised.value)
    assert "do: " in str(raised.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        load_mapping(tmp_path / "none.yaml", "participation")
    (tmp_path / "latin.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="not UTF-8"):
        load_mapping(tmp_path / "latin.yaml", "participation")
    (tmp_path / "large.yaml").write_bytes(b"#" * (5 << 20))
    with pytest.raises(BadInput, match="larger than 4 MB"):
        load_mapping(tmp_path / "large.yaml", "participation")


def test_an_unknown_register() -> None:
    with pytest.raises(Usage, match="there is no register"):
        mapping_from(ALL, "m.yaml", "people")


def test_the_hash_is_of_what_is_said() -> None:
    first = mapping_from(ALL, "m.yaml", "participation")
    same = mapping_from("# a comment\n" + ALL.replace("agent's list", "other"), "n.yaml", "participation")
    other = mapping_from(ALL.replace("dmy", "mdy"), "m.yaml", "participation")
    assert first.sha256 == same.sha256 != other.sha256


def test_the_example_of_the_how_to_can_be_used() -> None:
    page = (Path(__file__).parents[4] / "docs" / "how-to" / "mapping.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    mapping = mapping_from(example, "mapping.md", "participation")
    assert mapping.file == FileRule(encoding="tcvn3", delimiter=";", sheet="Tháng 10", title_rows=3)
    assert len(mapping.rules) == 13
