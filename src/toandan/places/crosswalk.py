"""From the units of one vintage to those of another, with the share that went each way.

No published source says how many people of a split commune went where. The share is an
estimate (equal parts unless the data say better) and always carries the interval it may
lie in; only a commune that went whole has a certain share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from toandan.places.errors import UnknownVintage
from toandan.places.explain import long_day
from toandan.places.load import PlaceBook, shipped, unknown_vintage
from toandan.places.read import LinkRow

_NONE, _WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Link:
    """Part of an old unit that lies in a new one.

    ``weight`` is the share of the old unit's people counted to the new one; the weights of
    one old unit sum to exactly 1. The truth lies in [``low``, ``high``].
    """

    old_vintage: date
    old_code: str
    new_vintage: date
    new_code: str
    is_split: bool
    weight: Fraction
    low: Fraction
    high: Fraction
    is_estimated: bool


class Crosswalk:
    """The links between two vintages, ready to be asked from either side."""

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = tuple(sorted(links, key=lambda link: (link.old_code, link.new_code)))
        self._by_old = _grouped((link.old_code, link) for link in self.links)
        self._by_new = _grouped((link.new_code, link) for link in self.links)

    def successors(self, code: str) -> tuple[Link, ...]:
        """Where an old unit went."""
        return tuple(self._by_old.get(code, ()))

    def predecessors(self, code: str) -> tuple[Link, ...]:
        """What a new unit was made of."""
        return tuple(self._by_new.get(code, ()))


def crosswalk_of(book: PlaceBook, frm: date, to: date) -> Crosswalk:
    """The crosswalk of a place book; raises UnknownVintage, also when asked backwards."""
    steps = _steps(tuple(one.day for one in book.vintages), frm, to)
    if not steps:
        leaves = book.atlas(frm).leaves_under("VN")
        return Crosswalk([_link(frm, unit.code, to, unit.code, _WHOLE, is_split=False) for unit in leaves])
    hops = [
        [_from_row(row) for row in book.links if (row.old_vintage, row.new_vintage) == step] for step in steps
    ]
    joined = hops[0]
    for hop in hops[1:]:
        joined = compose(joined, hop)
    return Crosswalk(joined)


def compose(first: Sequence[Link], second: Sequence[Link]) -> list[Link]:
    """Two crosswalks in a row as one: shares multiply along a path and add over paths."""
    onward = _grouped((link.old_code, link) for link in second)
    paths: dict[tuple[str, str], list[tuple[Link, Link]]] = defaultdict(list)
    for one in first:
        for two in onward.get(one.new_code, ()):
            paths[one.old_code, two.new_code].append((one, two))
    parts = {key: _along(found) for key, found in paths.items()}
    count = _grouped((old, new) for old, new in parts)
    old_day, new_day = first[0].old_vintage, second[0].new_vintage
    return [
        Link(old_day, old, new_day, new, len(count[old]) > 1, *shares, is_estimated=shares[1] != shares[2])
        for (old, new), shares in parts.items()
    ]


def links(old_vintage: date, new_vintage: date) -> tuple[Link, ...]:
    """Every link between two vintages, ordered by (old code, new code)."""
    return _shipped_crosswalk(old_vintage, new_vintage).links


def successors(code: str, frm: date, to: date) -> tuple[Link, ...]:
    """Where the commune ``code`` of vintage ``frm`` went by vintage ``to``.

    Raises UnknownPlace when ``frm`` has no such unit, UnknownVintage for an unknown or
    reversed pair. A unit that is no smallest unit (a province, a district with communes)
    has no links of its own: ask for its communes.
    """
    shipped().atlas(frm).unit(code)
    return _shipped_crosswalk(frm, to).successors(code)


def predecessors(code: str, frm: date, to: date) -> tuple[Link, ...]:
    """What the commune ``code`` of vintage ``to`` was made of in vintage ``frm``; errors as above."""
    shipped().atlas(to).unit(code)
    return _shipped_crosswalk(frm, to).predecessors(code)


@lru_cache(maxsize=16)
def _shipped_crosswalk(frm: date, to: date) -> Crosswalk:
    return crosswalk_of(shipped(), frm, to)


def _steps(known: tuple[date, ...], frm: date, to: date) -> list[tuple[date, date]]:
    for day in (frm, to):
        if day not in known:
            raise unknown_vintage(day, known)
    if frm > to:
        raise UnknownVintage(
            what=f"the crosswalk runs forwards, from {long_day(to)} to {long_day(frm)}",
            where="place data",
            why="the older vintage was given last",
            do="give the older vintage first; predecessors answers the way back",
        )
    path = known[known.index(frm) : known.index(to) + 1]
    return list(pairwise(path))


def _from_row(row: LinkRow) -> Link:
    return _link(
        row.old_vintage, row.old_code, row.new_vintage, row.new_code, row.weight, is_split=row.is_split
    )


def _link(old: date, old_code: str, new: date, new_code: str, weight: Fraction, *, is_split: bool) -> Link:
    low = _NONE if is_split else _WHOLE
    return Link(old, old_code, new, new_code, is_split, weight, low, _WHOLE, is_estimated=is_split)


def _along(paths: Sequence[tuple[Link, Link]]) -> tuple[Fraction, Fraction, Fraction]:
    weight = sum((one.weight * two.weight for one, two in paths), _NONE)
    low = sum((one.low * two.low for one, two in paths), _NONE)
    high = sum((one.high * two.high for one, two in paths), _NONE)
    # All of the old unit meets again in the new one, whatever the shares on the way were.
    return weight, _WHOLE if weight == _WHOLE else low, min(high, _WHOLE)


def _grouped[Key, Value](pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
