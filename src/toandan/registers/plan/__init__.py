"""Plans and targets: how they are read, checked, and compared across rows."""

from toandan.registers.plan.register import INTAKE

__all__ = ["INTAKE"]
