"""toandan places, as an officer and as a program ask it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from toandan.cli.places import command
from toandan.errors import BadInput
from toandan.places.errors import AmbiguousPlace, UnknownPlace


def ask(*words: str) -> str:
    """What the command prints; its errors come up as they are."""
    return CliRunner().invoke(command, list(words), catch_exceptions=False, standalone_mode=False).output


def answer(*words: str) -> dict[str, Any]:
    """The JSON document of a question."""
    document: dict[str, Any] = json.loads(ask(*words, "--json"))
    return document


def test_one_commune() -> None:
    found = answer("02905", "--at", "2025-10-31")
    assert (found["schema"], found["at"], found["vintage"]) == (
        "toandan/places/1",
        "2025-10-31",
        "2025-07-01",
    )
    place = found["place"]
    assert (place["code"], place["full_name"], place["province_code"], place["level"]) == (
        "02905",
        "Xã Bảo Thắng",
        "15",
        "commune",
    )
    assert [part["code"] for part in found["was"]] == ["02905", "02917", "02929", "02938"]
    assert found["became"] == []


@pytest.mark.parametrize(("code", "count"), [("15", 99), ("31", 114), ("56", 65)])
def test_children_of_a_province(code: str, count: int) -> None:
    listed = answer(code, "--children")
    assert listed["children_n"] == len(listed["children"]) == count
    assert answer(code)["children"] == []


def test_the_old_district_and_its_six_present_communes() -> None:
    found = answer("Bảo Thắng", "--province", "10", "--at", "2025-06-30")
    assert found["place"]["full_name"] == "Huyện Bảo Thắng"
    assert found["children_n"] == 14
    assert len(found["became"]) == 6
    assert found["became"][2] == {
        "vintage": "2025-07-01",
        "code": "02905",
        "kind": "xã",
        "name": "Bảo Thắng",
        "full_name": "Xã Bảo Thắng",
        "share": "2/7",
        "low": "0",
        "high": "1",
        "is_estimated": True,
        "is_whole": True,
        "communes_n": 4,
    }


def test_no_such_place_there() -> None:
    with pytest.raises(UnknownPlace, match="no such place there") as problem:
        ask("Bảo Thắng", "--province", "15", "--at", "2025-06-30")
    assert "Huyện Bảo Thắng (086), Tỉnh Lào Cai" in problem.value.text()
    assert problem.value.exit_code == 1


def test_a_code_outside_the_province_asked() -> None:
    with pytest.raises(UnknownPlace, match="no such place there: 02905"):
        ask("02905", "--province", "31")


def test_words_need_no_quotes() -> None:
    assert answer("xa", "Gia", "Phu", "--province", "15")["place"]["code"] == "02923"


@pytest.mark.parametrize("words", [("02905", "--at", "yesterday"), ("02905", "--at", "2025-13-01")])
def test_a_day_that_is_none(words: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="is no date"):
        ask(*words)


def test_other_wrong_questions() -> None:
    with pytest.raises(AmbiguousPlace, match=r"Tỉnh Lào Cai \(15\)"):
        ask("Lào Cai")
    with pytest.raises(UnknownPlace, match="10 was Tỉnh Lào Cai"):
        ask("Gia Phú", "--province", "10")
    with pytest.raises(UnknownPlace, match="did you mean Xã Bảo Thắng"):
        ask("2905")


def test_sentences() -> None:
    text = ask("Bảo Thắng", "--province", "10", "--at", "2025-06-30")
    assert text.startswith("Huyện Bảo Thắng (086), Tỉnh Lào Cai")
    assert "Today it lies in 6 communes:" in text
    assert "02647  Phường Lào Cai: 1 of its communes, together with communes from outside it" in text
    assert "319 communes." in ask("15")
    assert "  02905  Xã Bảo Thắng" in ask("15", "--children")
    assert "about 1/4 of it (an estimate)" in ask("00019", "--at", "2025-06-30")
    assert "Đặc khu Lý Sơn: all of it" in ask("536", "--at", "2025-06-30")
    assert "It has 34 provinces" in ask("VN")
    assert "10035 communes" in ask("VN")
    assert "Thị trấn Phố Lu (02905), Huyện Bảo Thắng, Tỉnh Lào Cai: all" in ask("02905")
