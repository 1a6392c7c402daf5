"""Published figures: how they are read, checked, and compared across rows."""

from toandan.registers.published_figure.register import PUBLISHED_FIGURE_INTAKE

__all__ = ["PUBLISHED_FIGURE_INTAKE"]
