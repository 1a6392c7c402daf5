"""The words of the law: categories in Article 12 order, titles, their sets."""

from __future__ import annotations

import re

import pytest

from toandan.errors import BadInput
from toandan.schemas.categories import (
    CATEGORIES,
    CATEGORY,
    category_named,
    category_set,
    category_slugs,
    clause_slugs,
)
from toandan.schemas.facts import OUTCOME, PAYERS
from toandan.schemas.titles import TITLES, title_named, title_set, title_slugs

POINTS = "abcdđeghiklmnopqrstu"


def test_places_follow_article_12_and_numbers_are_given_once() -> None:
    assert [one.place for one in CATEGORIES] == list(range(len(CATEGORIES)))
    assert sorted(one.number for one in CATEGORIES) == list(range(len(CATEGORIES)))
    assert [one.clause for one in CATEGORIES] == sorted(one.clause for one in CATEGORIES)
    assert CATEGORIES[0].slug == "employee"
    assert CATEGORIES[-1].slug == "other"


@pytest.mark.parametrize("clause", [1, 2, 3, 4, 5])
def test_points_come_in_order_and_the_decree_after_them(clause: int) -> None:
    places = []
    for one in CATEGORIES:
        if one.clause == clause:
            match = re.fullmatch(rf"Art 12\.{clause}\.(.)", one.article)
            decree = re.fullmatch(r"Decree 188/2025 Art 5\.(\d)", one.article)
            assert match or decree, one
            places.append(POINTS.index(match[1]) if match else 100 + int(decree[1]) if decree else -1)
    assert places == sorted(places)


def test_how_many_there_are() -> None:
    assert [len(clause_slugs(clause)) for clause in (1, 2, 3, 4, 5)] == [10, 6, 29, 10, 4]
    assert [one.number for one in TITLES] == list(range(len(TITLES)))
    assert len({one.slug for one in TITLES}) == len(TITLES)


def test_sets_and_words_are_one_thing() -> None:
    bits = category_set(["near_poor", "employee"])
    assert bits == 1 | 1 << CATEGORY["near_poor"].number
    assert category_slugs(bits) == ("employee", "near_poor")
    assert title_slugs(title_set(["student", "pensioner"])) == ("pensioner", "student")
    assert clause_slugs(5, 2)[:1] == ("pensioner",)


def test_a_strange_word_is_told() -> None:
    with pytest.raises(BadInput, match="no category 'rich'"):
        category_named("rich")
    with pytest.raises(BadInput, match="no title 'king'"):
        title_named("king")


def test_the_payers_sum_to_the_premium() -> None:
    assert [identity.parts for identity in OUTCOME.identities] == [PAYERS]
    assert len(PAYERS) == 6


# Files and lakes hold these numbers, 0 and on. A word that moves here makes every set kept so far mean
# something else: add words at the end, change none.
CATEGORY_NUMBERS = """
employee unpaid_manager foreign_employee part_time_employee business_owner civil_servant commune_part_timer
defence_worker defence_relative cipher_relative pensioner long_allowance leave_14_days ex_commune_cadre_si
unemployed rubber_worker officer conscript foreign_cadet reserve_trainee standing_militia merit deputy
child_under_6 martyr_relative merit_relative military_relative organ_donor foreign_scholar poor_household
minority_near_poor minority_difficult extremely_difficult island ex_commune_cadre_budget ex_loss_capacity
social_allowance survivor_75 survivor_near_poor_70 social_pension monthly_allowance safe_zone
artisan_low_income resistance command_trainee near_poor student security_force farm_average village_health
village_part_timer minority_exit artisan trafficking_victim mine_victim household charity unpaid_leave other
"""
TITLE_NUMBERS = """
employee unpaid_manager foreign_employee part_time_employee business_owner civil_servant commune_part_timer
defence_worker defence_relative cipher_relative pensioner long_allowance leave_14_days ex_commune_cadre_si
unemployed rubber_worker officer conscript foreign_cadet reserve_trainee standing_militia merit deputy
martyr_relative merit_relative military_relative organ_donor foreign_scholar ex_commune_cadre_budget
ex_loss_capacity social_allowance survivor_allowance social_pension monthly_allowance artisan
artisan_income_below_base resistance command_trainee student security_force village_health village_part_timer
trafficking_victim mine_victim charity unpaid_leave blind_association hiv party_badge_40 waste_collector
special_minority general_pupil party_badge_30 prestige_person
"""


def test_numbers_once_given_stay() -> None:
    by_number = sorted(CATEGORIES, key=lambda one: one.number)
    assert [one.slug for one in by_number] == CATEGORY_NUMBERS.split()
    assert [one.slug for one in TITLES] == TITLE_NUMBERS.split()
