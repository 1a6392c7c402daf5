"""Lists of people and households: how they are read and checked."""

from toandan.registers.social_protection.register import INTAKE

__all__ = ["INTAKE"]
