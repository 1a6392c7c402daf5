"""The law for whole people with OpenFisca: under which of thirteen categories they take part, who pays, what it is worth.

Everything is known of these people, they have no title but three, and they live where no province adds
anything. Holds since July 2025. Written from the articles; nothing here is taken from the law's data
or from our rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from tests.reference.openfisca_rules import FORMULAS, PARAMETERS, PERSON, rounded, variable

# In the order of Article 12.
TAKES_PART = (
    "employee",
    "pensioner",
    "child_under_6",
    "poor_household",
    "minority_near_poor",
    "minority_difficult",
    "extremely_difficult",
    "island",
    "safe_zone",
    "near_poor",
    "student",
    "farm_average",
    "household",
)
EMPLOYEE, PENSIONER, CHILD, *_, SAFE_ZONE, NEAR_POOR, STUDENT, FARM, HOUSEHOLD = range(len(TAKES_PART))
LIVING = ("none", "poor", "near_poor", "farm_average")
NO_LIVING, POOR_LIVING, NEAR_POOR_LIVING, FARM_LIVING = range(len(LIVING))
CHILD_MONTHS, SEPTEMBER, MONTHS_A_YEAR = 72, 9, 12
TITLES = ("employee", "pensioner", "student")
# OpenFisca's variable → the column of the facts, and of the outcome.
FLAGS = {
    "is_minority": "is_ethnic_minority",
    "is_permanent": "is_permanent",
    "in_poor_commune": "place_poor_commune",
    "in_minority_mountain": "place_minority_mountain",
    "in_difficult": "place_difficult",
    "in_extremely_difficult": "place_extremely_difficult",
    "in_island": "place_island",
    "in_safe_zone": "place_safe_zone",
}
NUMBERS = {"wage": "wage_vnd", "pension": "pension_vnd", "member_n": "member_n", "months": "months"}
ANSWERS = {
    "benefit_share": "benefit_share",
    "premium": "premium_month_vnd",
    "employer_vnd": "employer_vnd",
    "employee_vnd": "employee_vnd",
    "si_agency_vnd": "si_agency_vnd",
    "state_vnd": "state_vnd",
    "person_vnd": "person_vnd",
    "premium_period_vnd": "premium_period_vnd",
    "person_period_vnd": "person_period_vnd",
}
INPUTS: dict[str, type] = {
    "birth": date,
    "living": int,
    **dict.fromkeys([f"is_{title}" for title in TITLES], bool),
    **dict.fromkeys(FLAGS, bool),
    **dict.fromkeys(NUMBERS, int),
}


def _age_months(person: Any, period: Any) -> Any:
    birth = person("birth", period)
    month = birth.astype("M8[M]")
    begun = (birth - month).astype(int) > period.start.day - 1
    return _month(period) - month.astype(int) - begun


def _has_child_card(person: Any, period: Any) -> Any:
    """Decree 188/2025 Art 13.2: to September of the year of six, or the month of 72 months."""
    birth = person("birth", period)
    to_september = birth.astype("M8[Y]").astype("M8[M]").astype(int) + CHILD_MONTHS + SEPTEMBER - 1
    return _month(period) <= np.maximum(to_september, birth.astype("M8[M]").astype(int) + CHILD_MONTHS)


def _near_poor_support(person: Any, period: Any, parameters: Any) -> Any:
    law = parameters(period)
    return np.where(person("in_poor_commune", period), law.poor_commune_support, law.near_poor_support)


def _supported_as(person: Any, period: Any, parameters: Any) -> Any:
    """Law Art 13.5.g: of clause 4 the best supported, the first of equals; none is of a household."""
    law, living = parameters(period), person("living", period)
    fits = [living == NEAR_POOR_LIVING, person("is_student", period), living == FARM_LIVING]
    levels = [person("near_poor_support", period), law.student_support, law.farm_support]
    offered = np.stack([np.where(fit, level, -1) for fit, level in zip(fits, levels, strict=True)])
    return np.where(offered.max(axis=0) < 0, HOUSEHOLD, NEAR_POOR + offered.argmax(axis=0))


def _takes_part(person: Any, period: Any) -> Any:
    """Law Art 13.5: pensioners stay with the agency; then the first of clauses 1 to 3; then clauses 4 and 5."""
    living, is_minority = person("living", period), person("is_minority", period)
    fits = [
        person("is_pensioner", period),
        person("is_employee", period),
        person("has_child_card", period),
        living == POOR_LIVING,
        (living == NEAR_POOR_LIVING) & is_minority & person("in_minority_mountain", period),
        is_minority & person("in_difficult", period),
        person("in_extremely_difficult", period),
        person("in_island", period),
        person("in_safe_zone", period) & person("is_permanent", period),
    ]
    return np.select(fits, [PENSIONER, EMPLOYEE, *range(CHILD, NEAR_POOR)], person("supported_as", period))


def _benefit_share(person: Any, period: Any) -> Any:
    """Law Art 22.1, 22.2: the highest of all that fit; near-poor people at 100 percent since 2026."""
    takes_part, living = person("takes_part", period), person("living", period)
    whole = _is_clause_3(takes_part) | (living == POOR_LIVING) | (living == NEAR_POOR_LIVING)
    for place in ("has_child_card", "in_extremely_difficult", "in_island"):
        whole = whole | person(place, period)
    whole = whole | (person("in_safe_zone", period) & person("is_permanent", period))
    whole = whole | (person("is_minority", period) & person("in_difficult", period))
    return np.select([whole, takes_part == PENSIONER], [100, 95], 80)


def _premium(person: Any, period: Any, parameters: Any) -> Any:
    """Law Art 13.1, 13.6, 14.5: rate and base, for households their ladder; a child above 72 months costs nothing."""
    law, takes_part = parameters(period), person("takes_part", period)
    is_older = (takes_part == CHILD) & (person("age_months", period) >= CHILD_MONTHS)
    of_pension = rounded(person("pension", period).astype(np.int64) * law.rate_per_1000, 1000)
    kinds = [is_older, takes_part == EMPLOYEE, takes_part == PENSIONER, takes_part == HOUSEHOLD]
    amounts = [0, person("wage_premium", period), of_pension, person("household_premium", period)]
    return np.select(kinds, amounts, person("base_premium", period))


def _employer_vnd(person: Any, period: Any) -> Any:
    """Law Art 13.1.a: two thirds."""
    of_worker = rounded(2 * person("premium", period).astype(np.int64), 3)
    return np.where(person("takes_part", period) == EMPLOYEE, of_worker, 0)


def _employee_vnd(person: Any, period: Any) -> Any:
    rest = person("premium", period) - person("employer_vnd", period)
    return np.where(person("takes_part", period) == EMPLOYEE, rest, 0)


def _si_agency_vnd(person: Any, period: Any) -> Any:
    return np.where(person("takes_part", period) == PENSIONER, person("premium", period), 0)


def _state_vnd(person: Any, period: Any, parameters: Any) -> Any:
    """Decree 188/2025 Art 6.6: all for clause 3, a share for clause 4."""
    law, takes_part = parameters(period), person("takes_part", period)
    shares = [person("near_poor_support", period), law.student_support, law.farm_support]
    kinds = [takes_part == one for one in (NEAR_POOR, STUDENT, FARM)]
    share = np.select([_is_clause_3(takes_part), *kinds], [100, *shares], 0)
    return rounded(person("premium", period).astype(np.int64) * share, 100)


def _person_vnd(person: Any, period: Any) -> Any:
    rest = person("premium", period) - person("state_vnd", period)
    return np.where(person("takes_part", period) >= NEAR_POOR, rest, 0)


def _premium_period_vnd(person: Any, period: Any) -> Any:
    return person("premium", period).astype(np.int64) * person("months", period)


def _person_period_vnd(person: Any, period: Any) -> Any:
    return person("person_vnd", period).astype(np.int64) * person("months", period)


def _is_clause_3(takes_part: Any) -> Any:
    return (takes_part >= CHILD) & (takes_part <= SAFE_ZONE)


def _month(period: Any) -> int:
    return int((period.start.year - 1970) * MONTHS_A_YEAR + period.start.month - 1)


KINDS = {"has_child_card": bool}
BETWEEN = {
    "age_months": _age_months,
    "has_child_card": _has_child_card,
    "near_poor_support": _near_poor_support,
    "supported_as": _supported_as,
    **{name: FORMULAS[name] for name in ("wage_premium", "base_premium", "household_premium")},
}
ASKED = {
    "takes_part": _takes_part,
    "benefit_share": _benefit_share,
    "premium": _premium,
    "employer_vnd": _employer_vnd,
    "employee_vnd": _employee_vnd,
    "si_agency_vnd": _si_agency_vnd,
    "state_vnd": _state_vnd,
    "person_vnd": _person_vnd,
    "premium_period_vnd": _premium_period_vnd,
    "person_period_vnd": _person_period_vnd,
}


def simulation(month: str, inputs: Mapping[str, Any]) -> Any:
    """A simulation that holds the inputs (one array each, one value a person) for that month."""
    system = TaxBenefitSystem([PERSON])
    system.parameters = ParameterNode("", data=PARAMETERS)
    system.add_variables(*(variable(name, kind) for name, kind in INPUTS.items()))
    system.add_variables(
        *(variable(name, KINDS.get(name, int), formula=rule) for name, rule in {**BETWEEN, **ASKED}.items())
    )
    return SimulationBuilder().build_from_variables(
        system, {name: {month: values} for name, values in inputs.items()}
    )
