"""How each register is taken in, by the register's name: its folder beside this file says so."""

from __future__ import annotations

from importlib import import_module

from toandan.registers.intake import RegisterIntake
from toandan.schemas.registers import REGISTERS, register_named


def _told_by_its_folder(name: str) -> RegisterIntake:
    """``INTAKE`` of ``registers/<name>``, so that no list beside ``schemas.registers`` has to be kept."""
    found = import_module(f"toandan.registers.{name}").INTAKE
    if not isinstance(found, RegisterIntake) or found.register is not REGISTERS[name]:
        raise TypeError(f"toandan.registers.{name}.INTAKE does not take the register {name!r} in")
    return found


INTAKES: dict[str, RegisterIntake] = {name: _told_by_its_folder(name) for name in REGISTERS}


def intake_of(name: str) -> RegisterIntake:
    """How the register of that name is taken in; raises Usage naming the ones we know."""
    return INTAKES[register_named(name).name]
