"""Contracts of work: how they are read and checked."""

from toandan.registers.employment.register import EMPLOYMENT_INTAKE

__all__ = ["EMPLOYMENT_INTAKE"]
