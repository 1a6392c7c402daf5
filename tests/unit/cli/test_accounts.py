"""toandan accounts, as people read it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from tests.builders import Office, card, figure, office, plan, resident, target

from toandan.cli.app import root
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.values.month import Month


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = office(tmp_path_factory.mktemp("cli"))
    made.population(*(resident(f"p{n}") for n in range(9)), resident("q", commune_code="02923"))
    made.participation(*(card(f"p{n}") for n in range(7)))
    made.plans(plan(8), target("0.95", comparison="more_than"))
    made.figures(figure(12))
    close_month(home=made.home, law=shipped(), month=Month(2025, 10))
    return made


def run(here: Office, *words: str) -> Result:
    """The command's answer."""
    return CliRunner().invoke(root, ["accounts", "2025-10", *words, "--home", str(here.home.root)])


def test_vietnamese_first_the_truth_then_tables(here: Office) -> None:
    text = " ".join(run(here).stdout.split())
    assert text.startswith("DỮ LIỆU TỔNG HỢP / SYNTHETIC DATA")
    assert "Tỉnh Lào Cai, 31/10/2025: 7 người tham gia theo thẻ; 7 trong 10 người cư trú" in text
    assert "So với 2024-10: chưa có kỳ chốt đã phát hành." in text
    assert "đạt 87,50%, còn thiếu 1." in text
    assert "58,33%" in text
    assert "dân số công bố: Yearbook" in text
    assert "trên 95,00% 31/12/2025 5 12 (dân số công bố)" in text


def test_english(here: Office) -> None:
    text = " ".join(run(here, "--lang", "en", "--by", "age").stdout.split())
    assert "7 participants by card; 7 of 10 residents found covered; 3 not found covered." in text
    assert "35–44 7 – – 70.00% 10 7 3" in text
    assert "80+" in text


@pytest.mark.parametrize("words", [("--place", "02905,02923"), ("--place", "02905", "--place", "02923")])
def test_places_are_repeated_or_joined_by_commas(here: Office, words: tuple[str, ...]) -> None:
    document = json.loads(run(here, *words, "--json").stdout)
    assert document["place"]["code"] == "02905,02923"
    assert [row["code"] for row in document["rows"]] == ["02905", "02923"]


def test_groups_and_sexes_are_told_by_name(here: Office) -> None:
    assert "GD Người tham" in run(here, "--by", "group").stdout
    assert "nữ" in run(here, "--by", "sex").stdout


def test_a_wrong_word_is_usage(here: Office) -> None:
    answer = run(here, "--by", "village")
    assert answer.exit_code == 2


def test_communes_of_which_nothing_is_known_are_counted_and_not_ranked(here: Office) -> None:
    text = run(here, "--lang", "en").stdout
    rows, ranked = text.split("97 more communes: nobody in the register and no card.")
    assert [line.split()[0] for line in rows.splitlines() if line.startswith(" 0")] == ["02905", "02923"]
    assert [line.split()[1] for line in ranked.splitlines() if " Xã " in line] == ["02923", "02905"]
    assert "7 participants" in rows


def test_a_commune_stays_on_one_line(here: Office) -> None:
    for lang in ("vi", "en"):
        assert " 02905 Xã Bảo Thắng " in run(here, "--lang", lang).stdout
