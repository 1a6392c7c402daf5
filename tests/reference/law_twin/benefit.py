"""What share of the cost the fund pays: the highest of the categories that fit (Law Art 22.1, 22.2)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reference.law_twin.days import age
from tests.reference.law_twin.figures import FULL_BENEFIT, HIGH_BENEFIT, LEVELS_2026, NEW_LAW, SINCE_NEW_LAW
from tests.reference.law_twin.fitting import Answers
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import CATEGORIES

FULL, HIGH, USUAL = 100, 95, 80


@dataclass(frozen=True, slots=True)
class Benefit:
    """Percent (None where nothing is known to fit), the category it comes from, and whether that could still be higher."""

    share: int | None
    category: str
    is_known: bool


def levels(slug: str, person: Person) -> tuple[int, int]:
    """The lowest and the highest percent the category may give; they differ where an age is not known."""
    if slug in FULL_BENEFIT:
        return FULL, FULL
    if slug == "near_poor" and person.day >= LEVELS_2026:
        return FULL, FULL
    if slug == "social_pension" and person.day >= LEVELS_2026:
        return _of_social_pension(age(person.birth_date, person.day))
    is_high = slug in HIGH_BENEFIT and (slug not in SINCE_NEW_LAW or person.day >= NEW_LAW)
    return (HIGH, HIGH) if is_high else (USUAL, USUAL)


def _of_social_pension(years: int | None) -> tuple[int, int]:
    if years is None:
        return USUAL, FULL
    return (FULL, FULL) if years >= 75 else (USUAL, USUAL)


def benefit(answers: Answers, person: Person) -> Benefit:
    """The benefit of the person on the day."""
    share, category = 0, ""
    for slug in (one.slug for one in CATEGORIES if answers[one.slug]):
        lowest, _ = levels(slug, person)
        if lowest > share:
            share, category = lowest, slug
    possible = [levels(slug, person)[1] for slug, known in answers.items() if known is not False]
    return Benefit(share or None, category, is_known=max(possible, default=0) <= share)
