"""Lists of people and households: how they are read and checked."""

from toandan.registers.social_protection.register import SOCIAL_PROTECTION_INTAKE

__all__ = ["SOCIAL_PROTECTION_INTAKE"]
