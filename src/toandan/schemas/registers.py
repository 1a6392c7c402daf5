"""The registers we know, by name: the one place that lists them."""

from __future__ import annotations

from toandan.errors import Usage
from toandan.schemas.employment import EMPLOYMENT
from toandan.schemas.participation import PARTICIPATION
from toandan.schemas.payment import PAYMENT
from toandan.schemas.place_list import PLACE_LIST
from toandan.schemas.plan import PLAN
from toandan.schemas.population import POPULATION
from toandan.schemas.population_figure import POPULATION_FIGURE
from toandan.schemas.published_figure import PUBLISHED_FIGURE
from toandan.schemas.school import SCHOOL
from toandan.schemas.social_protection import SOCIAL_PROTECTION
from toandan.schemas.table import Register, Role, Table

REGISTERS: dict[str, Register] = {
    register.name: register
    for register in (
        POPULATION,
        PARTICIPATION,
        PLAN,
        POPULATION_FIGURE,
        PUBLISHED_FIGURE,
        SOCIAL_PROTECTION,
        PLACE_LIST,
        SCHOOL,
        EMPLOYMENT,
        PAYMENT,
    )
}


def register_named(name: str) -> Register:
    """The register of that name; raises Usage naming the ones we know."""
    if name not in REGISTERS:
        raise Usage(what=f"there is no register {name!r}", do=f"use one of: {', '.join(REGISTERS)}")
    return REGISTERS[name]


def of_role(*roles: Role) -> tuple[Register, ...]:
    """The registers with one of the roles, in the order in which they are listed."""
    return tuple(register for register in REGISTERS.values() if register.role in roles)


def feeding(table: Table) -> frozenset[str]:
    """The names of the registers that a published table of a closing is made from."""
    return frozenset(name for name, register in REGISTERS.items() if table in register.feeds)
