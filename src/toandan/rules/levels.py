"""Levels of support and benefit as sets, best first: ``support_level_1`` with ``support_set_1``, …

A level that holds only under a condition has a second set: in poor communes for support, from an
age on for benefits. Levels of a period fill the columns from the first; the rest are empty sets.
``support_empty`` and ``benefit_empty`` name every column, as ``law_shape`` gives them to the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from toandan.rules.sets import Members, Some, any_known, cases, categories, category, either, union
from toandan.schemas.set_columns import CATEGORY_SETS

type Row = dict[str, Any]
type Levels = list[tuple[IntegerValue, Members]]
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


def support_empty(levels_n: int) -> dict[str, int | None]:
    """The columns of so many levels of support, and what stands there for a level that a law does not have."""
    return _empty("support", ("set", "poor_set"), levels_n)


def benefit_empty(levels_n: int, bands_n: int) -> dict[str, int | None]:
    """The same for benefits in band 0 and so many bands of age behind it."""
    ages = dict.fromkeys(f"benefit_age_{band}" for band in range(1, bands_n + 1))
    return ages | _empty("benefit", [f"band_{band}_set" for band in range(bands_n + 1)], levels_n)


def support_levels(rows: Table) -> Levels:
    """The levels of support where the person lives, best first."""
    in_poor = rows.place_poor_commune
    return [
        (
            rows[f"support_level_{n}"],
            either(in_poor, categories(rows, f"support_poor_set_{n}"), categories(rows, f"support_set_{n}")),
        )
        for n in numbers(rows.columns, "support_level")
    ]


def with_benefit_sets(rows: Table) -> Table:
    """The rows with ``benefit_set_*`` as it is at the person's age; an age not known counts as the youngest."""
    made: dict[str, IntegerValue] = {}
    for n in numbers(rows.columns, "benefit_level"):
        made |= _at_own_age(rows, n).named(f"benefit_set_{n}")
    return rows.mutate(**made)


def benefit_levels(rows: Table) -> Levels:
    """The levels of benefit at the person's age, best first."""
    return [
        (rows[f"benefit_level_{n}"], categories(rows, f"benefit_set_{n}"))
        for n in numbers(rows.columns, "benefit_level")
    ]


def benefit_levels_at_any_age(rows: Table) -> Levels:
    """The levels of benefit with everybody who has one at some age."""
    bands = [0, *numbers(rows.columns, "benefit_age")]
    return [
        (
            rows[f"benefit_level_{n}"],
            union([categories(rows, f"benefit_band_{band}_set_{n}") for band in bands]),
        )
        for n in numbers(rows.columns, "benefit_level")
    ]


def best(levels: Levels, fits: Members) -> Members:
    """The member at the highest level, the first of several; no member where none has a level."""
    return cases(*((fits.has(members), (fits & members).first()) for _, members in levels), else_=0)


def best_level(levels: Levels, fits: Members) -> IntegerValue:
    """The highest level of the members; null where none has one."""
    found = ((fits.has(members), level) for level, members in levels)
    return ibis.cases(*found, else_=ibis.null("int64"))


def better(levels: Levels, member: Members) -> Members:
    """All that stand at a higher level than the member, or at its level before it."""
    above: dict[int, Some] = {
        n: union([members for _, members in levels[:n]]) | (levels[n][1] & member.before())
        for n in range(len(levels))
    }
    return cases(
        *((member.has(members), above[n]) for n, (_, members) in enumerate(levels)),
        else_=union([members for _, members in levels]),
    )


def any_above(levels: Levels, level: IntegerValue, among: Members) -> BooleanValue:
    """Whether one of the members has a level above the given one (null: above none)."""
    floor = level.fill_null(-1)
    return any_known([among.has(members) & (one > floor) for one, members in levels])


def numbers(columns: Sequence[str], name: str) -> range:
    """The numbers of ``{name}_1``, ``{name}_2``, … as far as they stand without a gap among the columns."""
    last = next(n for n in count(1) if f"{name}_{n}" not in columns) - 1
    return range(1, last + 1)


def _at_own_age(rows: Table, n: int) -> Members:
    youngest = categories(rows, f"benefit_band_0_set_{n}")
    older = [
        (rows.age_years >= rows[f"benefit_age_{band}"], categories(rows, f"benefit_band_{band}_set_{n}"))
        for band in reversed(numbers(rows.columns, "benefit_age"))
    ]
    return cases(*older, else_=youngest) if older else youngest


def _by_level(there: Iterable[Row], level_of: Callable[[Row], int | None]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for row in there:
        level = level_of(row)
        if level is not None:
            found[level] |= category(row["category"])
    return found


def _support(row: Row) -> int | None:
    support: int | None = row["support_bp"]
    return support


def _in_poor_commune(level: int | None, row: Row) -> int | None:
    is_raised = row["category"] == NEAR_POOR and level is not None
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
            held = [
                there.get(found[n], 0) if found[n] is not None else 0
                for there, found in zip(by_period, padded, strict=True)
            ]
            columns |= set_column(f"{name}_{word}_{n + 1}", held)
    return columns


def set_column(name: str, held: Sequence[int]) -> Columns:
    """The columns of a set of categories, one value a row."""
    rows = [CATEGORY_SETS.row(name, bits) for bits in held]
    return {column: [row[column] for row in rows] for column in CATEGORY_SETS.names(name)}


def _empty(name: str, words: Sequence[str], levels_n: int) -> dict[str, int | None]:
    levels = range(1, levels_n + 1)
    sets = CATEGORY_SETS.names(*(f"{name}_{word}_{n}" for word in words for n in levels))
    return dict.fromkeys(f"{name}_level_{n}" for n in levels) | dict.fromkeys(sets, 0)
