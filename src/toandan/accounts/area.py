"""The area accounts are drawn up for: one place, or several together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toandan.accounts.boundaries import ground
from toandan.accounts.closed import ClosedMonth
from toandan.errors import BadInput
from toandan.places.atlas import Atlas
from toandan.places.load import atlas
from toandan.places.unit import COUNTRY_CODE, Level


@dataclass(frozen=True, slots=True)
class Area:
    """Places of one map that share no ground, and the communes they are made of, in order of code."""

    vintage: date
    codes: tuple[str, ...]
    communes: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code, or the codes joined by commas."""
        return ",".join(self.codes)

    @property
    def name(self) -> str:
        """The full name, or the names joined by commas."""
        return ", ".join(atlas(self.vintage).unit(code).full_name for code in self.codes)

    @property
    def is_one_place(self) -> bool:
        """Whether it is a single unit of the map."""
        return len(self.codes) == 1

    @property
    def enclosing(self) -> tuple[str, ...]:
        """The codes of the places that contain all of it, nearest first; itself, if it is one place."""
        lines = [[unit.code for unit in atlas(self.vintage).line(code)] for code in self.codes]
        return tuple(code for code in lines[0] if all(code in line for line in lines))


def area_of(vintage: date, codes: Sequence[str]) -> Area:
    """The area of some codes of a map.

    Raises UnknownPlace for a code that is not on it, BadInput when two of the places overlap.
    """
    on_map = atlas(vintage)
    chosen = tuple(sorted({on_map.unit(code).code for code in codes}))
    for position, first in enumerate(chosen):
        for second in chosen[position + 1 :]:
            _refuse_overlap(on_map, first, second)
    communes = {leaf.code for code in chosen for leaf in on_map.leaves_under(code)}
    return Area(vintage, chosen, tuple(sorted(communes)))


def _refuse_overlap(on_map: Atlas, first: str, second: str) -> None:
    if on_map.overlaps(first, second):
        raise BadInput(
            what=f"{first} and {second} overlap",
            where="--place",
            why="the people of the smaller place would be counted twice",
            do="name places that lie apart",
        )


def area_of_registers(closed: ClosedMonth) -> Area:
    """The area whose population extracts a closing was made from; the default of its accounts."""
    vintage, scopes = closed.vintage, [one.scope for one in closed.used("population")]
    if all(day == vintage for day, _ in scopes):
        return area_of(vintage, [code for _, code in scopes])
    communes = {commune for day, code in scopes for commune in ground(day, code, vintage)}
    on_map = atlas(vintage)
    return area_of(vintage, sorted({on_map.province_of(commune).code for commune in communes}))


def is_country(area: Area) -> bool:
    """Whether the area is the whole country, so that nothing needs to be left out."""
    return atlas(area.vintage).unit(area.codes[0]).level is Level.COUNTRY or area.codes == (COUNTRY_CODE,)
