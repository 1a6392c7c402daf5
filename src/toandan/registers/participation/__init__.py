"""The participation register: how it is read, checked, and compared across rows."""

from toandan.registers.participation.register import INTAKE

__all__ = ["INTAKE"]
