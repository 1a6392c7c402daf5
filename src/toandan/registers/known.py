"""What a row is checked against: the day, the place, the codes in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import DateValue, Value

from toandan.places.atlas import Atlas
from toandan.places.crosswalk import links
from toandan.places.load import atlas, atlas_at, shipped
from toandan.places.unit import Unit

PLACES = "intake_places"
PLACE_SCHEMA = pa.schema(
    [
        ("place_vintage", pa.date32()),
        ("place_code", pa.string()),
        ("is_of_vintage", pa.bool_()),
        ("is_inside", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Known:
    """The extract's day and place, and the participation groups of any day.

    ``scope`` is a place code of the vintage in force on ``as_of``.
    """

    as_of: date
    scope: str
    groups: frozenset[str]

    @cached_property
    def atlas(self) -> Atlas:
        """The map in force on the extract's day."""
        return atlas_at(self.as_of)

    @property
    def vintage(self) -> date:
        """The vintage of that map."""
        return self.atlas.vintage

    def communes(self) -> pa.Table:
        """One row per vintage and commune code of any vintage, with the columns of ``PLACE_SCHEMA``.

        ``is_inside`` on an older map: some of the commune's ground lies in the scope.
        """
        leaves = {day: {unit.code for unit in atlas(day).leaves_under("VN")} for day in vintages()}
        inside = {day: self._leaves_inside(day) for day in vintages()}
        return _places(leaves, inside)

    def places(self) -> pa.Table:
        """As ``communes`` for units of every rung, on the map of the extract's day only."""
        everywhere = {day: _codes(atlas(day).units()) | {atlas(day).country().code} for day in vintages()}
        inside = {code for code in everywhere[self.vintage] if self.atlas.contains(self.scope, code)}
        return _places(everywhere, {self.vintage: inside})

    def _leaves_inside(self, day: date) -> set[str]:
        here = _codes(self.atlas.leaves_under(self.scope))
        if day == self.vintage:
            return here
        if day < self.vintage:
            return {link.old_code for link in links(day, self.vintage) if link.new_code in here}
        return {link.new_code for link in links(self.vintage, day) if link.old_code in here}


def vintages() -> tuple[date, ...]:
    """Every vintage we hold, oldest first."""
    return tuple(one.day for one in shipped().vintages)


def vintage_on(day: DateValue) -> Value:
    """``places.vintage_at`` for a column: the vintage in force on each day; empty where the day is."""
    known = shipped().vintages
    later = [(day >= ibis.literal(one.first_day), ibis.literal(one.day)) for one in reversed(known[1:])]
    return ibis.cases(*later, (day.notnull(), ibis.literal(known[0].day)))


def _codes(units: tuple[Unit, ...]) -> set[str]:
    return {unit.code for unit in units}


def _places(by_day: dict[date, set[str]], inside: dict[date, set[str]]) -> pa.Table:
    anywhere = pa.array(sorted(set().union(*by_day.values())), pa.string())
    parts = [
        [
            pa.repeat(pa.scalar(day, pa.date32()), len(anywhere)),
            anywhere,
            _among(anywhere, codes),
            _among(anywhere, inside.get(day, set())),
        ]
        for day, codes in by_day.items()
    ]
    return pa.concat_tables(pa.table(columns, schema=PLACE_SCHEMA) for columns in parts)


def _among(codes: pa.Array, wanted: set[str]) -> pa.Array:
    return pc.is_in(codes, pa.array(sorted(wanted), pa.string()))
