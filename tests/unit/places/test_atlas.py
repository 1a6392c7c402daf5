"""Asking a map: by code, by name, up, down, and wrongly."""

from __future__ import annotations

from datetime import date

import pytest

from toandan.places.errors import AmbiguousPlace, UnknownPlace, UnknownVintage
from toandan.places.load import atlas, atlas_at, place_data_version
from toandan.places.unit import Level, level_of
from toandan.places.vintage import known_vintages, vintage_at

BEFORE, NOW = atlas(date(2025, 6, 30)), atlas(date(2025, 7, 1))


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        (date(2019, 1, 1), date(2025, 6, 30)),
        (date(2025, 6, 30), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 7, 1)),
        (date(2030, 1, 1), date(2025, 7, 1)),
    ],
)
def test_the_map_in_force_on_a_day(day: date, vintage: date) -> None:
    assert vintage_at(day) == vintage
    assert atlas_at(day).vintage == vintage


def test_known_vintages_and_version() -> None:
    assert known_vintages() == (date(2025, 6, 30), date(2025, 7, 1))
    assert len(place_data_version()) == 16


def test_an_unknown_vintage_names_those_we_hold() -> None:
    with pytest.raises(UnknownVintage, match="30 June 2025, 1 July 2025"):
        atlas(date(2026, 1, 1))


def test_a_code_means_another_place_on_another_map() -> None:
    assert BEFORE.unit("15").full_name == "Tỉnh Yên Bái"
    assert NOW.unit("15").full_name == "Tỉnh Lào Cai"
    assert BEFORE.unit("02905").full_name == "Thị trấn Phố Lu"
    assert NOW.unit("02905").full_name == "Xã Bảo Thắng"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("02905", "Bảo Thắng"),
        ("02923", "Gia Phú"),
        ("02908", "Tằng Loỏng"),
        ("02926", "Xuân Quang"),
        ("02680", "Hợp Thành"),
        ("03103", "Khánh Yên"),
        ("03061", "Võ Lao"),
        ("02746", "Cốc San"),
        ("03106", "Dương Quỳ"),
        ("04705", "Thượng Bằng La"),
        ("02788", "Bản Lầu"),
        ("03043", "Mường Bo"),
    ],
)
def test_communes_the_articles_name(code: str, name: str) -> None:
    assert NOW.unit(code).name == name
    assert NOW.find(name, within="15").code == code


def test_up_and_down_the_ladder() -> None:
    assert BEFORE.province_of("02905").code == "10"
    assert BEFORE.province_of("10").code == "10"
    district = BEFORE.district_of("02905")
    assert district is not None
    assert district.full_name == "Huyện Bảo Thắng"
    assert NOW.district_of("02905") is None
    assert len(BEFORE.children("10", Level.DISTRICT)) == 9
    assert len(BEFORE.children("086")) == 14
    assert NOW.communes_under("02905") == (NOW.unit("02905"),)
    assert len(NOW.communes_under("VN")) == 3321


def test_the_country_is_a_scope() -> None:
    assert NOW.country().code == "VN"
    assert NOW.unit("00") == NOW.country()
    assert NOW.contains("VN", "02905")
    assert len(NOW.children("00")) == 34


def test_contains_and_overlaps() -> None:
    assert NOW.contains("15", "02905")
    assert not NOW.contains("02905", "15")
    assert NOW.overlaps("02905", "15")
    assert not NOW.overlaps("02905", "02923")
    assert BEFORE.contains("086", "02905")
    assert NOW.contains("15", "15")


@pytest.mark.parametrize("code", ["02905", "VN", "15", "086", "2905", "abc", ""])
def test_level_of_a_code(code: str) -> None:
    expected = {"02905": Level.COMMUNE, "VN": Level.COUNTRY, "15": Level.PROVINCE, "086": Level.DISTRICT}
    assert level_of(code) == expected.get(code)


@pytest.mark.parametrize(
    "text",
    [
        "Gia Phú",
        "gia phu",
        "GIA PHÚ",
        "Xã Gia Phú",
        "xa gia phu",
        "X. Gia Phú",
        "Gia  Phú",
        "Gia-Phú",
        "xã Gia Phu\u0301",
    ],
)
def test_find_takes_every_spelling(text: str) -> None:
    assert NOW.find(text, within="15").code == "02923"


def test_find_reads_a_kind_or_a_name_that_looks_like_one() -> None:
    assert BEFORE.find("quan son", within="38").full_name == "Huyện Quan Sơn"
    assert NOW.find("xa dung", within="11").full_name == "Xã Xa Dung"
    assert NOW.find("xã Xa Dung").code == NOW.find("Xa Dung").code
    assert BEFORE.find("P5", within="776").full_name == "Phường 5"
    assert BEFORE.find("Quận 1").code == "760"
    assert BEFORE.find("tp. Thủ Đức").kind == "thành phố thuộc thành phố"


def test_accents_tell_two_names_apart_that_letters_do_not() -> None:
    assert NOW.find("Cẩm Giàng", within="31").code == "10903"
    assert NOW.find("Cẩm Giang", within="31").code == "10888"
    with pytest.raises(AmbiguousPlace) as problem:
        NOW.find("cam giang", within="31")
    assert [unit.code for unit in problem.value.candidates] == ["10888", "10903"]


def test_the_district_an_officer_means() -> None:
    assert BEFORE.find("Bảo Thắng", within="10").code == "086"
    assert BEFORE.find("huyện Bảo Thắng").code == "086"


def test_an_ambiguous_name_names_its_candidates() -> None:
    with pytest.raises(AmbiguousPlace) as problem:
        BEFORE.find("Đầm Hà", within="22")
    text = problem.value.text()
    for part in (
        "3 places",
        "Thị trấn Đầm Hà (06895)",
        "Xã Đầm Hà (06916)",
        "Huyện Đầm Hà (200)",
        "give the code",
    ):
        assert part in text
    assert BEFORE.find("thị trấn Đầm Hà", within="22").code == "06895"
    assert BEFORE.find("h. Đầm Hà", within="22").code == "200"


def test_a_name_that_is_elsewhere_says_where() -> None:
    with pytest.raises(UnknownPlace) as problem:
        BEFORE.find("Bảo Thắng", within="15")
    text = problem.value.text()
    assert "no such place there" in text
    assert "Tỉnh Yên Bái (15)" in text
    assert "Huyện Bảo Thắng (086), Tỉnh Lào Cai" in text
    assert "086" in [unit.code for unit in problem.value.candidates]


def test_a_misspelt_name_gets_near_ones() -> None:
    with pytest.raises(UnknownPlace, match="did you mean: Xã Gia Phú"):
        NOW.find("Gia Phuu", within="15")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("02911", "02911 was Xã Bản Phiệt (02911), Huyện Bảo Thắng, Tỉnh Lào Cai until 30 June 2025"),
        ("10", "10 was Tỉnh Lào Cai"),
        ("2905", "did you mean Xã Bảo Thắng"),
        ("99999", "on no map we hold"),
        ("abc", "leading zeros count"),
        ("", "leading zeros count"),
    ],
)
def test_an_unknown_code_says_what_it_was(code: str, said: str) -> None:
    with pytest.raises(UnknownPlace) as problem:
        NOW.unit(code)
    assert said in problem.value.text()


def test_a_code_of_the_wrong_level() -> None:
    with pytest.raises(UnknownPlace, match="is a district, not a commune"):
        BEFORE.unit("086", Level.COMMUNE)
    with pytest.raises(UnknownPlace, match="lies in no province"):
        NOW.province_of("VN")


def test_long_nonsense_is_cut_in_the_error() -> None:
    with pytest.raises(UnknownPlace) as problem:
        NOW.unit("012345678901234")
    assert "012345678901234" not in problem.value.what
