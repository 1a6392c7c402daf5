"""Plans and targets: how they are read, checked, and compared across rows."""

from toandan.registers.plan.register import PLAN_INTAKE

__all__ = ["PLAN_INTAKE"]
