"""Pupils and students: how they are read and checked."""

from toandan.registers.school.register import SCHOOL_INTAKE

__all__ = ["SCHOOL_INTAKE"]
