"""Under which category somebody takes part, who pays for it and what it is worth: the telling examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.facts import ADULT, outcome, outcomes

from toandan.pipeline.counter import Counter

DAY = date(2026, 7, 1)
MONTH = 113_850  # 4.5% of 2,530,000


def parts(found: dict[str, Any]) -> tuple[int, ...]:
    """Employer, worker, agency, state, province, person."""
    names = ("employer", "employee", "si_agency", "state", "province", "person")
    return tuple(found[f"{name}_vnd"] for name in names)


def test_a_working_pensioner_stays_with_the_agency(counter: Counter) -> None:
    """13.5.d: the pension comes before the wage, though workers stand first in Article 12."""
    found = outcome(
        counter, DAY, titles=["employee", "pensioner"], wage_vnd=20_000_000, pension_vnd=6_000_000
    )
    assert found["paying"] == "pensioner"
    assert parts(found) == (0, 0, 270_000, 0, 0, 0)
    assert (found["benefit_share"], found["benefit_category"]) == (95, "pensioner")
    before = outcome(
        counter,
        date(2025, 6, 30),
        titles=["employee", "pensioner"],
        wage_vnd=20_000_000,
        pension_vnd=6_000_000,
    )
    assert before["paying"] == "employee"


def test_a_commune_part_timer_follows_another_order(counter: Counter) -> None:
    """13.5.c: agency, budget, supported, then the commune, which pays two thirds."""
    pension = {"titles": ["commune_part_timer", "rubber_worker", "deputy"]}
    budget = {"titles": ["commune_part_timer", "deputy"]}
    supported = {"titles": ["commune_part_timer", "village_health"], "living": "near_poor"}
    alone, worker = {"titles": ["commune_part_timer"]}, {"titles": ["employee", "commune_part_timer"]}
    found = outcomes(counter, DAY, [pension, budget, supported, alone, worker | {"wage_vnd": 6_000_000}])
    assert [row["paying"] for row in found] == [
        "rubber_worker",
        "deputy",
        "near_poor",
        "commune_part_timer",
        "employee",
    ]
    assert parts(found[3]) == (75_900, 37_950, 0, 0, 0, 0)


def test_near_poor_and_farm_household_may_choose(counter: Counter) -> None:
    """13.5.g and e: the best supported is the default, any other and the household may be chosen."""
    person = {"living": "near_poor", "titles": ["village_part_timer"]}
    default, chosen = outcomes(counter, DAY, [person, person | {"chosen": "household", "member_n": 1}])
    assert default["paying"] == "near_poor"
    assert default["may_choose"] == ("village_part_timer", "household")
    assert (default["benefit_share"], parts(default)) == (100, (0, 0, 0, 79_695, 0, 34_155))
    assert chosen["paying"] == "household"
    assert parts(chosen) == (0, 0, 0, 0, 0, MONTH)
    assert chosen["benefit_share"] == 100


def test_students_are_supported_and_may_not_join_the_household(counter: Counter) -> None:
    """Thirty percent until 30 June 2025, then fifty; half a đồng goes up, to the state."""
    found = [
        outcome(counter, day, titles=["student"], months=12)
        for day in (date(2025, 6, 30), date(2025, 7, 1), DAY)
    ]
    assert [parts(row)[3:] for row in found] == [
        (31_590, 0, 73_710),
        (52_650, 0, 52_650),
        (56_925, 0, 56_925),
    ]
    assert [row["person_period_vnd"] for row in found] == [884_520, 631_800, 683_100]
    assert {row["may_choose"] for row in found} == {()}


def test_the_ladder_of_a_family_of_six(counter: Counter) -> None:
    """100, 70, 60, 50, 40, 40 percent of the first member's premium (13.6)."""
    family = outcomes(counter, DAY, [{"member_n": n, "months": 12} for n in range(1, 7)])
    assert [row["ladder_percent"] for row in family] == [100, 70, 60, 50, 40, 40]
    assert [row["premium_month_vnd"] for row in family] == [
        MONTH, 79_695, 68_310, 56_925, 45_540, 45_540,
    ]  # fmt: skip
    assert sum(row["person_period_vnd"] for row in family) == 12 * 409_860


def test_lao_cai_lifts_the_near_poor_to_the_whole(counter: Counter) -> None:
    """Seventy of the state, thirty of the province from 1 January 2026; before, nothing of it."""
    found = [
        outcome(counter, day, living="near_poor", province_code="15")
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert [parts(row)[3:] for row in found] == [(73_710, 0, 31_590), (73_710, 31_590, 0)]
    assert [row["benefit_share"] for row in found] == [95, 100]
    assert found[1]["local_item"] == "lao-cai-23-2025-near-poor"


def test_a_province_might_add_only_where_something_is_left_to_pay(counter: Counter) -> None:
    """An unknown title would bring all in Lào Cai: said for a farm household, not where the state pays all already."""
    farm, poor = (
        outcome(counter, DAY, province_code="15", titles_unknown=["special_minority"], **lives)
        for lives in ({"living": "farm_average"}, {"living": "near_poor", "place_poor_commune": True})
    )
    assert "local_support_unknown" in farm["codes"]
    assert (poor["person_vnd"], "local_support_unknown" in poor["codes"]) == (0, False)


@pytest.mark.parametrize(
    ("wage", "day", "premium"),
    [
        (60_000_000, DAY, 2_277_000),  # 4.5% of 20 × 2,530,000
        (50_600_000, DAY, 2_277_000),
        (50_599_999, DAY, 2_277_000),
        (50_599_977, DAY, 2_276_999),
        (60_000_000, date(2026, 6, 30), 2_106_000),
        (2_000_000, DAY, 113_850),
        (2_000_000, date(2025, 7, 1), 105_300),
        (2_000_000, date(2025, 6, 30), 90_000),  # no floor is kept for days before
    ],
)
def test_a_wage_counts_between_its_floor_and_its_cap(
    counter: Counter, wage: int, day: date, premium: int
) -> None:
    assert outcome(counter, day, titles=["employee"], wage_vnd=wage)["premium_month_vnd"] == premium


@pytest.mark.parametrize("wage", range(10_000_000, 10_000_047))
def test_money_that_would_not_split_still_sums(counter: Counter, wage: int) -> None:
    """Two thirds are rounded half up once, the worker pays the rest."""
    found = outcome(counter, DAY, titles=["employee"], wage_vnd=wage)
    premium = found["premium_month_vnd"]
    assert premium == (wage * 45 + 500) // 1000
    assert found["employer_vnd"] == (premium * 4 + 3) // 6
    assert sum(parts(found)) == premium


def test_an_amount_that_is_not_known_leaves_the_premium_empty(counter: Counter) -> None:
    found = outcomes(
        counter, DAY, [{"titles": ["employee"]}, {"titles": ["pensioner"]}, {"titles": ["unemployed"]}]
    )
    assert [row["missing_fact"] for row in found] == ["wage", "pension", "benefit"]
    assert [(row["premium_month_vnd"], *parts(row)) for row in found] == [(None,) * 7] * 3


def test_what_is_not_known_is_never_taken_for_no(counter: Counter) -> None:
    """Unknown living standard: who pays cannot be told, and what is missing is named."""
    found = outcome(counter, DAY, living=None, is_ethnic_minority=None, titles_unknown=["student"])
    assert (found["answer"], found["paying"]) == ("cannot_tell", "household")
    assert found["missing"] == ("poor_household", "near_poor", "student", "farm_average")
    assert found["benefit_answer"] == "cannot_tell"
    worker = outcome(counter, DAY, titles=["employee"], wage_vnd=5_000_000, living=None)
    assert (worker["answer"], worker["benefit_answer"]) == ("known", "cannot_tell")


def test_a_child_is_paid_for_until_six_and_the_card_runs_on(counter: Counter) -> None:
    """Born 10 March 2020: six on 10 March 2026, the card runs to 30 September."""
    days = [date(2026, 3, 9), date(2026, 3, 10), date(2026, 9, 30), date(2026, 10, 1)]
    found = [outcome(counter, day, birth_date=date(2020, 3, 10)) for day in days]
    assert [row["paying"] for row in found] == ["child_under_6"] * 3 + ["household"]
    assert [row["state_vnd"] for row in found] == [105_300, 0, 0, 0]
    assert "child_card_runs_on" in found[1]["codes"]
    assert found[0]["cover_start"] == date(2020, 3, 10)


def test_social_pension_is_worth_more_from_75_since_2026(counter: Counter) -> None:
    born = date(1951, 5, 20)
    days = [date(2025, 12, 31), date(2026, 5, 19), date(2026, 5, 20)]
    found = [outcome(counter, day, birth_date=born, titles=["social_pension"]) for day in days]
    assert [row["benefit_share"] for row in found] == [80, 80, 100]
    unsure = outcome(counter, DAY, birth_date=None, titles=["social_pension"])
    assert (unsure["benefit_share"], unsure["benefit_answer"]) == (80, "cannot_tell")


def test_ninety_days_make_the_wait(counter: Counter) -> None:
    """89 days: none; exactly 90: the wait holds, continuity too; paid before the end: it goes on."""
    ends = [date(2026, 7, 2), date(2026, 4, 3), date(2026, 4, 2), date(2026, 4, 1), None]
    found = outcomes(counter, DAY, [{"last_cover_end": day} for day in ends])
    assert [row["cover_start"] for row in found] == [
        date(2026, 7, 2), DAY, date(2026, 7, 31), date(2026, 7, 31), date(2026, 7, 31),
    ]  # fmt: skip
    assert [row["codes"].split()[-1] for row in found] == [
        "cover_consecutive", "cover_payment", "cover_boundary_90", "cover_wait", "cover_wait",
    ]  # fmt: skip


def test_the_plain_person_of_these_tests_is_an_adult_of_a_household(counter: Counter) -> None:
    found = outcome(counter, DAY, birth_date=ADULT)
    assert (found["fits"], found["unknown"], found["paying"]) == (("household",), (), "household")
