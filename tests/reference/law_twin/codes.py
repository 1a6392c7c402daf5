"""Which sentences explain an outcome: every explanation code, told from the plain reading's own answers.

Unlike the rest of this folder it was written by somebody who had read the fast rules. The facts and answers
it tells from are the plain reading's, and which sentence belongs to which is told by the declared sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.reference.law_twin.benefit import Benefit
from tests.reference.law_twin.cover import BY_DECISION, is_boundary, is_interrupted
from tests.reference.law_twin.figures import BASE_SALARY, LADDER, NEW_LAW, WAGE_CAP_TIMES, WAGE_FLOOR_TIMES
from tests.reference.law_twin.local import might_help
from tests.reference.law_twin.money import (
    EMPLOYER_ALONE,
    OTHER_BASES,
    SELF_PAID,
    SHARED,
    WAGE_EARNERS,
    Premium,
    is_six,
)
from tests.reference.law_twin.order import Place, national_support
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import CATEGORY

ORDER = {1: "art_13_5_d", 2: "art_13_5_dd", 3: "art_13_5_c", 4: "art_13_5_a", 5: "art_13_5_g", 6: "art_12_5"}
BY_CLAUSE = {
    2: "paid_by_si_agency",
    3: "paid_by_state",
    4: "paid_by_state_and_person",
    5: "paid_by_person",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the plain reading answered of one person; ``paying`` is the category after a choice."""

    place: Place
    choices: set[str]
    lacking: set[str]
    paying: str
    share: Benefit
    money: Premium


def codes(person: Person, said: Answered) -> frozenset[str]:
    """Every code that explains the outcome."""
    found = {ORDER[said.place.rule], *_choice(person, said.choices), *_benefit(said)}
    if said.lacking:
        found.add("cannot_tell_paying")
    if said.paying:
        found |= {_payer(said.paying), _base(person, said), _cover(said.paying, person)}
        found |= {*_child(said.paying, person), *_ladder(said.paying, person), *_support(said, person)}
    return frozenset(found)


def _choice(person: Person, choices: set[str]) -> Iterator[str]:
    if person.chosen:
        yield "chosen" if person.chosen in choices else "choice_not_open"
    elif choices:
        yield "may_choose_household" if "household" in choices else "may_choose_support"


def _benefit(said: Answered) -> Iterator[str]:
    if said.share.share is not None:
        yield "art_22_1" if said.share.category == said.paying else "art_22_2"
    if not said.share.is_known:
        yield "cannot_tell_benefit"


def _payer(paying: str) -> str:
    if paying in SHARED:
        return "paid_by_employer_and_employee"
    if paying in EMPLOYER_ALONE:
        return "paid_by_employer"
    return "paid_by_person" if paying in SELF_PAID else BY_CLAUSE[CATEGORY[paying].clause]


def _base(person: Person, said: Answered) -> str:
    if said.money.missing_fact:
        return f"missing_{said.money.missing_fact}"
    if said.paying in OTHER_BASES:
        return f"base_{OTHER_BASES[said.paying]}"
    return _wage(person) if said.paying in WAGE_EARNERS else "base_salary"


def _wage(person: Person) -> str:
    salary, wage = BASE_SALARY.on(person.day), person.wage_vnd or 0
    if wage > salary * WAGE_CAP_TIMES.on(person.day):
        return "base_wage_cap"
    if person.day < NEW_LAW:
        return "base_wage_no_floor"
    return "base_wage_floor" if wage < salary * WAGE_FLOOR_TIMES.on(person.day) else "base_wage"


def _child(paying: str, person: Person) -> Iterator[str]:
    if paying == "child_under_6" and is_six(person):
        yield "child_card_runs_on"


def _ladder(paying: str, person: Person) -> Iterator[str]:
    if paying == "household":
        known = person.member_n is not None
        yield f"ladder_{min(person.member_n or 0, len(LADDER))}" if known else "ladder_unknown"


def _support(said: Answered, person: Person) -> Iterator[str]:
    state = national_support(said.paying, person) if CATEGORY[said.paying].clause == 4 else None
    if said.paying == "near_poor" and person.place_poor_commune is not False:
        yield "poor_commune" if person.place_poor_commune else "poor_commune_unknown"
    elif state is not None:
        yield "state_support"
    if said.money.help is not None:
        yield "local_support"
    elif might_help(said.paying, person, state or 0):
        yield "local_support_unknown"


def _cover(paying: str, person: Person) -> str:
    last, day = person.last_cover_end, person.day
    if paying == "child_under_6":
        return "cover_birth"
    if paying in BY_DECISION or (paying == "near_poor" and national_support(paying, person) == 100):
        return "cover_decision"
    if last is not None and day <= last:
        return "cover_consecutive"
    if is_boundary(paying, day, last):
        return "cover_boundary_90"
    waits = CATEGORY[paying].clause >= 4 and (last is None or is_interrupted(last, day))
    return "cover_wait" if waits else "cover_payment"
