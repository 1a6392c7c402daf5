"""How each register is taken in, by the register's name."""

from __future__ import annotations

from toandan.registers.employment import EMPLOYMENT_INTAKE
from toandan.registers.intake import RegisterIntake
from toandan.registers.participation import PARTICIPATION_INTAKE
from toandan.registers.place_list import PLACE_LIST_INTAKE
from toandan.registers.plan import PLAN_INTAKE
from toandan.registers.population import POPULATION_INTAKE
from toandan.registers.population_figure import POPULATION_FIGURE_INTAKE
from toandan.registers.published_figure import PUBLISHED_FIGURE_INTAKE
from toandan.registers.school import SCHOOL_INTAKE
from toandan.registers.social_protection import SOCIAL_PROTECTION_INTAKE
from toandan.schemas.registers import register_named

INTAKES: dict[str, RegisterIntake] = {
    intake.register.name: intake
    for intake in (
        POPULATION_INTAKE,
        PARTICIPATION_INTAKE,
        PLAN_INTAKE,
        POPULATION_FIGURE_INTAKE,
        PUBLISHED_FIGURE_INTAKE,
        SOCIAL_PROTECTION_INTAKE,
        PLACE_LIST_INTAKE,
        SCHOOL_INTAKE,
        EMPLOYMENT_INTAKE,
    )
}


def intake_of(name: str) -> RegisterIntake:
    """How the register of that name is taken in; raises Usage naming the ones we know."""
    return INTAKES[register_named(name).name]
