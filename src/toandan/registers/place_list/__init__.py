"""Lists of communes: how they are read and checked."""

from toandan.registers.place_list.register import INTAKE

__all__ = ["INTAKE"]
