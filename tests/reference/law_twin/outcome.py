"""Everything the law says of one person on one day: the row of ``core_outcome__entity_person``."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reference.law_twin.benefit import benefit
from tests.reference.law_twin.codes import Answered, codes
from tests.reference.law_twin.cover import cover_start
from tests.reference.law_twin.fitting import fitting
from tests.reference.law_twin.money import Premium, premium
from tests.reference.law_twin.order import may_choose, missing, national_support, placed
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import category_set
from toandan.schemas.facts import PAYERS


def choices_of(person: Person) -> int:
    """The categories the law lets the person choose, as a set."""
    fits = {slug for slug, known in fitting(person).items() if known}
    return category_set(may_choose(placed(fits, person), fits, person))


def outcome(person: Person) -> dict[str, Any]:
    """The outcome of one person, column by column; ``codes`` is a set."""
    answers = fitting(person)
    fits = {slug for slug, known in answers.items() if known}
    place = placed(fits, person)
    choices, lacking = may_choose(place, fits, person), missing(answers, person)
    paying = person.chosen if person.chosen in choices else place.paying
    share, money = benefit(answers, person), premium(paying, person)
    return {
        "person_id": person.person_id,
        "day": person.day,
        "fits": category_set(fits),
        "unknown": category_set(slug for slug, known in answers.items() if known is None),
        "paying": paying,
        "may_choose": category_set(choices),
        "answer": "cannot_tell" if lacking else "known",
        "missing": category_set(lacking),
        "benefit_share": share.share,
        "benefit_category": share.category,
        "benefit_answer": "known" if share.is_known else "cannot_tell",
        **_money(money, person.months),
        "cover_start": _cover(paying, person),
        "codes": codes(person, Answered(place, choices, lacking, paying, share, money)),
    }


def _money(money: Premium, months: int) -> dict[str, Any]:
    parts = {name: None if money.month is None else money.parts.get(name, 0) for name in PAYERS}
    person = parts["person_vnd"]
    return {
        "missing_fact": money.missing_fact,
        "ladder_percent": money.ladder_percent,
        "state_share": money.state_share,
        "local_item": money.help.article if money.help else "",
        "premium_month_vnd": money.month,
        **parts,
        "premium_period_vnd": None if money.month is None else money.month * months,
        "person_period_vnd": None if person is None else person * months,
    }


def _cover(paying: str, person: Person) -> date | None:
    """First day of cover; None where nobody pays, or a decision counts."""
    if not paying:
        return None
    last, is_full = person.last_cover_end, paying == "near_poor" and national_support(paying, person) == 100
    return cover_start(paying, person.day, last, birth=person.birth_date, is_fully_supported=is_full)
