"""Names of hamlets in one spelling: in Python and in the engine alike, whatever the habit of typing."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.places.hamlets import KINDS, NUMERALS_N, fold_hamlet, numeral
from toandan.registers.reading.hamlets import folded_hamlet

LETTERS = "abcdehiklmnopqrstuvxyABCHIKLMNOTUVXYđĐàảãáạăằẳẵắặâầẩẫấậêềểễếệôồốộơờớợưừứựìíịòóọùúụỳỹỵÀÁẢÃẠĂÂÊÔƠƯỈỊ"
SAMPLE = st.text(st.sampled_from(LETTERS + " 0123456789-./,()'’\u00a0\u0301\u0323\u0302"), max_size=20)
ANY = st.text(
    st.characters(min_codepoint=1, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn")), max_size=8
)
KIND = st.sampled_from(["Thôn", "thôn", "BẢN", "Ấp", "Khóm", "Tổ dân phố", "Khu phố", "Buôn"])
NAME = st.sampled_from(["Hoà Bình", "Đồng Chum", "Mỹ Lộc", "Nà Pắng", "K'Đơng", "Suối Hoa 2", "Sẻ"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(SAMPLE, ANY), min_size=60, max_size=60))
def test_the_engine_folds_as_python_does(names: list[str]) -> None:
    with open_engine(Settings(threads=1)) as engine:
        rows = engine.table_of("hamlet_names", pa.table({"n": range(len(names)), "name": names}))
        found = engine.fetch(rows.select("n", folded=folded_hamlet(rows.name)).order_by("n"))
    assert found["folded"].to_pylist() == [fold_hamlet(name) for name in names]


@given(st.one_of(KIND, st.just("Tổ dân phố số")), st.integers(1, NUMERALS_N))
def test_a_number_is_one_however_it_is_written(kind: str, value: int) -> None:
    for written in (f"{value}", f"0{value}", numeral(value), numeral(value).upper()):
        for text in (f"{kind} {written}", f"{kind}  {written} ", f"{kind}.{written}".upper(), written):
            assert fold_hamlet(text) == str(value)


@given(KIND, NAME, st.booleans())
def test_kind_case_marks_and_form_do_not_matter(kind: str, name: str, composed: bool) -> None:
    form: Literal["NFC", "NFD"] = "NFC" if composed else "NFD"
    bare = "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))
    spellings = [
        f"{kind} {name}",
        f"{kind} {name.upper()}",
        name.lower(),
        bare.replace("Đ", "D"),
        f"- {name} -",
    ]
    assert len({fold_hamlet(unicodedata.normalize(form, text)) for text in spellings}) == 1


@given(SAMPLE)
def test_what_is_left_is_plain_and_leads_with_no_kind(text: str) -> None:
    folded = fold_hamlet(text)
    assert folded == " ".join(folded.split())
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded not in KINDS
    assert not folded.startswith(tuple(f"{kind} " for kind in KINDS))


def test_what_is_one_and_what_is_not() -> None:
    """As the page on formats tells it."""
    told = {
        "Thôn 1": "1",
        "TDP5": "5",
        "Tổ dân phố số 5": "5",
        "Thôn/Tổ dân phố 12": "12",
        "Khu phố 3A": "3 a",
        "Thôn VI": "6",
        "Thôn Vị": "vi",
        "Buôn K’ Đơng": "kdong",
        "Ấp Mĩ Hòa": "mi hoa",
        "Thôn Tô Hiệu": "hieu",
        "Tô Hiệu": "hieu",
        "Thôn": "",
        "Tổ dân phố": "",
        " - ": "",
    }
    assert {text: fold_hamlet(text) for text in told} == told
    assert fold_hamlet("Thôn Cẩm Giang") == fold_hamlet("Thôn Cẩm Giàng")
    assert fold_hamlet("Thôn 1") != fold_hamlet("Thôn 1A")
