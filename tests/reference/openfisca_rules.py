"""A handful of premium and support rules for OpenFisca: another engine, with its own dates and periods.

OpenFisca knows months and dated parameters by itself, so this says nothing of how we join figures
by day. Written from the articles; nothing here is taken from the law's data or from our rules.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERSON = build_entity(key="person", plural="persons", label="a person", is_person=True)
# A month of each year and each side of every change.
MONTHS = (
    "2018-12",
    "2019-06",
    "2019-07",
    "2020-02",
    "2021-12",
    "2023-06",
    "2023-07",
    "2024-06",
    "2024-07",
    "2025-06",
    "2025-07",
    "2025-12",
    "2026-01",
    "2026-06",
    "2026-07",
    "2027-12",
)

PARAMETERS = {
    "base_salary": {
        "2018-07-01": 1_390_000,
        "2019-07-01": 1_490_000,
        "2023-07-01": 1_800_000,
        "2024-07-01": 2_340_000,
        "2026-07-01": 2_530_000,
    },
    "rate_per_1000": {"2018-01-01": 45},
    "floor_times": {"2018-01-01": 0, "2025-07-01": 1},
    "cap_times": {"2018-01-01": 20},
    "student_support": {"2018-01-01": 30, "2025-07-01": 50},
    "near_poor_support": {"2018-01-01": 70},
    "poor_commune_support": {"2018-01-01": 100},
    "farm_support": {"2018-01-01": 30},
    "ladder": {
        "second": {"2018-01-01": 70},
        "third": {"2018-01-01": 60},
        "fourth": {"2018-01-01": 50},
        "later": {"2018-01-01": 40},
    },
}


def rounded(over: Any, under: int) -> Any:
    """Whole đồng, half a đồng up; in 64 bits, for the products pass 32."""
    return (2 * over + under) // (2 * under)


def _wage_premium(person: Any, period: Any, parameters: Any) -> Any:
    """Law Art 13.1.a, 14.5; the floor by Law 41/2024 Art 31.1.đ."""
    law = parameters(period)
    lowest, highest = law.floor_times * law.base_salary, law.cap_times * law.base_salary
    base = np.clip(person("wage", period).astype(np.int64), lowest, highest)
    return rounded(base * law.rate_per_1000, 1000)


def _employer_part(person: Any, period: Any) -> Any:
    """Law Art 13.1.a: two thirds."""
    return rounded(2 * person("wage_premium", period).astype(np.int64), 3)


def _base_premium(person: Any, period: Any, parameters: Any) -> Any:
    """Decree 188/2025 Art 6.4, 6.5."""
    law = parameters(period)
    return person.filled_array(rounded(law.base_salary * law.rate_per_1000, 1000))


def _household_premium(person: Any, period: Any, parameters: Any) -> Any:
    """Law Art 13.6: the ladder."""
    ladder, place = parameters(period).ladder, person("member_n", period)
    steps = [place == 1, place == 2, place == 3, place == 4]
    shares = np.select(steps, [100, ladder.second, ladder.third, ladder.fourth], ladder.later)
    return rounded(person("base_premium", period).astype(np.int64) * shares, 100)


def _student_pays(person: Any, period: Any, parameters: Any) -> Any:
    """Decree 188/2025 Art 6.6.đ."""
    return _own_part(person("base_premium", period), parameters(period).student_support)


def _farm_pays(person: Any, period: Any, parameters: Any) -> Any:
    """Decree 188/2025 Art 6.6.e."""
    return _own_part(person("base_premium", period), parameters(period).farm_support)


def _near_poor_pays(person: Any, period: Any, parameters: Any) -> Any:
    """Decree 188/2025 Art 6.6 a, b."""
    law, is_poor_place = parameters(period), person("in_poor_commune", period)
    share = np.where(is_poor_place, law.poor_commune_support, law.near_poor_support)
    return _own_part(person("base_premium", period), share)


def _own_part(premium: Any, share: Any) -> Any:
    return premium - rounded(premium.astype(np.int64) * share, 100)


INPUTS = {"wage": int, "member_n": int, "in_poor_commune": bool}
FORMULAS = {
    "wage_premium": _wage_premium,
    "employer_part": _employer_part,
    "base_premium": _base_premium,
    "household_premium": _household_premium,
    "student_pays": _student_pays,
    "farm_pays": _farm_pays,
    "near_poor_pays": _near_poor_pays,
}


def variable(name: str, value_type: type, **formula: Any) -> Any:
    """A monthly variable; OpenFisca takes its name from its class."""
    said = {"value_type": value_type, "entity": PERSON, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), said | formula)


def computed(month: str, inputs: dict[str, Any]) -> dict[str, list[int]]:
    """Every result for every person of the inputs (variable → one value a person) in that month."""
    system = TaxBenefitSystem([PERSON])
    system.parameters = ParameterNode("", data=PARAMETERS)
    system.add_variables(*(variable(name, kind) for name, kind in INPUTS.items()))
    system.add_variables(*(variable(name, int, formula=rule) for name, rule in FORMULAS.items()))
    given = {name: {month: values} for name, values in inputs.items()}
    simulation = SimulationBuilder().build_from_variables(system, given)
    return {name: simulation.calculate(name, month).tolist() for name in FORMULAS}
