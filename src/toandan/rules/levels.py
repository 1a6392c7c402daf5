"""Levels of support and benefit as sets, best first: ``support_level_1`` with ``support_set_1``, …

A level that holds only under a condition has a second set: in poor communes for support, from an
age on for benefits. Levels of a period fill the columns from the first; the rest are empty sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from toandan.rules.sets import category, first, has, union

type Row = dict[str, Any]
type Levels = list[tuple[IntegerValue, IntegerValue]]
type Columns = dict[str, list[Any]]

NEAR_POOR = "near_poor"
POOR_COMMUNE = "support_near_poor_poor_commune_bp"


def support_columns(held: Sequence[Sequence[Row]], figures: Sequence[Row]) -> Columns:
    """Support by level, elsewhere (``support_set_*``) and in poor communes (``support_poor_set_*``)."""
    elsewhere = [_by_level(there, _support) for there in held]
    poor = [
        _by_level(there, partial(_in_poor_commune, figure[POOR_COMMUNE]))
        for there, figure in zip(held, figures, strict=True)
    ]
    return _columns("support", {"set": elsewhere, "poor_set": poor})


def benefit_columns(held: Sequence[Sequence[Row]]) -> Columns:
    """Benefit by level in each band of age: ``benefit_band_1_set_*`` from ``benefit_age_1`` on; band 0 before."""
    ages = [sorted({row["older_age"] for row in there if row["older_age"] is not None}) for there in held]
    bands_n = max(len(found) for found in ages)
    columns: Columns = {
        f"benefit_age_{band}": [found[band - 1] if band <= len(found) else None for found in ages]
        for band in range(1, bands_n + 1)
    }
    bands = {
        f"band_{band}_set": [
            _by_level(there, partial(_at_age, _age(found, band)))
            for there, found in zip(held, ages, strict=True)
        ]
        for band in range(bands_n + 1)
    }
    return columns | _columns("benefit", bands)


def support_levels(rows: Table) -> Levels:
    """The levels of support where the person lives, best first."""
    in_poor = rows.place_poor_commune
    return [
        (
            rows[f"support_level_{n}"],
            ibis.ifelse(in_poor, rows[f"support_poor_set_{n}"], rows[f"support_set_{n}"]),
        )
        for n in _numbers(rows, "support_level_")
    ]


def with_benefit_sets(rows: Table) -> Table:
    """The rows with ``benefit_set_*`` as it is at the person's age; an age not known counts as the youngest."""
    return rows.mutate(**{f"benefit_set_{n}": _at_own_age(rows, n) for n in _numbers(rows, "benefit_level_")})


def benefit_levels(rows: Table) -> Levels:
    """The levels of benefit at the person's age, best first."""
    return [(rows[f"benefit_level_{n}"], rows[f"benefit_set_{n}"]) for n in _numbers(rows, "benefit_level_")]


def benefit_levels_at_any_age(rows: Table) -> Levels:
    """The levels of benefit with everybody who has one at some age."""
    bands = [0, *_numbers(rows, "benefit_age_")]
    return [
        (rows[f"benefit_level_{n}"], union([rows[f"benefit_band_{band}_set_{n}"] for band in bands]))
        for n in _numbers(rows, "benefit_level_")
    ]


def best(levels: Levels, bits: IntegerValue) -> IntegerValue:
    """The member at the highest level, the first of several; no member where none has a level."""
    return _by_best(levels, bits, lambda _, members: first(bits & members), ibis.literal(0, "int64"))


def best_level(levels: Levels, bits: IntegerValue) -> IntegerValue:
    """The highest level of the members; null where none has one."""
    return _by_best(levels, bits, lambda level, _: level, ibis.null("int64"))


def better(levels: Levels, member: IntegerValue) -> IntegerValue:
    """All that stand at a higher level than the member, or at its level before it."""
    above: dict[int, IntegerValue] = {
        n: union([members for _, members in levels[:n]]) | (levels[n][1] & (member - 1))
        for n in range(len(levels))
    }
    return ibis.cases(
        *((has(member, members), above[n]) for n, (_, members) in enumerate(levels)),
        else_=union([members for _, members in levels]),
    )


def any_above(levels: Levels, level: IntegerValue, bits: IntegerValue) -> BooleanValue:
    """Whether one of the members has a level above the given one (null: above none)."""
    floor = level.fill_null(-1)
    found = [has(bits, members) & (one > floor) for one, members in levels]
    return union([ibis.ifelse(one, 1, 0) for one in found]) != 0


def _at_own_age(rows: Table, n: int) -> IntegerValue:
    youngest: IntegerValue = rows[f"benefit_band_0_set_{n}"]
    older = [
        (rows.age_years >= rows[f"benefit_age_{band}"], rows[f"benefit_band_{band}_set_{n}"])
        for band in reversed(_numbers(rows, "benefit_age_"))
    ]
    return ibis.cases(*older, else_=youngest) if older else youngest


def _by_best(
    levels: Levels,
    bits: IntegerValue,
    what: Callable[[IntegerValue, IntegerValue], IntegerValue],
    nothing: IntegerValue,
) -> IntegerValue:
    return ibis.cases(
        *((has(bits, members), what(level, members)) for level, members in levels), else_=nothing
    )


def _by_level(there: Iterable[Row], level_of: Callable[[Row], int | None]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for row in there:
        level = level_of(row)
        if level is not None:
            found[level] |= 1 << row["bit"]
    return found


def _support(row: Row) -> int | None:
    support: int | None = row["support_bp"]
    return support


def _in_poor_commune(level: int | None, row: Row) -> int | None:
    is_raised = 1 << row["bit"] == category(NEAR_POOR) and level is not None
    return level if is_raised else _support(row)


def _age(found: Sequence[int], band: int) -> int:
    return found[min(band, len(found)) - 1] if band and found else 0


def _at_age(age: int, row: Row) -> int | None:
    older = row["older_age"]
    share: int | None = row["older_share" if older is not None and age >= older else "benefit_share"]
    return share


def _columns(name: str, kinds: Mapping[str, Sequence[Mapping[int, int]]]) -> Columns:
    periods = list(zip(*kinds.values(), strict=True))
    levels = [sorted({level for kind in period for level in kind}, reverse=True) for period in periods]
    most = max(len(found) for found in levels)
    padded = [found + [None] * (most - len(found)) for found in levels]
    columns: Columns = {f"{name}_level_{n + 1}": [found[n] for found in padded] for n in range(most)}
    for word, by_period in kinds.items():
        for n in range(most):
            columns[f"{name}_{word}_{n + 1}"] = [
                there.get(found[n], 0) if found[n] is not None else 0
                for there, found in zip(by_period, padded, strict=True)
            ]
    return columns


def _numbers(rows: Table, prefix: str) -> list[int]:
    return sorted(int(name.removeprefix(prefix)) for name in rows.columns if name.startswith(prefix))
