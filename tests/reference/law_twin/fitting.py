"""Which categories of Article 12 a person fits on a day: yes, no or not known, one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.reference.law_twin.days import age, between, child_card_end, months_after
from tests.reference.law_twin.figures import ALWAYS, BEGINS, SURVIVOR_AGE
from tests.reference.law_twin.person import Person
from tests.reference.law_twin.truth import Known, all_of, any_of, negated

from toandan.schemas.categories import CATEGORIES, CATEGORY

type Answers = dict[str, Known]
OLDEST = 200


def fitting(person: Person) -> Answers:
    """Every category with its answer; a category that does not yet exist is a no."""
    answers: Answers = {}
    for slug in _ORDER:
        known = _answer(slug, person, answers)
        answers[slug] = known if BEGINS.get(slug, ALWAYS) <= person.day else False
    return answers


def _answer(slug: str, person: Person, answers: Answers) -> Known:
    if slug in _FACTS:
        return _FACTS[slug](person)
    return _REST[slug](person, answers) if slug in _REST else person.title(slug)


def _child(person: Person) -> Known:
    if person.birth_date is None:
        return None
    return person.day < child_card_end(person.birth_date, person.day)


def _survivor_old(person: Person) -> Known:
    years = age(person.birth_date, person.day)
    return all_of(person.title("survivor_allowance"), between(SURVIVOR_AGE.on(person.day), years, OLDEST))


def _survivor_near_poor(person: Person) -> Known:
    years = age(person.birth_date, person.day)
    return all_of(person.title("survivor_allowance"), between(70, years, 75), person.lives("near_poor"))


def _within(day: date, start: date | None, months: int, *, is_known: bool) -> Known:
    if start is None:
        return False if is_known else None
    return start <= day < months_after(start, months)


def _minority_exit(person: Person) -> Known:
    left = person.place_left_difficult_on
    return all_of(person.is_ethnic_minority, _within(person.day, left, 36, is_known=person.place_left_known))


def _trafficking(person: Person) -> Known:
    confirmed = person.trafficking_confirmed_on
    return all_of(person.title("trafficking_victim"), _within(person.day, confirmed, 12, is_known=False))


_FACTS: dict[str, Callable[[Person], Known]] = {
    "child_under_6": _child,
    "poor_household": lambda p: p.lives("poor"),
    "near_poor": lambda p: p.lives("near_poor"),
    "farm_average": lambda p: p.lives("farm_average"),
    "minority_near_poor": lambda p: all_of(
        p.lives("near_poor"), p.is_ethnic_minority, p.place_minority_mountain
    ),
    "minority_difficult": lambda p: all_of(p.is_ethnic_minority, p.place_difficult),
    "extremely_difficult": lambda p: p.place_extremely_difficult,
    "island": lambda p: p.place_island,
    "safe_zone": lambda p: all_of(p.place_safe_zone, p.is_permanent),
    "survivor_75": _survivor_old,
    "survivor_near_poor_70": _survivor_near_poor,
    "minority_exit": _minority_exit,
    "trafficking_victim": _trafficking,
}


def _elsewhere(answers: Answers, clauses: tuple[int, ...], *but: str) -> Known:
    """Whether the person fits any category of these clauses answered so far, apart from some."""
    return any_of(
        known for slug, known in answers.items() if CATEGORY[slug].clause in clauses and slug not in but
    )


def _defence_relative(person: Person, answers: Answers) -> Known:
    """Law Art 12.1.i: only where 12.1 a to h, 12.2 and 12.3 say nothing."""
    other = _elsewhere(answers, (1, 2, 3), "cipher_relative")
    return all_of(person.title("defence_relative"), negated(other))


def _artisan_low_income(person: Person, answers: Answers) -> Known:
    """Decree 188/2025 Art 5.3: only outside 12.1 to 12.3."""
    return all_of(
        person.title("artisan"),
        person.title("artisan_income_below_base"),
        negated(_elsewhere(answers, (1, 2, 3))),
    )


def _mine_victim(person: Person, answers: Answers) -> Known:
    """Decree 188/2025 Art 5.4: only outside 12.1 to 12.3."""
    return all_of(person.title("mine_victim"), negated(_elsewhere(answers, (1, 2, 3))))


def _household(person: Person, _: Answers) -> Known:
    """Everybody has a household but those who live in an establishment (Law Art 12.5 a and b)."""
    return negated(person.title("charity"))


def _other(_: Person, answers: Answers) -> Known:
    return negated(any_of(answers[slug] for slug in ("charity", "unpaid_leave", "household")))


# Answered after the others and in this order, because each looks at those before it.
_REST: dict[str, Callable[[Person, Answers], Known]] = {
    "defence_relative": _defence_relative,
    "artisan_low_income": _artisan_low_income,
    "mine_victim": _mine_victim,
    "household": _household,
    "other": _other,
}
_ORDER = (*(one.slug for one in CATEGORIES if one.slug not in _REST), *_REST)
