"""OpenFisca, an engine for such rules that nobody here wrote, agrees on premium and support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.generative.law_households import AMOUNTS, HIGH_AMOUNTS
from tests.reference.law_twin.outcome import outcome
from tests.reference.law_twin.person import Person
from tests.reference.openfisca_people import ANSWERS, FLAGS, LIVING, NUMBERS, TAKES_PART, TITLES, simulation
from tests.reference.openfisca_rules import MONTHS, computed

PEOPLE = 40
WHOLE_PEOPLE = 400


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


@pytest.mark.parametrize("month", ["2026-01", "2026-06", "2026-07", "2027-12"])
def test_openfisca_and_the_plain_reading_agree_on_whole_people(month: str) -> None:
    draw, day = Random(month), date.fromisoformat(f"{month}-01")  # noqa: S311  (test data)
    people = [_somebody(draw, day) for _ in range(WHOLE_PEOPLE)]
    run = simulation(month, _inputs(people))
    theirs = {ours: run.calculate(name, month).tolist() for name, ours in ANSWERS.items()}
    takes_part = [TAKES_PART[number] for number in run.calculate("takes_part", month).tolist()]
    assert len(set(takes_part)) > len(TAKES_PART) / 2
    for n, person in enumerate(people):
        found = outcome(person)
        assert takes_part[n] == found["paying"]
        assert {name: values[n] for name, values in theirs.items()} == {name: found[name] for name in theirs}


def _somebody(draw: Random, day: date) -> Person:
    title = draw.choice((*TITLES, None, None, None))
    age = draw.choice((timedelta(days=draw.randint(0, 33_000)), timedelta(days=draw.randint(2_000, 2_600))))
    told: dict[str, Any] = {
        "living": draw.choice(LIVING),
        **{name: draw.random() < 0.1 for name in FLAGS.values()},
        **{name: draw.randint(0, 60_000_000) for name in ("wage_vnd", "pension_vnd")},
        "member_n": draw.randint(1, 7),
        "months": draw.choice((3, 6, 12)),
    }
    somebody = Person(day=day, birth_date=day - age, **told)
    return somebody.with_titles(title) if title else somebody


def _inputs(people: Sequence[Person]) -> dict[str, Any]:
    plain = {**FLAGS, **NUMBERS}
    return {
        "birth": np.array([one.birth_date for one in people], "datetime64[D]"),
        "living": [LIVING.index(one.living or "none") for one in people],
        **{f"is_{title}": [bool(one.title(title)) for one in people] for title in TITLES},
        **{name: [getattr(one, ours) for one in people] for name, ours in plain.items()},
    }
