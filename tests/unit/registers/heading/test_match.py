"""Headings: ours, Vietnamese ones with and without accents, and those that are only worth proposing."""

from __future__ import annotations

import pytest

from toandan.places.names import spell
from toandan.registers.heading.match import known_n, match_headings
from toandan.schemas.participation import PARTICIPATION
from toandan.schemas.population import POPULATION
from toandan.schemas.registers import REGISTERS

LAYOUT = PARTICIPATION.received


def test_a_usual_sheet() -> None:
    headings = ["STT", "Mã số BHXH", "Số CCCD", "Họ và tên", "NGÀY SINH", "Giới tính", "Từ ngày", "Đến ngày"]
    found = match_headings(headings, LAYOUT)
    assert [match.column for match in found] == [
        "",
        "insurance_no",
        "national_id",
        "full_name",
        "birth_date",
        "sex",
        "valid_from",
        "valid_to",
    ]
    assert found[0].is_serial
    assert all(match.is_sure for match in found[1:])
    assert known_n(headings, LAYOUT) == 7


@pytest.mark.parametrize(
    ("heading", "confidence"),
    [
        ("full_name", 1.0),
        (" Full_Name ", 1.0),
        ("Họ và tên", 0.95),
        ("HỌ  VÀ\nTÊN", 0.95),
        ("Ho va ten", 0.9),
        ("Họ và tên người có thẻ", 0.6),
        ("Ghi chú", 0.0),
    ],
)
def test_how_sure_a_heading_is(heading: str, confidence: float) -> None:
    (match,) = match_headings([heading], LAYOUT)
    assert match.confidence == confidence
    assert match.column == ("full_name" if confidence else "")
    assert match.is_sure is (confidence >= 0.9)


def test_the_longest_wording_decides_a_proposal() -> None:
    (match,) = match_headings(["Ngày đăng ký cư trú (nếu có)"], POPULATION.received)
    assert (match.column, match.is_sure) == ("residence_from", False)


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_every_wording_leads_to_its_column(name: str) -> None:
    layout = REGISTERS[name].received
    for column in layout.columns:
        for match in match_headings(column.headings, layout):
            assert match.is_sure, match
            assert match.column == column.name, match


def test_no_wording_stands_for_two_columns() -> None:
    for register in REGISTERS.values():
        seen: dict[str, str] = {}
        for column in register.received.columns:
            for wording in column.headings:
                assert seen.setdefault(spell(wording), column.name) == column.name, wording
