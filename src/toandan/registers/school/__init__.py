"""Pupils and students: how they are read and checked."""

from toandan.registers.school.register import INTAKE

__all__ = ["INTAKE"]
