"""One map: every unit of one vintage, and the ways to ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from toandan.places import explain
from toandan.places.index import NameIndex
from toandan.places.unit import COUNTRY_ALIASES, COUNTRY_CODE, Level, Unit

_NEXT_LEVEL = {
    Level.COUNTRY: Level.PROVINCE,
    Level.PROVINCE: Level.COMMUNE,
    Level.DISTRICT: Level.COMMUNE,
    Level.COMMUNE: Level.COMMUNE,
}


class Atlas:
    """The places of one vintage.

    Codes are those of this vintage: two digits a province, three a district, five a
    commune, "VN" (or "00") the whole country. ``peers`` gives the atlases of all
    vintages, oldest first; it is asked only to explain an unknown code or name.
    """

    def __init__(self, vintage: date, units: Sequence[Unit], peers: Callable[[], tuple[Atlas, ...]]) -> None:
        self.vintage = vintage
        self.peers = peers
        self._units = {unit.code: unit for unit in units}
        self._indexes: dict[str, NameIndex] = {}

    @cached_property
    def _by_parent(self) -> dict[str, list[Unit]]:
        grouped: dict[str, list[Unit]] = defaultdict(list)
        for code in sorted(self._units):
            parent = self._units[code].parent_code
            if parent is not None:
                grouped[parent].append(self._units[code])
        return grouped

    def units(self, level: Level | None = None) -> tuple[Unit, ...]:
        """All units of a level (default: of every level but the country), in order of code."""
        wanted = (self._units[code] for code in sorted(self._units) if code != COUNTRY_CODE)
        return tuple(unit for unit in wanted if level is None or unit.level is level)

    def country(self) -> Unit:
        """The whole country as a unit, code "VN"."""
        return self._units[COUNTRY_CODE]

    def get(self, code: str) -> Unit | None:
        """The unit of a code, or None."""
        return self._units.get(COUNTRY_CODE if code in COUNTRY_ALIASES else code)

    def unit(self, code: str, level: Level | None = None) -> Unit:
        """The unit of a code; raises UnknownPlace saying where and when the code existed."""
        found = self.get(code)
        if found is None or level not in (None, found.level):
            raise explain.unknown_code(self, code, level)
        return found

    def province_of(self, code: str) -> Unit:
        """The province a commune or district lies in, or the province itself."""
        return self._ancestor(code, Level.PROVINCE)

    def district_of(self, code: str) -> Unit | None:
        """The district a commune lay in; None once districts are gone."""
        return next((unit for unit in self.line(code) if unit.level is Level.DISTRICT), None)

    def line(self, code: str) -> tuple[Unit, ...]:
        """The unit and all that contain it, from the unit up to the country."""
        steps = [self.unit(code)]
        while steps[-1].parent_code is not None:
            steps.append(self._units[steps[-1].parent_code])
        return tuple(steps)

    def children(self, code: str, level: Level | None = None) -> tuple[Unit, ...]:
        """The units inside a place, in order of code.

        A country gives its provinces, a province or district its communes; ``level``
        asks for another rung, such as the districts of a province before July 2025.
        """
        top = self.unit(code)
        wanted = level or _NEXT_LEVEL[top.level]
        return tuple(unit for unit in self._below(top.code) if unit.level is wanted)

    def communes_under(self, code: str) -> tuple[Unit, ...]:
        """The communes of a place; a commune gives itself."""
        top = self.unit(code)
        return (top,) if top.level is Level.COMMUNE else self.children(code, Level.COMMUNE)

    def leaves_under(self, code: str) -> tuple[Unit, ...]:
        """The smallest units of a place: its communes and, before July 2025, the five
        island districts that had none (Bạch Long Vĩ, Cồn Cỏ, Hoàng Sa, Lý Sơn, Côn Đảo)."""
        top = self.unit(code)
        found = (top, *self._below(top.code))
        return tuple(unit for unit in found if unit.code not in self._by_parent)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether ``inner`` is ``outer`` or lies inside it; both must exist."""
        return self.unit(outer) in self.line(inner)

    def overlaps(self, first: str, second: str) -> bool:
        """Whether two places share ground: one contains the other."""
        return self.contains(first, second) or self.contains(second, first)

    def find(self, text: str, *, within: str | None = None) -> Unit:
        """The one unit a text names, inside ``within`` (a code) or anywhere.

        Every usual spelling works, with or without the kind; a kind ("huyện Bảo Thắng")
        narrows the search. Raises AmbiguousPlace naming the candidates, or UnknownPlace
        naming near ones and where else the name exists.
        """
        found = self.matches(text, within=within)
        if len(found) == 1:
            return found[0]
        problem = explain.ambiguous if found else explain.unknown_name
        raise problem(self, text, within, found)

    def matches(self, text: str, *, within: str | None = None) -> tuple[Unit, ...]:
        """All units a text names, in order of code; accents are believed before they are dropped."""
        return self.index(within or COUNTRY_CODE).exact(text)

    def index(self, within: str) -> NameIndex:
        """The names strictly inside a place (for the country: all, itself included)."""
        top = self.unit(within)
        if top.code not in self._indexes:
            inside = tuple(self._units.values()) if top.level is Level.COUNTRY else self._below(top.code)
            self._indexes[top.code] = NameIndex(inside)
        return self._indexes[top.code]

    def _below(self, code: str) -> tuple[Unit, ...]:
        found: list[Unit] = []
        for child in self._by_parent.get(code, ()):
            found.append(child)
            found.extend(self._below(child.code))
        return tuple(sorted(found, key=lambda unit: unit.code))

    def _ancestor(self, code: str, level: Level) -> Unit:
        steps = [unit for unit in self.line(code) if unit.level is level]
        if not steps:
            raise explain.no_such_rung(self, code, level)
        return steps[0]
