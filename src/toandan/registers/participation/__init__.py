"""The participation register: how it is read, checked, and compared across rows."""

from toandan.registers.participation.register import PARTICIPATION_INTAKE

__all__ = ["PARTICIPATION_INTAKE"]
