"""OpenFisca, an engine for such rules that nobody here wrote, agrees on premium and support."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from tests.generative.law_households import AMOUNTS, HIGH_AMOUNTS
from tests.reference.law_twin.outcome import outcome
from tests.reference.law_twin.person import Person
from tests.reference.openfisca_rules import MONTHS, computed

PEOPLE = 40


@pytest.mark.parametrize("month", MONTHS)
def test_openfisca_and_the_plain_reading_agree(month: str) -> None:
    draw, day = Random(month), date.fromisoformat(f"{month}-01")  # noqa: S311  (test data)
    wages = [draw.choice((*AMOUNTS, *HIGH_AMOUNTS, draw.randint(0, 60_000_000))) for _ in range(PEOPLE)]
    places = [draw.randint(1, 9) for _ in range(PEOPLE)]
    is_poor = [draw.random() < 0.5 for _ in range(PEOPLE)]
    theirs = computed(month, {"wage": wages, "member_n": places, "in_poor_commune": is_poor})
    for n in range(PEOPLE):
        somebody = Person(day=day, wage_vnd=wages[n], member_n=places[n], place_poor_commune=is_poor[n])
        assert {name: values[n] for name, values in theirs.items()} == _ours(somebody)


def _ours(person: Person) -> dict[str, int]:
    worker, household = outcome(person.with_titles("employee")), outcome(person)
    near_poor = outcome(replace(person, living="near_poor"))
    return {
        "wage_premium": worker["premium_month_vnd"],
        "employer_part": worker["employer_vnd"],
        "base_premium": near_poor["premium_month_vnd"],
        "household_premium": household["person_vnd"],
        "student_pays": outcome(person.with_titles("student"))["person_vnd"],
        "farm_pays": outcome(replace(person, living="farm_average"))["person_vnd"],
        "near_poor_pays": near_poor["person_vnd"],
    }
