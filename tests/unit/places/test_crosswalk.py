"""From map to map: shares, the way back, and maps added as data only."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from toandan.places.crosswalk import crosswalk_of, links, predecessors, successors
from toandan.places.errors import UnknownPlace, UnknownVintage
from toandan.places.load import PlaceBook, atlas
from toandan.places.story import became, was

NONE, WHOLE = Fraction(0), Fraction(1)
OLD, NEW, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2027, 1, 1)


def test_a_whole_commune_is_certain() -> None:
    (link,) = successors("02911", OLD, NEW)
    assert (link.new_code, link.weight, link.low, link.high, link.is_estimated) == (
        "02647",
        WHOLE,
        WHOLE,
        WHOLE,
        False,
    )


def test_a_divided_commune_is_an_estimate_with_its_interval() -> None:
    parts = successors("00019", OLD, NEW)
    assert [part.weight for part in parts] == [Fraction(1, 4)] * 4
    assert all(
        (part.low, part.high, part.is_split, part.is_estimated) == (NONE, WHOLE, True, True) for part in parts
    )


def test_the_way_back() -> None:
    assert [link.old_code for link in predecessors("02905", OLD, NEW)] == ["02905", "02917", "02929", "02938"]


def test_bao_thang_went_to_six() -> None:
    parts = became(atlas(OLD).unit("086"))
    assert [part.unit.code for part in parts] == ["02647", "02902", "02905", "02908", "02923", "02926"]
    assert [part.communes_n for part in parts] == [1, 2, 4, 2, 2, 3]
    assert [part.is_whole for part in parts] == [False, True, True, True, False, True]
    assert sum(part.share for part in parts) == 1
    assert all(part.is_estimated for part in parts)


def test_what_a_place_was() -> None:
    assert len(was(atlas(NEW).unit("15"))) == 319
    assert was(atlas(OLD).unit("15")) == ()
    assert became(atlas(NEW).unit("15")) == ()


def test_an_island_district_became_one_special_zone() -> None:
    (part,) = became(atlas(OLD).unit("536"))
    assert (part.unit.full_name, part.share, part.is_estimated) == ("Đặc khu Lý Sơn", WHOLE, False)


def test_same_map_is_identity() -> None:
    every = links(NEW, NEW)
    assert len(every) == 3321
    assert all(link.old_code == link.new_code and link.weight == 1 for link in every)


def test_wrong_questions() -> None:
    with pytest.raises(UnknownVintage, match="forwards"):
        links(NEW, OLD)
    with pytest.raises(UnknownVintage, match="no map is called 2027-01-01"):
        links(OLD, LATER)
    with pytest.raises(UnknownPlace):
        successors("99999", OLD, NEW)
    with pytest.raises(UnknownPlace):
        predecessors("02911", OLD, NEW)


UNITS = """vintage,level,kind,code,name,full_name,parent_code,lat,lon,area_km2
{0},province,tỉnh,01,A,Tỉnh A,VN,,,
{0},commune,xã,00001,M,Xã M,01,,,
{0},commune,xã,00002,N,Xã N,01,,,
"""


@pytest.fixture
def book(tmp_path: Path) -> PlaceBook:
    """Three synthetic maps: 00001 is divided between 00001 and 00002, then both meet in 00001."""
    days = (OLD, NEW, LATER)
    rows = [UNITS.format(day).splitlines() for day in days]
    (tmp_path / "units.csv").write_text(
        "\n".join([rows[0][0], *rows[0][1:], *rows[1][1:], *rows[2][1:3]]) + "\n"
    )
    (tmp_path / "links.csv").write_text(
        "old_vintage,old_code,new_vintage,new_code,is_split,weight,source\n"
        f"{OLD},00001,{NEW},00001,1,1/3,test\n{OLD},00001,{NEW},00002,1,2/3,test\n{OLD},00002,{NEW},00002,0,1,test\n"
        f"{NEW},00001,{LATER},00001,0,1,test\n{NEW},00002,{LATER},00001,0,1,test\n"
    )
    entries = "".join(f"- {{vintage: {day}, first_day: {day}, note: synthetic}}\n" for day in days)
    (tmp_path / "vintages.yaml").write_text("vintages:\n" + entries)
    return PlaceBook(tmp_path)


def test_a_map_is_added_by_data_alone(book: PlaceBook) -> None:
    assert book.atlas_at(date(2026, 5, 1)).vintage == NEW
    assert book.atlas_at(LATER).vintage == LATER
    assert book.atlas_at(date(2000, 1, 1)).vintage == OLD
    assert len(book.version) == 16


def test_crosswalks_compose_and_certainty_returns_when_the_parts_meet(book: PlaceBook) -> None:
    one, two = crosswalk_of(book, OLD, LATER).links
    assert (one.old_code, one.new_code, one.weight, one.low, one.is_estimated) == (
        "00001",
        "00001",
        WHOLE,
        WHOLE,
        False,
    )
    assert (two.old_code, two.new_code, two.weight, two.is_split) == ("00002", "00001", WHOLE, False)


def test_shares_come_from_the_data(book: PlaceBook) -> None:
    assert [link.weight for link in crosswalk_of(book, OLD, NEW).successors("00001")] == [
        Fraction(1, 3),
        Fraction(2, 3),
    ]


def test_the_data_version_follows_the_data(book: PlaceBook) -> None:
    links_file = book.folder / "links.csv"
    before = book.version
    links_file.write_text(links_file.read_text().replace("1/3", "1/4"))
    assert PlaceBook(book.folder).version != before
