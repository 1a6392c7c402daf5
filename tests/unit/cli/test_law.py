"""toandan law: check, show, diff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.unit.lawbook.small_law import write

from toandan.cli.law import command
from toandan.errors import BadInput
from toandan.lawbook.entry import entries
from toandan.lawbook.law import shipped
from toandan.lawbook.version import LAW

PREMIUM = str(LAW / "reforms" / "premium-5-1-from-2027.yaml")


def said(*arguments: str) -> str:
    """What the command prints; errors come through."""
    return CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False).output


def refused(*arguments: str) -> BadInput:
    """The error of a command that is asked something it cannot answer."""
    found = CliRunner().invoke(command, arguments, standalone_mode=False).exception
    assert isinstance(found, BadInput)
    return found


def test_check_is_clean_and_lists_what_is_not_verified() -> None:
    report = json.loads(said("check", "--json"))
    assert report["findings"] == []
    assert report["version"] == shipped().version
    unread = [(one["path"], one["start"]) for one in report["unverified"]]
    assert ("parameters/money_rounding", "2018-07-01") in unread
    assert ("parameters/base_salary", "2026-07-01") not in unread
    assert {one["confidence"] for one in report["unverified"] if one["path"].startswith("parameters/")} <= {
        "C",
        "D",
    }
    assert "0 findings" in said("check")
    assert "0 lỗi" in said("check", "--lang", "vi", "--all")


def test_check_of_another_folder_tells_everything_and_fails(tmp_path: Path) -> None:
    write(tmp_path, "local/lao-cai-1.yaml", "[near_poor]", "[rich]")
    (tmp_path / "reforms").mkdir()
    (tmp_path / "reforms" / "x.yaml").write_text("id: x\n", "utf-8")
    ran = CliRunner().invoke(command, ["check", "--folder", str(tmp_path)], standalone_mode=False)
    assert isinstance(ran.exception, BadInput)
    assert "rich is no category" in ran.output
    assert "reforms/x: " in ran.output


def test_show_tells_everything_about_a_figure() -> None:
    text = said("show", "base_salary", "--at", "2026-07-01")
    for part in (
        "2,530,000 đồng a month", "from 2026-07-01", "Decree 161/2026", "confidence: [B]", "carries:",
        "no legal advice",
    ):  # fmt: skip
        assert part in text
    vietnamese = said("show", "base_salary", "--at", "2026-06-30", "--lang", "vi")
    for part in (
        "2.340.000 đồng/tháng",
        "Nghị định 73/2024",
        "độ tin cậy: [B]",
        "từ ngày 01/07/2024",
        "không phải tư vấn pháp lý",
    ):
        assert part in vietnamese


def test_show_marks_what_is_not_verified() -> None:
    assert "confidence: [C, not verified]" in said("show", "base_salary", "--at", "2020-01-01")
    assert "1,490,000 đồng a month  [C, not verified]" in said("show", "--at", "2020-01-01")


@pytest.mark.parametrize(
    ("path", "paths"),
    [
        ("near_poor", ["categories/near_poor/benefit", "categories/near_poor/terms"]),
        ("CN", ["groups/CN"]),
        ("parameters/wait", ["parameters/wait"]),
        ("local/ho-chi-minh-56-2025", ["local/ho-chi-minh-56-2025/age-65", "local/ho-chi-minh-56-2025/pupils"]),
    ],
)  # fmt: skip
def test_a_path_may_be_short(path: str, paths: list[str]) -> None:
    shown = json.loads(said("show", path, "--at", "2026-03-01", "--json"))["entries"]
    assert sorted(one["path"] for one in shown) == paths


def test_show_tells_of_a_card_code_who_pays_and_the_benefit() -> None:
    text = said("show", "CN", "--at", "2026-07-01", "--lang", "vi")
    for part in ("thứ tự theo Điều 12: 46", "ngân sách nhà nước hỗ trợ", "mức hưởng: 100%  [B]"):
        assert part in text


def test_show_tells_whom_a_province_supports() -> None:
    text = said("show", "local/hai-phong-57-2025/age-60", "--at", "2026-07-01")
    assert "who: from 60 years to below 75; none of: " in text
    assert "state and province together at most 100%" in text
    vietnamese = said("show", "lao-cai-23-2025", "--at", "2026-07-01", "--lang", "vi")
    assert "ai: từ đủ 60 tuổi đến dưới 75 tuổi; thường trú; chưa được Nhà nước hỗ trợ" in vietnamese


def test_a_figure_that_is_a_word_is_told_in_words() -> None:
    words = [one for one in entries(shipped()) if one.unit == "word"]
    assert [one.path for one in words if one.said in (one.value, one.said_vi)] == []


def test_notes_are_told_in_the_language_asked() -> None:
    assert all(bool(one.note) == bool(one.note_vi) for one in entries(shipped()))
    assert "Article 2.2 keeps the sum at 100" in said("show", "lao-cai-23-2025", "--at", "2026-07-01")
    assert "giữ tổng mức 100%" in said("show", "lao-cai-23-2025", "--at", "2026-07-01", "--lang", "vi")


def test_diff_tells_what_july_2025_changed() -> None:
    changed = {one["path"]: one for one in json.loads(said("diff", "2025-06-30", "2025-07-01", "--json"))}
    assert changed["parameters/support_student"]["before"]["value"] == "30"
    assert changed["parameters/support_student"]["after"]["value"] == "50"
    assert changed["parameters/interruption_old"]["after"] is None
    assert changed["categories/social_pension/benefit"]["before"] is None
    assert "parameters/base_salary" not in changed


def test_diff_in_words_and_under_a_proposal() -> None:
    assert "2,340,000 đồng a month  →  2,530,000 đồng a month" in said("diff", "2026-06-30", "2026-07-01")
    assert said("diff", "2026-08-01", "2026-08-02").strip() == "Nothing changes."
    under = said("diff", "2026-12-31", "2027-01-01", "--reform", PREMIUM, "--lang", "vi")
    assert "4,5%  →  5,1%  [C, chưa xác minh]" in under
    assert "không phải tư vấn pháp lý" in under
    assert "contribution_rate" not in said("diff", "2026-12-31", "2027-01-01")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("show", "base_salary", "--at", "2017-01-01"), "the law of 2017-01-01 is not kept here"),
        (("show", "base_salry"), "no entry 'base_salry'"),
        (("show", "late_interest", "--at", "2025-06-30"), "does not hold on 2025-06-30"),
        (("show", "base_salary", "--at", "July"), "'July' is no date"),
        (("diff", "2018-01-01", "2026-01-01"), "the law of 2018-01-01 is not kept here"),
        (("show", "base_salary", "--reform", "nowhere.yaml"), "cannot be read"),
    ],
)
def test_what_cannot_be_answered(arguments: tuple[str, ...], what: str) -> None:
    error = refused(*arguments)
    assert what in error.what
    assert error.do


def test_an_open_side_of_a_period_is_said_in_words() -> None:
    assert "first day not kept, until 2026-01-01" in said("show", "groups/CN", "--at", "2025-10-31")
    vietnamese = said("show", "categories/near_poor/terms", "--at", "2025-10-31", "--lang", "vi")
    assert "từ ngày 01/07/2025, chưa có ngày hết hiệu lực" in vietnamese
