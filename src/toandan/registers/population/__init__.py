"""The population register: how it is read, checked, and compared across rows."""

from toandan.registers.population.register import POPULATION_INTAKE

__all__ = ["POPULATION_INTAKE"]
