"""Figures that never changed, and figures that are not there. Every change of the others is a case in law/cases/figures.yaml."""

from __future__ import annotations

from datetime import date

import pytest
from tests.law.rule_cases import cases_of

from toandan.errors import BadInput
from toandan.lawbook.law import shipped

# What holds from the first day of the book to today.
ALWAYS = {
    "contribution_rate": "4.5",
    "contribution_ceiling": "6",
    "wage_cap": "20",
    "employer_split": "2",
    "whole_split": "3",
    "money_rounding": "half_up",
    "ladder_1": "100",
    "ladder_2": "70",
    "ladder_3": "60",
    "ladder_4": "50",
    "ladder_5": "40",
    "support_near_poor": "70",
    "support_near_poor_poor_commune": "100",
    "support_farm_average": "30",
    "child": "72",
    "child_card_month": "9",
    "wait": "30",
    "continuity": "5",
    "card_tail": "15",
    "visit_threshold": "15",
    "copay_cap": "6",
}


def on(figure: str, day: date) -> str:
    """The value of a figure on a day."""
    return str(shipped().at(day).figure(figure).content)


@pytest.mark.parametrize("figure", ALWAYS)
def test_what_never_changed(figure: str) -> None:
    days = [date(2018, 7, 1), date(2022, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2027, 12, 31)]
    assert {on(figure, day) for day in days} == {ALWAYS[figure]}


def test_every_figure_never_changed_or_has_cases_of_its_changes() -> None:
    changed = {one.facts["figure"] for one in cases_of({"figure"})}
    assert set(shipped().parameters) == set(ALWAYS) | changed
    assert not set(ALWAYS) & changed


def test_a_day_before_the_book_is_refused() -> None:
    with pytest.raises(BadInput, match="begins on 2018-07-01"):
        shipped().at(date(2018, 6, 30))
    assert shipped().at(date(2018, 7, 1)).number("base_salary") == 1_390_000


@pytest.mark.parametrize(
    ("figure", "day", "why"),
    [
        ("late_interest", date(2025, 6, 30), "began later"),
        ("interruption_old", date(2025, 7, 1), "ended earlier"),
        ("gold", date(2026, 1, 1), "no file"),
    ],
)
def test_a_figure_that_is_not_there_is_no_guess(figure: str, day: date, why: str) -> None:
    with pytest.raises(BadInput, match="the law has no figure") as caught:
        shipped().at(day).figure(figure)
    assert why in caught.value.why


def test_a_word_is_no_number() -> None:
    with pytest.raises(BadInput, match="is a word"):
        shipped().at(date(2026, 1, 1)).number("money_rounding")
    assert shipped().at(date(2026, 1, 1)).word("money_rounding") == "half_up"
