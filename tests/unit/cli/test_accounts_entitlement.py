"""toandan accounts --by entitlement, as people and programs read it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it declares no types
import pytest
from click.testing import CliRunner, Result
from tests.builders import OCTOBER, Office, card, office, person, resident

from toandan.accounts.entitlement_findings import millions
from toandan.cli.app import root
from toandan.lawbook.law import shipped
from toandan.pipeline.close import close_month
from toandan.schemas.accounts_json import ACCOUNTS_SCHEMA
from toandan.values.month import Month


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two children, one of them without a card, and an adult of whom nothing is known; in one commune each."""
    made = office(tmp_path_factory.mktemp("entitlement"))
    child = {"birth_date": date(2024, 1, 1)}
    made.population(resident("an", **child), resident("ba", commune_code="02923", **child), resident("chi"))
    made.participation(card("an", group_code="TE", **child), card("chi"))
    contract = {"national_id": person("chi"), "employer_code": "5300100012", "contract": "employee"}
    start = {"start_date": date(2025, 1, 1)}
    made.extract("employment", [contract | start | {"wage_vnd": 10_000_000}], scope="15", as_of=OCTOBER)
    listed = [{"kind": kind, "listed": "no", "document": "A"} | start for kind in BEFORE_CHILD]
    made.extract("social_protection", listed, scope="15", as_of=OCTOBER)
    close_month(home=made.home, law=shipped(), month=Month(2025, 10))
    return made


# What comes before a child in Article 12, or before a worker in Article 13.5, but contracts of work.
BEFORE_CHILD = (
    "defence_relative",
    "cipher_relative",
    "pensioner",
    "long_allowance",
    "leave_14_days",
    "ex_commune_cadre_si",
    "unemployed",
    "rubber_worker",
    "officer",
    "conscript",
    "foreign_cadet",
    "reserve_trainee",
    "standing_militia",
    "merit",
    "deputy",
    "survivor_allowance",
    "social_pension",
    "monthly_allowance",
)


def run(here: Office, *words: str) -> Result:
    """The command's answer."""
    home = ("--home", str(here.home.root))
    return CliRunner().invoke(root, ["accounts", "2025-10", "--by", "entitlement", *words, *home])


def rows(here: Office, *words: str) -> dict[str, dict[str, Any]]:
    """The rows of the document by code."""
    found = json.loads(run(here, "--json", *words).stdout)
    assert found["rows"] == []
    return {row["code"]: row for row in found["entitlement"]}


def test_rows_are_the_categories_and_who_is_covered_as_what(here: Office) -> None:
    found = rows(here)
    assert list(found) == ["employee", "child_under_6"]
    child, worker = found["child_under_6"], found["employee"]
    assert (child["residents_n"], child["uncovered_n"], child["as_entitled_n"]) == (2, 1, 1)
    assert (child["premium_month_vnd"], child["state_vnd"]) == (210_600, 210_600)
    # Chi holds a household card and has a contract of work.
    assert (worker["otherwise_n"], worker["employer_vnd"], worker["employee_vnd"]) == (1, 300_000, 150_000)


def test_whoever_is_not_covered_has_their_own_money(here: Office) -> None:
    found = rows(here)
    assert found["child_under_6"]["uncovered"]["state_vnd"] == 105_300
    assert found["employee"]["uncovered"]["priced_n"] == 0


def test_every_account_says_who_is_entitled_and_not_covered(here: Office) -> None:
    home = ("--home", str(here.home.root))
    answer = CliRunner().invoke(root, ["accounts", "2025-10", "--json", *home])
    told = json.loads(answer.stdout)
    jsonschema.validate(told, ACCOUNTS_SCHEMA)
    summary = told["entitled"]
    assert (summary["residents_n"], summary["known_n"], summary["uncovered_n"]) == (3, 3, 1)
    assert (summary["compared_n"], summary["otherwise_n"]) == (2, 1)
    assert summary["to_cover"]["month"]["state_vnd"] == 105_300
    assert summary["to_cover"]["year"]["premium_year_vnd"] == 12 * 105_300
    assert summary["covered_today"]["month"]["employer_vnd"] == 300_000
    assert {one["register"] for one in summary["sources"]} == {
        "population",
        "participation",
        "social_protection",
        "employment",
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "vi",
            [
                "Theo luật ngày cuối tháng",
                "1 người trong số đó chưa thấy thẻ: Trẻ em dưới 6 tuổi (1)",
                "Không có: danh mục xã",
            ],
        ),
        (
            "en",
            [
                "By the law of the last day",
                "105,300 đồng a month (the state budget 105,300)",
                "1 of these were not found covered: Children under six (1)",
                "Not there: lists of communes",
            ],
        ),
    ],
)
def test_the_findings_are_plain_sentences_in_both_languages(
    here: Office, lang: str, words: list[str]
) -> None:
    home = ("--home", str(here.home.root))
    text = " ".join(CliRunner().invoke(root, ["accounts", "2025-10", "--lang", lang, *home]).stdout.split())
    assert not [word for word in words if word not in text], text


def test_a_place_has_its_own_people(here: Office) -> None:
    assert {code: row["residents_n"] for code, row in rows(here, "--place", "02923").items()} == {
        "child_under_6": 1
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["đối tượng theo luật", "chưa thấy thẻ", "Cộng", "triệu đồng", "NSNN"]),
        ("en", ["category by law", "not found covered", "All", "million đồng", "state"]),
    ],
)
def test_both_languages(here: Office, lang: str, words: list[str]) -> None:
    text = " ".join(run(here, "--lang", lang).stdout.split())
    assert not [word for word in words if word not in text]


def test_a_closing_without_registers_of_facts_says_what_to_take_in(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made = office(tmp_path_factory.mktemp("without"))
    made.population(resident("an"))
    made.participation(card("an"))
    close_month(home=made.home, law=shipped(), month=Month(2025, 10))
    answer = run(made)
    assert answer.exit_code != 0
    assert "social_protection" in str(answer.exception)


@pytest.mark.parametrize(("vnd", "shown"), [(499_999, 0), (500_000, 1), (1_499_999, 1), (0, 0)])
def test_money_is_read_in_millions(vnd: int, shown: int) -> None:
    assert millions(vnd) == shown
