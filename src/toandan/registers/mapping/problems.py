"""The errors of a mapping file, all of one form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from toandan.errors import BadInput


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which mapping file something stands."""

    file: str
    inside: str = ""

    def within(self, name: str) -> Place:
        """The place one step further in."""
        return Place(self.file, f"{self.inside}, {name}" if self.inside else name)

    def __str__(self) -> str:
        return f"{self.file}, {self.inside}" if self.inside else self.file


def unusable(place: Place, what: str, do: str, why: str = "") -> BadInput:
    """The error of one place in a mapping file."""
    return BadInput(what=f"the mapping cannot be used: {what}", where=str(place), why=why, do=do)


def check_known(place: Place, names: Collection[str], known: Collection[str], kind: str) -> None:
    """Raises BadInput naming what is not known."""
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = ", ".join(repr(name) for name in unknown)
        raise unusable(place, f"{kind} not known: {listed}", f"use one of: {', '.join(known)}")
