"""Lists of communes: how they are read and checked."""

from toandan.registers.place_list.register import PLACE_LIST_INTAKE

__all__ = ["PLACE_LIST_INTAKE"]
