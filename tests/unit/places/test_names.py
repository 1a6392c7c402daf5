"""Every spelling people use gives one name."""

from __future__ import annotations

import unicodedata

import pytest

from toandan.places.names import fold, fold_marks, readings


@pytest.mark.parametrize(
    "text",
    [
        "Hòa Bình",
        "Hoà Bình",
        "HÒA BÌNH",
        "  hòa   bình ",
        "Xã Hòa Bình",
        "xã Hoà Bình",
        "Phường Hòa Bình",
        "TT. Hòa Bình",
        "x.Hòa Bình",
        "Hòa-Bình",
        unicodedata.normalize("NFD", "Hòa Bình"),
        unicodedata.normalize("NFD", "Xã Hoà Bình"),
    ],
)
def test_one_spelling_with_accents(text: str) -> None:
    assert fold_marks(text) == fold_marks("Hòa Bình")
    assert fold(text) == "hoa binh"


def test_accents_keep_names_apart_that_letters_unite() -> None:
    assert fold_marks("Cẩm Giàng") != fold_marks("Cẩm Giang")
    assert fold("Cẩm Giàng") == fold("Cẩm Giang")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quý Quân", "Quí Quân"),
        ("Mỹ An", "Mĩ An"),
        ("Ea H'Leo", "Ea H’leo"),
        ("Ia H'Drai", "Ia H' Drai"),
        ("Văn Miếu - Quốc Tử Giám", "Văn Miếu Quốc Tử Giám"),
        ("Thủy Nguyên", "Thuỷ Nguyên"),
        ("Đắk Lắk", "đắk lắk"),
    ],
)
def test_typing_habits_are_united(one: str, other: str) -> None:
    assert fold_marks(one) == fold_marks(other)


def test_d_with_stroke_is_d_without_accents_only() -> None:
    assert fold("Đông Đô") == "dong do"
    assert fold_marks("Đông") != fold_marks("Dông")


def test_a_kind_without_accents_is_only_one_of_two_readings() -> None:
    bare, kinded = readings("quan son")
    assert (bare.kinds, bare.rest) == (None, "quan son")
    assert (kinded.kinds, kinded.rest) == (frozenset({"quận"}), "son")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("P5", "phường"),
        ("p. 5", "phường"),
        ("Q1", "quận"),
        ("tp Lào Cai", "thành phố"),
        ("ĐK Lý Sơn", "đặc khu"),
    ],
)
def test_short_forms_of_kinds(text: str, kind: str) -> None:
    assert any(reading.kinds and kind in reading.kinds for reading in readings(text))
