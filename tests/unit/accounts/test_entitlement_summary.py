"""What entitlement adds up to, from cells alone."""

from __future__ import annotations

from typing import Any

import pytest

from toandan.accounts.closed import ClosedMonth, Used
from toandan.accounts.entitlement import SUMS, entitlement_rows
from toandan.accounts.entitlement_summary import entitled_summary
from toandan.lawbook.law import shipped
from toandan.values.month import Month

POPULATION = Used("population/15@2025-07-01/2025-10-31/v001", "as_of", "")
LISTS = Used("social_protection/15@2025-07-01/2025-09-30/v001", "carried", "")
NOW = ClosedMonth("id", Month(2025, 10), {}, (POPULATION, LISTS), synthetic=True, findings={})


def cell(entitled: str, because: str = "", *, covered: bool, **counts: int) -> dict[str, Any]:
    """The sums of one category, reason, and with or without a card; residents are covered or not, wholly."""
    people = counts["residents_n"]
    by_card = {"covered_residents_n": people} if covered else {"uncovered_n": people}
    return {"entitled": entitled, "because": because, "is_covered": covered} | (
        dict.fromkeys(SUMS, 0) | by_card | counts
    )


CELLS = [
    cell("household", covered=True, residents_n=6, as_entitled_n=5, otherwise_n=1, priced_n=6)
    | {"premium_month_vnd": 600, "person_vnd": 600},
    cell("household", covered=False, residents_n=3, priced_n=3)
    | {"premium_month_vnd": 200, "person_vnd": 200},
    cell("household", "household_no", covered=False, residents_n=2),
    cell("employee", "wage", covered=True, residents_n=4, as_entitled_n=4),
    cell("child_under_6", covered=False, residents_n=7, priced_n=7)
    | {"premium_month_vnd": 700, "state_vnd": 700},
    cell("", "pensioner", covered=True, residents_n=8, unjudged_n=8),
    cell("", "employee", covered=False, residents_n=9),
]


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return entitled_summary(NOW, CELLS, law=shipped())


def test_people_are_told_apart_and_add_up(told: dict[str, Any]) -> None:
    assert (told["residents_n"], told["known_n"], told["cannot_tell_n"]) == (39, 22, 17)
    assert (told["uncovered_n"], told["uncovered_cannot_tell_n"]) == (12, 9)
    assert told["compared_n"] == told["as_entitled_n"] + told["by_choice_n"] + told["otherwise_n"] == 10


def test_money_of_those_covered_and_of_those_to_cover_is_never_mixed(told: dict[str, Any]) -> None:
    to_cover, today = told["to_cover"], told["covered_today"]
    assert (to_cover["priced_n"], to_cover["not_priced_n"]) == (10, 2)
    assert (to_cover["month"]["premium_month_vnd"], to_cover["month"]["state_vnd"]) == (900, 700)
    assert to_cover["year"]["premium_year_vnd"] == 12 * 900
    assert (today["priced_n"], today["not_priced_n"], today["month"]["person_vnd"]) == (6, 4, 600)


def test_categories_with_most_people_not_covered_come_first(told: dict[str, Any]) -> None:
    found = [(row["code"], row["uncovered_n"], row["residents_n"]) for row in told["uncovered_by_category"]]
    assert found == [("child_under_6", 7, 7), ("household", 5, 11)]
    assert told["uncovered_by_category"][1]["month"]["premium_month_vnd"] == 200


def test_reasons_say_what_is_missing_for_a_category_and_for_a_premium(told: dict[str, Any]) -> None:
    found = [(row["what"], row["code"], row["residents_n"], row["uncovered_n"]) for row in told["reasons"]]
    assert found == [
        ("category", "employee", 9, 9),
        ("category", "pensioner", 8, 0),
        ("premium", "wage", 4, 0),
        ("premium", "household_no", 2, 2),
    ]


def test_each_sentence_names_what_it_is_counted_of_its_day_and_its_sources(told: dict[str, Any]) -> None:
    sentences = {one["code"]: (one["text_vi"], one["text_en"]) for one in told["findings"]}
    assert list(sentences) == [
        "entitled_not_covered",
        "cost_of_covering",
        "paid_for_covered",
        "covered_otherwise",
        "cannot_tell",
        "sources_of_facts",
    ]
    vi, en = sentences["entitled_not_covered"]
    assert "31/10/2025" in vi
    assert "22 of 39 residents; 12 of these" in en
    assert "30 September 2025" in sentences["sources_of_facts"][1]
    assert "carried: what changed since is not known" in sentences["sources_of_facts"][1]
    assert "Không có: sổ thẻ BHYT" in sentences["sources_of_facts"][0]
    assert "sổ học sinh, sinh viên" in sentences["sources_of_facts"][0]


def test_nobody_priced_and_nobody_compared_is_no_sentence() -> None:
    told = entitled_summary(NOW, [cell("", "employee", covered=False, residents_n=2)], law=shipped())
    codes = [one["code"] for one in told["findings"]]
    assert codes == ["entitled_not_covered", "cannot_tell", "sources_of_facts"]


def test_rows_part_the_money_of_those_not_covered() -> None:
    found = {row["code"]: row for row in entitlement_rows(CELLS, law=shipped()) if row["answer"] == "known"}
    assert found["household"]["premium_month_vnd"] == 800
    assert found["household"]["uncovered"]["premium_month_vnd"] == 200
    assert found["employee"]["uncovered"]["priced_n"] == 0
