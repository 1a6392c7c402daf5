"""The population register: how it is read, checked, and compared across rows."""

from toandan.registers.population.register import INTAKE

__all__ = ["INTAKE"]
