"""Population figures: how they are read, checked, and compared across rows."""

from toandan.registers.population_figure.register import INTAKE

__all__ = ["INTAKE"]
