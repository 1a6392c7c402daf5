"""Published figures: how they are read, checked, and compared across rows."""

from toandan.registers.published_figure.register import INTAKE

__all__ = ["INTAKE"]
