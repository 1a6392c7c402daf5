"""The premium of a month and who pays it (Law Art 13, 14; Decree 188/2025 Art 6), in whole đồng."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from tests.reference.law_twin.days import months_after
from tests.reference.law_twin.figures import (
    BASE_SALARY,
    LADDER,
    RATE_TENTHS,
    WAGE_CAP_TIMES,
    WAGE_FLOOR_TIMES,
)
from tests.reference.law_twin.local import Help, local_help
from tests.reference.law_twin.order import national_support
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import CATEGORY

WAGE_EARNERS = frozenset(
    [
        "employee",
        "unpaid_manager",
        "foreign_employee",
        "part_time_employee",
        "business_owner",
        "civil_servant",
        "defence_worker",
        "officer",
    ]
)
SHARED = frozenset(
    [
        "employee",
        "foreign_employee",
        "part_time_employee",
        "civil_servant",
        "commune_part_timer",
        "defence_worker",
    ]
)
SELF_PAID = ("unpaid_manager", "business_owner")
EMPLOYER_ALONE = ("defence_relative", "cipher_relative")
OTHER_BASES = {"pensioner": "pension", "unemployed": "benefit"}


def half_up(amount: Fraction) -> int:
    """Whole đồng; half a đồng goes up."""
    return int(amount + Fraction(1, 2))


def percent(amount: int, share: int) -> int:
    """That percent of an amount, in whole đồng."""
    return half_up(Fraction(amount * share, 100))


@dataclass(frozen=True, slots=True)
class Premium:
    """One month: its amount, who pays which part, and how it came about."""

    month: int | None = None
    parts: dict[str, int] = field(default_factory=dict)
    missing_fact: str = ""
    ladder_percent: int | None = None
    state_share: int | None = None
    help: Help | None = None


def premium(paying: str, person: Person) -> Premium:
    """The premium of a month under that category; without the amount it needs, none."""
    if not paying:
        return Premium()
    if paying == "child_under_6" and is_six(person):
        return Premium(month=0)
    base, lacking = _base(paying, person)
    state_share = national_support(paying, person) if CATEGORY[paying].clause == 4 else None
    ladder = _ladder(paying, person)
    if base is None:
        return Premium(missing_fact=lacking)
    month = half_up(Fraction(base * RATE_TENTHS.on(person.day), 1000))
    month = month if ladder is None else percent(month, ladder)
    given = local_help(paying, person, state_share or 0)
    parts = _parts(paying, month, state_share or 0, given)
    return Premium(month, parts, "", ladder, state_share, given)


def is_six(person: Person) -> bool:
    """Whether the child has completed 72 months: the state owes nothing any more."""
    return person.birth_date is not None and months_after(person.birth_date, 72) <= person.day


def _base(paying: str, person: Person) -> tuple[int | None, str]:
    salary = BASE_SALARY.on(person.day)
    if paying in WAGE_EARNERS:
        floor, cap = (times.on(person.day) * salary for times in (WAGE_FLOOR_TIMES, WAGE_CAP_TIMES))
        wage = person.wage_vnd
        return (None, "wage") if wage is None else (min(max(wage, floor), cap), "")
    if paying in OTHER_BASES:
        fact = OTHER_BASES[paying]
        return (person.pension_vnd if fact == "pension" else person.benefit_vnd), fact
    return salary, ""


def _ladder(paying: str, person: Person) -> int | None:
    """Percent of the household's step; somebody whose place is not known counts as the first."""
    if paying != "household":
        return None
    return LADDER[min(person.member_n or 1, len(LADDER)) - 1]


def _parts(paying: str, month: int, state_share: int, given: Help | None) -> dict[str, int]:
    clause = CATEGORY[paying].clause
    if paying in SHARED:
        employer = half_up(Fraction(month * 2, 3))
        return {"employer_vnd": employer, "employee_vnd": month - employer}
    if paying in EMPLOYER_ALONE:
        return {"employer_vnd": month}
    if paying in SELF_PAID:
        return {"person_vnd": month}
    if clause == 2:
        return {"si_agency_vnd": month}
    if clause == 3:
        return {"state_vnd": month}
    state = percent(month, state_share)
    province = min(percent(month, given.added(state_share)), month - state) if given else 0
    return {"state_vnd": state, "province_vnd": province, "person_vnd": month - state - province}
