"""Population figures: how they are read, checked, and compared across rows."""

from toandan.registers.population_figure.register import POPULATION_FIGURE_INTAKE

__all__ = ["POPULATION_FIGURE_INTAKE"]
