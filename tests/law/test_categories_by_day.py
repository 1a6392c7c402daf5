"""The categories as Article 12, 13 and 22 give them, and what changes on which day."""

from __future__ import annotations

from datetime import date

import pytest

from toandan.lawbook.law import shipped
from toandan.schemas.categories import CATEGORIES, CATEGORY

DAY = date(2025, 10, 31)
FULL = [
    "officer",
    "conscript",
    "foreign_cadet",
    "reserve_trainee",
    "standing_militia",
    "merit",
    "child_under_6",
    "martyr_relative",
    "poor_household",
    "minority_near_poor",
    "minority_difficult",
    "extremely_difficult",
    "island",
    "social_allowance",
    "survivor_75",
    "survivor_near_poor_70",
    "safe_zone",
    "resistance",
]
NINETY_FIVE = ["pensioner", "merit_relative", "near_poor", "minority_exit"]
WAGE = [
    "employee",
    "unpaid_manager",
    "foreign_employee",
    "part_time_employee",
    "business_owner",
    "civil_servant",
    "defence_worker",
    "officer",
]
NEW_IN_2025 = [
    "unpaid_manager",
    "part_time_employee",
    "business_owner",
    "cipher_relative",
    "leave_14_days",
    "standing_militia",
    "minority_near_poor",
    "survivor_near_poor_70",
    "social_pension",
    "monthly_allowance",
    "artisan_low_income",
    "command_trainee",
    "security_force",
    "village_health",
    "village_part_timer",
    "artisan",
    "trafficking_victim",
    "mine_victim",
]
PAYER = {
    "employer": ["defence_relative", "cipher_relative"],
    "person": ["unpaid_manager", "business_owner", "household", "charity", "unpaid_leave", "other"],
}


def level(slug: str, day: date) -> int:
    """The benefit of a category on a day."""
    benefit = shipped().categories[slug].benefit_at(day)
    assert benefit is not None
    return benefit.level


@pytest.mark.parametrize("slug", CATEGORY)
def test_the_benefit_of_october_2025(slug: str) -> None:
    assert level(slug, DAY) == (100 if slug in FULL else 95 if slug in NINETY_FIVE else 80)


def test_what_january_2026_changes_is_the_benefit_of_two_categories() -> None:
    law = shipped()
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    changed = [s for s, one in law.categories.items() if one.benefit_at(before) != one.benefit_at(after)]
    assert changed == ["social_pension", "near_poor"]
    assert (level("near_poor", before), level("near_poor", after)) == (95, 100)
    pension = law.categories["social_pension"].benefit_at(after)
    assert pension is not None
    assert pension.older is not None
    assert (pension.level, pension.older.age, pension.older.level) == (80, 75, 100)
    assert (
        shipped().at(after).number("support_near_poor")
        == shipped().at(before).number("support_near_poor")
        == 70
    )


@pytest.mark.parametrize("slug", CATEGORY)
def test_who_pays_on_what(slug: str) -> None:
    terms = shipped().categories[slug].terms_at(DAY)
    assert terms is not None
    clause = CATEGORY[slug].clause
    named = next((payer for payer, slugs in PAYER.items() if slug in slugs), None)
    by_clause = {1: "employer_and_employee", 2: "si_agency", 3: "state", 4: "state_and_person"}
    assert terms.payer == (named or by_clause[clause])
    special = {"pensioner": "pension", "unemployed": "unemployment_benefit"}
    assert terms.base == ("wage" if slug in WAGE else special.get(slug, "base_salary"))
    assert terms.support == (f"support_{slug}" if clause == 4 else None)


def test_categories_new_in_july_2025() -> None:
    before, after = shipped().at(date(2025, 6, 30)).categories, shipped().at(date(2025, 7, 1)).categories
    assert sorted(set(after) - set(before)) == sorted(NEW_IN_2025)
    assert set(after) == {one.slug for one in CATEGORIES}
    assert set(shipped().at(date(2023, 12, 3)).categories) - set(
        shipped().at(date(2023, 12, 2)).categories
    ) == {
        "safe_zone",
        "minority_exit",
    }


def test_what_a_change_of_base_salary_does_to_months_paid_ahead() -> None:
    rule = {slug: one.terms[-1].on_change for slug, one in shipped().categories.items()}
    assert {s for s, r in rule.items() if r == "no_change"} == {
        "student", "farm_average", "household", "charity", "unpaid_leave", "other",
    }  # fmt: skip
    assert {CATEGORY[s].clause for s, r in rule.items() if r == "adjust"} == {3}
    assert {CATEGORY[s].clause for s, r in rule.items() if r == "silent"} == {4}


@pytest.mark.parametrize(
    ("province", "day", "items"),
    [
        ("15", date(2025, 12, 31), 0),
        ("15", date(2026, 1, 1), 3),
        ("31", date(2026, 1, 1), 7),
        ("31", date(2030, 12, 31), 7),
        ("31", date(2031, 1, 1), 0),
        ("79", date(2025, 11, 13), 0),
        ("79", date(2025, 11, 14), 2),
        ("25", date(2026, 1, 1), 5),
        ("92", date(2025, 12, 9), 0),
        ("92", date(2025, 12, 10), 5),
        ("01", date(2026, 7, 1), 0),
    ],
)
def test_what_provinces_support_by_day(province: str, day: date, items: int) -> None:
    assert len(shipped().at(day).items_of(province)) == items


def test_a_code_of_the_card_leads_to_its_category() -> None:
    groups = shipped().at(DAY).groups
    assert groups["CN"].category == "near_poor"
    assert groups["GD"].category == "household"
    assert groups["TG"].category == ""
