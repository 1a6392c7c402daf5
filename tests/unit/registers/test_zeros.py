"""Leading zeros come back only where a whole column is known to be of one kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pytest

from toandan.registers.zeros.kinds import KINDS, told_kind
from toandan.registers.zeros.watch import Padding, Watch

# A man born in 1990 whose id begins with 010, Lào Cai: a spreadsheet leaves eleven digits.
SHORT, FULL, MAN = "10090000001", "010090000001", ("1990-01-05", "male")
HANOI = "1090000001"
LAYOUT = ("national_id", "birth_date", "sex", "insurance_no", "commune", "payer_code", "household_no")

type Values = Sequence[str | None]


def padding(columns: Mapping[str, Values], told: Mapping[str, int] | None = None) -> Padding:
    """What is known after two batches of rows, all of them men born in 1990 unless said otherwise."""
    rows_n = len(next(iter(columns.values())))
    people = {"birth_date": [MAN[0]] * rows_n, "sex": [MAN[1]] * rows_n}
    table = pa.table(
        {name: pa.array((people | dict(columns)).get(name, [None] * rows_n), pa.string()) for name in LAYOUT}
    )
    watch = Watch(LAYOUT, told or {})
    for batch in table.to_batches(max_chunksize=2):
        part = watch.afresh()
        part.see(batch)
        watch.add(part.counted)
    return watch.padding


def padded(column: str, values: Values, told: int | None = None, **beside: Values) -> list[str | None]:
    """The values after padding."""
    found = padding({column: values, **beside}, {column: told} if told else None)
    rows = pa.record_batch({column: pa.array(values, pa.string())})
    result: list[str | None] = found.apply(rows).column(column).to_pylist()
    return result


# column: name, values, values after padding
ONE_KIND: dict[str, tuple[str, Values, Values]] = {
    "ids without their zero": ("national_id", [SHORT, None, "12090000002"], [FULL, None, "012090000002"]),
    "ids with and without": ("national_id", [FULL, SHORT], [FULL, FULL]),
    "two zeros lost": ("national_id", [HANOI, FULL], ["001090000001", FULL]),
    "a number with decimals": ("national_id", [f"{SHORT}.0", FULL], [FULL, FULL]),
    "a power of ten": ("national_id", ["1.0090000001E+10", "1,0090000001e10", FULL], [FULL, FULL, FULL]),
    "separators": ("national_id", ["10 090 000.001", "0100 9000 0001"], [FULL, "0100 9000 0001"]),
    "insurance numbers": ("insurance_no", ["123456789", "0123456789"], ["0123456789", "0123456789"]),
    "ids in the insurance column": ("insurance_no", [SHORT, FULL], [FULL, FULL]),
    "communes": ("commune", ["2923", "26740"], ["02923", "26740"]),
    "communes of one province": ("commune", ["2923", "2926"], ["02923", "02926"]),
    "tax codes": ("payer_code", ["100109106", "0100109106"], ["0100109106", "0100109106"]),
}
MIXED: dict[str, tuple[str, Values]] = {
    "an old identity card among ids": ("national_id", [SHORT, FULL, "100900001"]),
    "an insurance number among ids": ("national_id", [SHORT, "1012345678"]),
    "a short id that begins with 0": ("national_id", [SHORT, "01009000001"]),
    "thirteen digits": ("national_id", [SHORT, "0100900000011"]),
    "letters": ("national_id", [SHORT, "01009000000A"]),
    "a word": ("national_id", [SHORT, "không có"]),
    "a rounded power of ten": ("national_id", [SHORT, "1.00900E+10"]),
    "telephone numbers": ("national_id", ["84912345678", "84987654321"]),
    "a place of birth that is none": ("national_id", [SHORT, "97090000001"]),
    "ids and insurance numbers": ("insurance_no", [SHORT, "0123456789", FULL]),
    "ids alone in the insurance column": ("insurance_no", [SHORT]),
    "cards and insurance numbers": ("insurance_no", ["123456789", "HS4010123456789", "0123456789"]),
    "nine digits alone": ("insurance_no", ["123456789"]),
    "provinces among communes": ("commune", ["2923", "10"]),
    "districts among communes": ("commune", ["2923", "250"]),
    "organisations and people": ("payer_code", ["100109106", FULL]),
    "a branch": ("payer_code", ["100109106", "0100109106-001"]),
    "an office's own numbers": ("household_no", ["1", "0002"]),
}


@pytest.mark.parametrize("case", ONE_KIND)
def test_a_column_of_one_kind_gets_its_zeros_back(case: str) -> None:
    column, values, expected = ONE_KIND[case]
    assert padded(column, values) == list(expected)


@pytest.mark.parametrize("case", MIXED)
def test_a_mixed_column_stays_as_it_is(case: str) -> None:
    column, values = MIXED[case]
    assert padded(column, values) == list(values)
    assert padding({column: values}).columns == ()


def test_ids_must_tell_the_births_of_their_rows() -> None:
    others = [*[MAN[0]] * 8, "1985", "1985"]
    assert padded("national_id", [SHORT] * 10, birth_date=others) == [SHORT] * 10
    assert padded("national_id", [SHORT] * 10, birth_date=[*[MAN[0]] * 9, "1985"]) == [FULL] * 10
    assert padded("national_id", [SHORT] * 2, birth_date=[None, None]) == [SHORT] * 2
    assert padded("national_id", [SHORT] * 2, sex=["female", "female"]) == [SHORT] * 2


def test_ten_digits_must_each_agree() -> None:
    births = [*[MAN[0]] * 99, "1985"]
    assert padded("national_id", [HANOI] * 100, birth_date=births) == [HANOI] * 100


def test_a_width_that_was_told_needs_no_proof_but_meets_contradiction() -> None:
    assert padded("commune", ["4", "250"], 5) == ["00004", "00250"]
    assert padded("household_no", ["1", "0042", "A7"], 4) == ["0001", "0042", "A7"]
    assert padded("national_id", [SHORT, "không"], 12, birth_date=[None, None]) == [FULL, "không"]
    assert padded("insurance_no", ["123456789"], 10) == ["0123456789"]
    for values in (["123456789", SHORT], ["123456789", "012345678"]):
        found = padding({"insurance_no": values}, {"insurance_no": 10})
        assert found.columns == ()
        (note,) = found.notes
        assert note == (
            "insurance_no: no zeros were put back although the mapping says 10 digits: the column holds "
            "other numbers too, longer ones or short ones that begin with 0"
        )


def test_what_is_counted_and_said() -> None:
    (one,) = padding({"national_id": [FULL, SHORT, None, SHORT]}).columns
    assert str(one) == (
        "national_id: 2 of 3 were padded with leading zeros: the column holds personal ids only"
    )
    found = padding({"commune": ["250"]}, {"commune": 5})
    assert found.counts == {
        "commune": {"digits": 5, "padded_n": 1, "filled_n": 1, "why": "the mapping says they have 5 digits"}
    }


def test_a_column_has_only_widths_of_its_own() -> None:
    assert told_kind("national_id", 10) is None
    assert told_kind("commune", 4) is None
    assert {
        told.digits for column in KINDS for kind in KINDS[column] if (told := told_kind(column, kind.digits))
    } == {5, 10, 12}
