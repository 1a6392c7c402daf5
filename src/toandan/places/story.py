"""What became of any place, and what it was made of: communes, districts, provinces alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from toandan.places.crosswalk import Link, predecessors, successors
from toandan.places.load import atlas
from toandan.places.unit import Unit
from toandan.places.vintage import known_vintages

_NONE, _WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Part:
    """One unit on another map that shares ground with the place asked for.

    ``share`` is the part of the *old* side's people that lie in the new one: of the place
    asked for when looking forwards, of ``unit`` when looking back. It lies in
    [``low``, ``high``]. ``is_whole``: ``unit`` lies in the place with all its ground.
    ``communes_n`` counts the communes of the place that meet in it.
    """

    unit: Unit
    share: Fraction
    low: Fraction
    high: Fraction
    is_estimated: bool
    is_whole: bool
    communes_n: int


def became(unit: Unit) -> tuple[Part, ...]:
    """The communes of the newest map that a place of an older map lies in now, by code.

    For a district or province the share counts every old commune alike, so it is an
    estimate unless all went to one commune. A place of the newest map became nothing else.
    """
    newest = known_vintages()[-1]
    if unit.vintage == newest:
        return ()
    leaves = [leaf.code for leaf in atlas(unit.vintage).leaves_under(unit.code)]
    reached = _by_code((one.new_code, one) for old in leaves for one in successors(old, unit.vintage, newest))
    inside = frozenset(leaves)
    return tuple(_forward(newest, code, reached[code], inside) for code in sorted(reached))


def was(unit: Unit) -> tuple[Part, ...]:
    """The communes of the map before that a place was made of, by code; none before the first map."""
    before = [day for day in known_vintages() if day < unit.vintage]
    if not before:
        return ()
    leaves = [leaf.code for leaf in atlas(unit.vintage).leaves_under(unit.code)]
    origins = _by_code(
        (one.old_code, one) for new in leaves for one in predecessors(new, before[-1], unit.vintage)
    )
    return tuple(_backward(before[-1], code, origins[code]) for code in sorted(origins))


def _forward(newest: date, code: str, links: list[Link], inside: frozenset[str]) -> Part:
    origins = predecessors(code, links[0].old_vintage, newest)
    count = len(inside)
    share = sum((link.weight for link in links), _NONE) / count
    is_certain = share == _WHOLE or (count == 1 and not links[0].is_estimated)
    return Part(
        unit=atlas(newest).unit(code),
        share=share,
        low=share if is_certain else _NONE,
        high=_WHOLE,
        is_estimated=not is_certain,
        is_whole={link.old_code for link in origins} <= inside,
        communes_n=len(links),
    )


def _backward(before: date, code: str, links: list[Link]) -> Part:
    share = sum((link.weight for link in links), _NONE)
    is_certain = share == _WHOLE
    return Part(
        unit=atlas(before).unit(code),
        share=share,
        low=_WHOLE if is_certain else sum((link.low for link in links), _NONE),
        high=_WHOLE,
        is_estimated=not is_certain,
        is_whole=is_certain,
        communes_n=len(links),
    )


def _by_code(pairs: Iterable[tuple[str, Link]]) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for code, link in pairs:
        groups[code].append(link)
    return dict(groups)
