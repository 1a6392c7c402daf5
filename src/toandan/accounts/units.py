"""An area unit by unit, in the columns in which offices report: the provinces of a country, else the communes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toandan.accounts.area import Area, area_of
from toandan.accounts.boundaries import ground
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.goals import plan_of
from toandan.accounts.rows import COUNTS, Parts
from toandan.places.load import atlas
from toandan.places.unit import Level, Unit
from toandan.schemas.closing import EXPIRY, PARTICIPANTS

EXPIRY_COUNTS = tuple(name for name in EXPIRY.names if name.endswith("_n"))
UNCONFIRMED_CLAUSE = 0
CLAUSES = (1, 2, 3, 4, 5, UNCONFIRMED_CLAUSE)
type Counts = Mapping[str, int]
type ByClause = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """One unit: its counts by name, participants by clause of Article 12 (0: not confirmed), and its plan.

    ``start_n`` are the participants at the start of the period on present boundaries, None where
    that month is not closed; ``expiry`` the lapsed and due, empty where the closing did not
    count them; ``has_register`` whether a population register of the closing covers its ground.
    """

    unit: Unit
    counts: Counts
    clauses: Mapping[int, int]
    start_n: int | None
    plan_n: int | None
    expiry: Counts = field(default_factory=dict)
    has_register: bool = True


def units_of(now: ClosedMonth, parts: Parts) -> tuple[UnitCounts, ...]:
    """The units of an area in order of code: provinces where it has several or is the country, else communes."""
    clauses, expiry = _clauses(now, parts), _expiry(now, parts)
    known = _registered(now)
    return tuple(
        _counted(
            unit, leaves=_leaves(parts.area, unit), parts=parts, clauses=clauses, expiry=expiry, known=known
        )
        for unit in _units(parts.area)
    )


def _units(area: Area) -> Sequence[Unit]:
    on_map = atlas(area.vintage)
    named = [on_map.unit(code) for code in area.codes]
    if len(named) == 1 and named[0].level is Level.COUNTRY:
        return on_map.units(Level.PROVINCE)
    if len(named) > 1 and all(unit.level is Level.PROVINCE for unit in named):
        return named
    return [on_map.unit(code) for code in area.communes]


def _leaves(area: Area, unit: Unit) -> tuple[str, ...]:
    return tuple(leaf.code for leaf in atlas(area.vintage).leaves_under(unit.code))


def _counted(
    unit: Unit,
    *,
    leaves: Sequence[str],
    parts: Parts,
    clauses: Mapping[str, ByClause],
    expiry: Mapping[str, Counts] | None,
    known: frozenset[str],
) -> UnitCounts:
    before = parts.before
    return UnitCounts(
        unit=unit,
        counts={name: sum(parts.communes[leaf][name] for leaf in leaves) for name in COUNTS},
        clauses={one: sum(clauses[leaf][one] for leaf in leaves if leaf in clauses) for one in CLAUSES},
        start_n=None if before is None else sum(before.get(leaf, 0) for leaf in leaves),
        plan_n=plan_of(area_of(parts.area.vintage, [unit.code]), dict(parts.plans)).value_n,
        expiry=_summed(expiry, leaves),
        has_register=not known.isdisjoint(leaves),
    )


def _summed(expiry: Mapping[str, Counts] | None, leaves: Iterable[str]) -> dict[str, int]:
    if expiry is None:
        return {}
    found = [expiry[leaf] for leaf in leaves if leaf in expiry]
    return {name: sum(one[name] for one in found) for name in EXPIRY_COUNTS}


def _registered(now: ClosedMonth) -> frozenset[str]:
    """The communes on whose ground a population register of the closing stands."""
    return frozenset(code for one in now.used("population") for code in ground(*one.scope, now.vintage))


def _clauses(now: ClosedMonth, parts: Parts) -> dict[str, dict[int, int]]:
    """Participants by commune and clause of the group's article; a code not in force is not confirmed."""
    clause_of = {code: group.clause for code, group in parts.groups.items()}
    cells = now.tables[PARTICIPANTS.name].cells
    by = [cells.coded("commune_code"), cells.coded("group_code")]
    found: dict[str, dict[int, int]] = defaultdict(lambda: dict.fromkeys(CLAUSES, 0))
    for (commune, group), counts in cells.sums(by, ["participants_n"]):
        found[commune][clause_of.get(group, UNCONFIRMED_CLAUSE)] += counts["participants_n"]
    return dict(found)


def _expiry(now: ClosedMonth, parts: Parts) -> dict[str, dict[str, Any]] | None:
    if EXPIRY.name not in now.tables:
        return None
    inside = set(parts.area.communes)
    rows = now.tables[EXPIRY.name].records
    return {row["commune_code"]: row for row in rows if row["commune_code"] in inside}
