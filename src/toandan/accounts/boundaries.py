"""Where every commune of every map lies on the map of one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

import pyarrow as pa

from toandan.places.crosswalk import links
from toandan.places.load import atlas
from toandan.places.vintage import known_vintages

SCHEMA = pa.schema(
    [
        ("vintage", pa.date32()),
        ("commune_code", pa.string()),
        ("to_code", pa.string()),
        ("targets_n", pa.int64()),
        ("share_num", pa.int64()),
        ("share_den", pa.int64()),
    ]
)
KEPT, KEPT_GROUNDS = 16, 256
type Shares = Mapping[str, Mapping[str, Fraction]]


def place_links(vintage: date) -> pa.Table:
    """One row per commune of any known map and commune of ``vintage`` it shares ground with.

    ``share_num / share_den`` is the estimated share of its people that is counted there,
    with one denominator per commune; ``targets_n`` says over how many communes it is
    spread: with 1 it went whole and nothing is estimated. From a newer map to an older one
    the share of each predecessor is estimated by how much of it went into the commune.
    """
    rows = [row for day in known_vintages() for row in _rows(day, shares_between(day, vintage))]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@lru_cache(maxsize=KEPT)
def shares_between(frm: date, to: date) -> Shares:
    """Per commune of ``frm`` the communes of ``to`` and the share of it counted to each; they sum to 1."""
    if frm == to:
        return {unit.code: {unit.code: Fraction(1)} for unit in atlas(frm).leaves_under("VN")}
    shares: dict[str, dict[str, Fraction]] = defaultdict(dict)
    if frm < to:
        for link in links(frm, to):
            shares[link.old_code][link.new_code] = link.weight
        return dict(shares)
    for link in links(to, frm):
        shares[link.new_code][link.old_code] = link.weight
    return {code: _normal(parts) for code, parts in shares.items()}


def _normal(parts: dict[str, Fraction]) -> dict[str, Fraction]:
    mass = sum(parts.values(), Fraction(0))
    return {code: weight / mass for code, weight in parts.items()}


def _rows(vintage: date, shares: Shares) -> Iterator[dict[str, object]]:
    for code, parts in sorted(shares.items()):
        common = lcm(*(weight.denominator for weight in parts.values()))
        for to_code, weight in sorted(parts.items()):
            yield {
                "vintage": vintage,
                "commune_code": code,
                "to_code": to_code,
                "targets_n": len(parts),
                "share_num": int(weight * common),
                "share_den": common,
            }


@lru_cache(maxsize=KEPT_GROUNDS)
def ground(vintage: date, code: str, to: date) -> frozenset[str]:
    """The communes of the map ``to`` that a place of the map ``vintage`` shares ground with."""
    leaves = {unit.code for unit in atlas(vintage).leaves_under(code)}
    if vintage == to:
        return frozenset(leaves)
    shares = shares_between(vintage, to)
    return frozenset(target for leaf in leaves for target in shares.get(leaf, ()))
