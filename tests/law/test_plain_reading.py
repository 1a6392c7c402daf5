"""The plain reading of the law on the examples that the texts work out, and on the usual traps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.reference.law_twin.care import Visit, copay_cap, visit_share
from tests.reference.law_twin.cover import continuous_since, cover_start, five_years_on, paid_ahead
from tests.reference.law_twin.days import child_card_end
from tests.reference.law_twin.employers import Duty, employer_status, late_interest
from tests.reference.law_twin.outcome import outcome
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import category_slugs

TODAY, EVE = date(2026, 7, 1), date(2026, 6, 30)
ANYBODY = Person(day=TODAY, member_n=1)


def _born(years: int, day: date = TODAY) -> date:
    return day.replace(year=day.year - years)


def _said(person: Person, *names: str) -> tuple[Any, ...]:
    made = outcome(person)
    return tuple(made[name] for name in names)


def _paying(person: Person) -> str:
    return str(outcome(person)["paying"])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (TODAY, [113_850, 79_695, 68_310, 56_925, 45_540, 45_540]),
        (EVE, [105_300, 73_710, 63_180, 52_650, 42_120, 42_120]),
    ],
)
def test_the_ladder_of_a_household(day: date, expected: list[int]) -> None:
    ladder = [outcome(replace(ANYBODY, day=day, member_n=n))["person_vnd"] for n in range(1, 7)]
    assert ladder == expected


def test_a_year_of_the_first_member() -> None:
    assert _said(ANYBODY, "premium_period_vnd", "person_period_vnd") == (1_366_200, 1_366_200)
    assert _said(replace(ANYBODY, day=EVE), "premium_period_vnd") == (12 * 105_300,)


@pytest.mark.parametrize(
    ("person", "pays"),
    [
        (ANYBODY.with_titles("student"), 56_925),
        (replace(ANYBODY, living="farm_average"), 79_695),
        (replace(ANYBODY, living="near_poor"), 34_155),
        (replace(ANYBODY, living="near_poor", place_poor_commune=True), 0),
        (replace(ANYBODY.with_titles("student"), day=date(2025, 6, 30)), 73_710),
        (replace(ANYBODY.with_titles("student"), day=date(2025, 7, 1)), 52_650),
    ],
)
def test_what_supported_people_pay(person: Person, pays: int) -> None:
    assert _said(person, "person_vnd") == (pays,)


@pytest.mark.parametrize(
    ("day", "wage", "premium"),
    [
        (TODAY, 90_000_000, 2_277_000),  # cap 50,600,000
        (EVE, 90_000_000, 2_106_000),  # cap 46,800,000
        (TODAY, 1_000_000, 113_850),  # floor
        (TODAY, 50_600_000, 2_277_000),
        (TODAY, 10_000_000, 450_000),
    ],
)
def test_the_wage_has_a_floor_and_a_cap(day: date, wage: int, premium: int) -> None:
    worker = replace(ANYBODY.with_titles("employee"), day=day, wage_vnd=wage)
    assert _said(worker, "premium_month_vnd") == (premium,)
    employer, employee = _said(worker, "employer_vnd", "employee_vnd")
    assert employer + employee == premium
    assert abs(employer - 2 * employee) <= 2


def test_an_unknown_wage_is_never_guessed() -> None:
    worker = ANYBODY.with_titles("employee")
    assert _said(worker, "premium_month_vnd", "employer_vnd", "missing_fact") == (None, None, "wage")


def test_a_working_pensioner_stays_a_pensioner() -> None:
    both = replace(ANYBODY.with_titles("employee", "pensioner"), pension_vnd=5_000_000)
    assert _said(both, "paying", "si_agency_vnd", "benefit_share") == ("pensioner", 225_000, 95)
    assert _paying(replace(both, day=date(2025, 6, 30))) == "employee"


def test_who_pays_is_not_who_gives_the_benefit() -> None:
    veteran = replace(ANYBODY.with_titles("employee", "merit"), wage_vnd=10_000_000)
    assert _said(veteran, "paying", "benefit_category", "benefit_share") == ("employee", "merit", 100)


def test_the_commune_worker_has_an_order_of_their_own() -> None:
    worker = ANYBODY.with_titles("commune_part_timer")
    assert _said(worker, "employer_vnd", "employee_vnd") == (75_900, 37_950)
    assert _paying(worker.with_titles("commune_part_timer", "merit")) == "merit"
    assert _paying(worker.with_titles("commune_part_timer", "student")) == "student"
    assert _paying(worker.with_titles("commune_part_timer", "merit", "employee")) == "employee"


def test_students_have_no_choice_and_the_near_poor_have() -> None:
    assert outcome(ANYBODY.with_titles("student"))["may_choose"] == 0
    near_poor = replace(ANYBODY.with_titles("student"), living="near_poor")
    assert _paying(near_poor) == "near_poor"
    assert category_slugs(outcome(near_poor)["may_choose"]) == ("student", "household")
    assert _paying(replace(near_poor, chosen="household")) == "household"


def test_a_missing_fact_that_matters_is_told() -> None:
    unsure = ANYBODY.with_titles(unknown=("employee", "hiv"))
    made = outcome(unsure)
    assert (made["paying"], made["answer"]) == ("household", "cannot_tell")
    assert category_slugs(made["missing"]) == ("employee",)
    assert outcome(unsure.with_titles(unknown=("hiv",)))["answer"] == "known"


def test_benefits_rise_on_the_first_of_january_2026() -> None:
    near_poor = replace(ANYBODY, living="near_poor")
    pension = replace(ANYBODY.with_titles("social_pension"), birth_date=date(1951, 1, 1))
    days = (date(2025, 12, 31), date(2026, 1, 1))
    assert [outcome(replace(near_poor, day=day))["benefit_share"] for day in days] == [95, 100]
    assert [outcome(replace(pension, day=day))["benefit_share"] for day in days] == [80, 100]
    assert outcome(replace(pension, birth_date=None))["benefit_answer"] == "cannot_tell"


def test_support_after_leaving_the_list_ends_after_36_months() -> None:
    left = replace(ANYBODY, is_ethnic_minority=True, place_left_difficult_on=date(2023, 7, 1))
    assert _said(replace(left, day=EVE), "paying", "state_share") == ("minority_exit", 70)
    assert _paying(left) == "household"


@pytest.mark.parametrize(
    ("province", "person", "expected"),
    [
        ("15", replace(ANYBODY, birth_date=_born(60)), (0, 56_925, 56_925)),
        ("15", replace(ANYBODY, birth_date=_born(75)), (0, 0, 113_850)),
        ("15", replace(ANYBODY, birth_date=_born(60), is_permanent=False), (0, 0, 113_850)),
        ("15", replace(ANYBODY, living="near_poor"), (79_695, 34_155, 0)),
        ("15", replace(ANYBODY, living="near_poor", place_poor_commune=True), (113_850, 0, 0)),
        ("15", ANYBODY.with_titles("special_minority"), (0, 113_850, 0)),
        ("31", replace(ANYBODY, birth_date=_born(74)), (0, 113_850, 0)),
        ("31", replace(ANYBODY, living="farm_average"), (34_155, 22_770, 56_925)),
        ("31", ANYBODY.with_titles("hiv", "student"), (56_925, 56_925, 0)),
        ("31", ANYBODY.with_titles("waste_collector"), (0, 79_695, 34_155)),
        ("79", replace(ANYBODY, birth_date=_born(65)), (0, 113_850, 0)),
        ("79", replace(ANYBODY, birth_date=_born(64)), (0, 0, 113_850)),
        ("79", ANYBODY.with_titles("student", "general_pupil"), (56_925, 56_925, 0)),
        ("92", replace(ANYBODY, birth_date=_born(60), living="farm_average"), (34_155, 79_695, 0)),
        ("92", ANYBODY.with_titles("prestige_person"), (0, 113_850, 0)),
        ("25", ANYBODY, (0, 22_770, 91_080)),
        ("25", replace(ANYBODY, member_n=2), (0, 0, 79_695)),
    ],
)
def test_provinces_add_to_it(province: str, person: Person, expected: tuple[int, ...]) -> None:
    assert (
        _said(replace(person, province_code=province), "state_vnd", "province_vnd", "person_vnd") == expected
    )


def test_resolutions_begin_on_their_day() -> None:
    elder = replace(ANYBODY, birth_date=date(1956, 1, 1), province_code="79")
    days = (date(2025, 11, 13), date(2025, 11, 14))
    assert [outcome(replace(elder, day=day))["province_vnd"] for day in days] == [0, 105_300]


@pytest.mark.parametrize(
    ("born", "asked", "end"),
    [
        (date(2020, 9, 30), TODAY, date(2026, 10, 1)),
        (date(2020, 10, 1), TODAY, date(2026, 11, 1)),
        (date(2019, 12, 31), TODAY, date(2026, 1, 1)),
        (date(2020, 2, 29), TODAY, date(2026, 10, 1)),
        (date(2019, 10, 20), date(2025, 8, 14), date(2025, 10, 20)),
        (date(2019, 5, 20), date(2025, 8, 14), date(2025, 10, 1)),
    ],
)
def test_the_end_of_a_childs_card(born: date, asked: date, end: date) -> None:
    assert child_card_end(born, asked) == end


def test_the_state_pays_for_a_child_until_72_months() -> None:
    child = replace(ANYBODY, birth_date=date(2020, 7, 1))
    assert _said(replace(child, day=EVE), "state_vnd") == (105_300,)
    made = outcome(child)
    assert (made["paying"], made["premium_month_vnd"], made["benefit_share"]) == ("child_under_6", 0, 100)
    assert "child_card_runs_on" in made["codes"] - outcome(replace(child, day=EVE))["codes"]
    assert _paying(replace(child, day=date(2026, 10, 1))) == "household"


@pytest.mark.parametrize(("gap", "wait"), [(-10, None), (0, None), (1, 0), (89, 0), (90, 30), (91, 30)])
def test_ninety_days_without_cover_bring_thirty_days_of_waiting(gap: int, wait: int | None) -> None:
    last = TODAY - timedelta(gap)
    begins = cover_start("household", TODAY, last)
    assert begins == (last if wait is None else TODAY + timedelta(wait))
    assert cover_start("employee", TODAY, last) == (last if gap <= 0 else TODAY)


def test_cover_starts_for_newcomers_and_by_decision() -> None:
    assert cover_start("student", TODAY, None) == date(2026, 7, 31)
    assert cover_start("employee", TODAY, None) == TODAY
    assert cover_start("poor_household", TODAY, None) is None
    assert cover_start("poor_household", TODAY, None, decided_on=EVE) == EVE
    assert cover_start("child_under_6", TODAY, None, birth=date(2026, 5, 1)) == date(2026, 5, 1)
    assert cover_start("household", date(2025, 6, 30), date(2025, 3, 30)) == date(2025, 7, 30)
    assert cover_start("household", date(2025, 6, 29), date(2025, 3, 30)) == date(2025, 6, 29)


def test_money_paid_ahead() -> None:
    said = [
        paid_ahead(slug) for slug in ("student", "farm_average", "household", "merit", "near_poor", "artisan")
    ]
    assert said == ["no_change", "no_change", "no_change", "adjust_from_change", "silent", "silent"]
    assert paid_ahead("near_poor", is_fully_supported=True) == "adjust_from_change"


def test_five_years_bear_gaps_of_ninety_days() -> None:
    first = (date(2021, 7, 1), date(2025, 12, 1))
    for gap, since in ((90, date(2021, 7, 1)), (91, date(2025, 12, 1) + timedelta(91))):
        again = first[1] + timedelta(gap)
        spells = [first, (again, date(2027, 1, 1))]
        assert continuous_since(spells, TODAY) == since
    assert five_years_on([first, (date(2025, 12, 1), date(2027, 1, 1))], TODAY) == TODAY
    assert continuous_since([first], TODAY) is None


def test_the_co_payment_that_is_still_to_come_after_the_base_salary_changed() -> None:
    paid = [(date(2026, 3, 1), 13_000_000)]
    cap = copay_cap(paid, date(2020, 1, 1), TODAY)
    assert (cap.threshold - cap.paid, cap.is_exempt) == (1_124_444, False)
    exact = copay_cap([*paid, (TODAY, 1_124_444)], date(2020, 1, 1), TODAY)
    assert not exact.is_exempt, "strictly more"
    assert copay_cap([*paid, (TODAY, 1_124_445)], date(2020, 1, 1), TODAY).is_exempt
    assert copay_cap([], None, TODAY).threshold == 15_180_000


@pytest.mark.parametrize(
    ("day", "amount", "is_exempt"),
    [
        (EVE, 14_040_000, False),
        (EVE, 14_040_001, True),
        (TODAY, 14_040_000, True),
        (TODAY, 14_039_999, False),
    ],
)
def test_six_months_reached_before_the_change_are_enough_after_it(
    day: date, amount: int, *, is_exempt: bool
) -> None:
    assert copay_cap([(date(2026, 2, 1), amount)], date(2020, 1, 1), day).is_exempt is is_exempt
    assert not copay_cap([(date(2026, 2, 1), amount)], date(2026, 12, 1), day).is_exempt


@pytest.mark.parametrize(
    ("visit", "share"),
    [
        ({"facility_level": "basic", "points": 60}, 4000),
        ({"facility_level": "basic", "points": 60, "day": EVE}, 0),
        ({"facility_level": "basic", "points": 49}, 8000),
        ({"facility_level": "basic", "points": 60, "is_inpatient": True}, 8000),
        ({"facility_level": "basic", "points": 60, "facility_was": "district"}, 8000),
        ({"facility_level": "basic", "points": 30, "facility_was": "province"}, 4000),
        ({"facility_level": "specialised", "facility_was": "central"}, 0),
        ({"facility_level": "specialised", "facility_was": "central", "is_inpatient": True}, 3200),
        ({"facility_level": "specialised", "facility_was": "province", "is_inpatient": True}, 8000),
        ({"facility_level": "specialised", "facility_was": "province"}, 4000),
        ({"facility_level": "specialised", "facility_was": "central", "route": "emergency"}, 8000),
        ({"facility_level": "specialised", "facility_was": "central", "is_rare_disease": True}, 8000),
        ({"facility_level": "specialised", "is_inpatient": True, "lives_in_hardship": True}, 8000),
        ({"facility_level": "primary"}, 10000),
        ({"facility_level": "basic", "points": 60, "cost_vnd": 379_499}, 5000),
        ({"facility_level": "basic", "route": "in_route", "cost_vnd": 379_499}, 10000),
        ({"facility_level": "basic", "route": "in_route", "cost_vnd": 379_500}, 8000),
        ({"facility_level": "basic", "route": "in_route", "cost_vnd": 351_000, "day": EVE}, 8000),
    ],
)
def test_what_the_fund_pays_of_a_visit(visit: dict[str, Any], share: int) -> None:
    usual: dict[str, Any] = {"benefit_share": 80, "day": TODAY, "cost_vnd": 5_000_000, "route": "self"}
    assert visit_share(Visit(**(usual | visit))) == share


def test_late_money_costs_three_hundredths_of_a_percent_a_day() -> None:
    assert late_interest(date(2026, 1, 31), date(2026, 2, 10), 100_000_000).amount == 300_000
    assert late_interest(date(2026, 1, 31), date(2026, 1, 31), 100_000_000).amount == 0
    old = late_interest(date(2025, 5, 31), date(2025, 7, 10), 10_000_000)
    assert (old.amount, old.days, old.days_not_computed) == (30_000, 10, 30)


@pytest.mark.parametrize(
    ("duty", "status"),
    [
        ({}, "on_time"),
        ({"paid_percent": 50}, "late"),
        ({"paid_percent": 0, "is_urged": True, "day": date(2026, 4, 1)}, "late"),  # 60 days
        ({"paid_percent": 0, "is_urged": True, "day": date(2026, 4, 2)}, "evasion"),  # 61 days
        ({"paid_percent": 0, "is_urged": False, "day": date(2026, 4, 2)}, "late"),
        ({"paid_percent": 0, "is_urged": True, "day": TODAY, "is_force_majeure": True}, "late"),
        ({"paid_percent": 0, "is_urged": True, "day": TODAY, "arises_before_new_law": True}, "late"),
        ({"is_under_declared": True, "is_force_majeure": True}, "evasion"),
        ({"list_deadline": date(2026, 1, 31)}, "late"),
        ({"list_deadline": date(2026, 1, 31), "day": date(2026, 4, 2)}, "evasion"),
        ({"list_deadline": date(2026, 1, 31), "listed_on": date(2026, 1, 30)}, "on_time"),
        ({"paid_percent": 0, "day": date(2026, 1, 31)}, "on_time"),
    ],
)
def test_late_is_not_evasion(duty: dict[str, Any], status: str) -> None:
    usual: dict[str, Any] = {"due_on": date(2026, 1, 31), "day": date(2026, 2, 10)}
    assert employer_status(Duty(**(usual | duty))) == status
