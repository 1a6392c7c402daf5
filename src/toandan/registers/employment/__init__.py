"""Contracts of work: how they are read and checked."""

from toandan.registers.employment.register import INTAKE

__all__ = ["INTAKE"]
