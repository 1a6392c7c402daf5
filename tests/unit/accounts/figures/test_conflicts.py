"""What does not fit together is found, counted by origin, and told in both languages."""

from __future__ import annotations

from typing import Any

from tests.unit.accounts.figures.book import TEXT, book

from toandan.accounts.figures.conflicts import Conflict, check
from toandan.accounts.figures.figure import FigureBook
from toandan.accounts.figures.published import published_book


def found(the_book: FigureBook, code: str) -> list[Conflict]:
    """The conflicts of one code."""
    return [one for one in check(the_book) if one.code == code]


def evidence(conflict: Conflict) -> dict[str, Any]:
    """The evidence of a conflict."""
    return dict(conflict.evidence)


def test_the_plan_of_lao_cai_reaches_neither_target() -> None:
    first, second = found(published_book(), "plan_below_target")
    assert (evidence(first)["target_percent"], evidence(first)["missing_after_plan_n"]) == ("96.5", 34_749)
    assert (evidence(second)["target_percent"], evidence(second)["missing_after_plan_n"]) == ("95", 9_653)
    assert evidence(second)["strict"] is True
    assert evidence(second)["holds_for_every_rounding"] is True
    assert "94.42%" in second.text_en
    assert "94,42%" in second.text_vi
    assert "1.579.758" in second.text_vi


def test_a_plan_above_the_target_is_no_conflict() -> None:
    assert found(book("percent: 66.7", "percent: 66.6"), "plan_below_target") == []


def test_a_plan_just_on_the_target_may_hang_on_the_rounding() -> None:
    (one,) = found(book(), "plan_below_target")
    assert (evidence(one)["plan_n"], evidence(one)["needed_n"]) == (1000, 1001)
    assert evidence(one)["holds_for_every_rounding"] is False


def test_more_than_is_strict() -> None:
    exact = "percent: 66.7, comparison: at_least"
    assert found(book(exact, "percent: 50.0, comparison: more_than"), "plan_below_target") == []
    half = TEXT.replace("plan_percent: 90.0", "plan_percent: 120.0")
    assert found(book(exact, "percent: 50.0, comparison: at_least", half), "plan_below_target") == []
    (one,) = found(book(exact, "percent: 50.0, comparison: more_than", half), "plan_below_target")
    assert evidence(one)["missing_after_plan_n"] == 1


def test_a_target_years_away_does_not_accuse_this_years_plan() -> None:
    assert found(book("date: 2025-12-31", "date: 2030-12-31"), "plan_below_target") == []


def test_the_directives_date_is_counted_by_origin() -> None:
    (one,) = found(published_book(), "sources_disagree")
    first, second = evidence(one)["stated"]
    assert (first["value"], first["origins_n"], first["texts_n"]) == ("2025-10-03", 3, 3)
    assert (second["value"], second["origins_n"], second["texts_n"]) == ("2025-09-26", 1, 2)
    assert evidence(one)["used"] == "2025-10-03"
    assert "1 origin (2 texts)" in one.text_en


def test_two_figures_of_one_day_that_differ() -> None:
    text = (
        TEXT
        + """\
  - id: again
    place: "15"
    date: 2025-10-31
    sources: [agency]
    printed: {participants_n: 901, plan_percent: 90.0}
"""
    )
    (one,) = found(book(text=text), "sources_disagree")
    assert evidence(one)["measure"] == "participants_n"
    assert [side["value"] for side in evidence(one)["stated"]] == ["900", "901"]
    assert evidence(one)["used"] is None
    assert found(book("participants_n: 901", "participants_n: 900", text), "sources_disagree") == []


def test_denominators_of_the_merger_resolution() -> None:
    rates = {
        evidence(one)["figure"]: (evidence(one)["other_population_n"], evidence(one)["rate_by_other_percent"])
        for one in found(published_book(), "denominators_differ")
    }
    assert rates == {
        "lao-cai-2025-10": (1_778_785, "82.97"),
        "khanh-hoa-2025-08": (2_243_554, "79.44"),
    }


def test_a_denominator_inside_the_rounding_is_no_conflict() -> None:
    assert len(found(book(), "denominators_differ")) == 1
    assert found(book("people_n: 1800", "people_n: 1501"), "denominators_differ") == []
    assert found(book("people_n: 1800", "people_n: 1502"), "denominators_differ") != []
    assert found(book("kind: census", "kind: labour_force"), "denominators_differ") == []


def test_four_communes_are_not_the_former_district() -> None:
    (one,) = found(published_book(), "area_differs_from_name")
    assert evidence(one)["former_lies_in"] == ["02647", "02902", "02905", "02908", "02923", "02926"]
    assert "6 units" in one.text_en


def test_a_share_no_whole_number_gives() -> None:
    (one,) = found(
        book("{participants_n: 90,", "{participants_n: 5, plan_percent: 88.21,"), "rate_impossible"
    )
    assert evidence(one) == {"figure": "part", "measure": "plan_percent", "nearest_n": 6}
    assert found(published_book(), "rate_impossible") == []
