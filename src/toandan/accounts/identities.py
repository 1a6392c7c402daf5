"""The equations every closing must satisfy before it is published.

Each check is a small pure function that returns what it found wrong; none stops at the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import ibis
from ibis.expr.types import Table

from toandan.accounts.cards import is_valid
from toandan.accounts.residents import is_resident
from toandan.engine import Engine
from toandan.schemas.closing import HISTORY, OUT_TABLES, PARTICIPANT_PERSON
from toandan.schemas.table import Identity
from toandan.schemas.table import Table as Declared
from toandan.values.month import Month

type Tables = Mapping[str, Table]
type Totals = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Broken:
    """An equation that does not hold: where, the equation, and its two sides."""

    table: str
    equation: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.table}: {self.equation} ({self.evidence})"


def broken(engine: Engine, tables: Tables, month: Month) -> tuple[Broken, ...]:
    """Every equation that does not hold between the tables of a closing; empty when all do.

    ``tables`` holds the published tables and those linked by name, with
    the steps ``stg_cover__spell_apart`` and ``stg_resident__entity_row`` they were counted from.
    """
    totals = {name: _totals(engine, one) for name, one in _summed(tables, month).items()}
    found = [problem for check in ACROSS for problem in check(totals)]
    for declared in OUT_TABLES:
        found += _in_rows(engine, declared, tables[declared.name])
    for declared in OUT_TABLES:
        found += _by_key(engine, declared, tables[declared.name])
    found += _by_key(engine, PARTICIPANT_PERSON, tables["stg_participant__month_apart"])
    return tuple(found)


def broken_rows(engine: Engine, declared: Declared, rows: Table) -> tuple[Broken, ...]:
    """What does not hold of one table: the equations of its rows, and its key."""
    return (*_in_rows(engine, declared, rows), *_by_key(engine, declared, rows))


def _totals(engine: Engine, sums: Table) -> dict[str, int]:
    return {name: int(value or 0) for name, value in engine.fetch(sums).to_pylist()[0].items()}


def _summed(tables: Tables, month: Month) -> dict[str, Table]:
    """The tables summed over all rows, and the people counted once more from the staged rows."""
    out = {
        one.name: _sum_of(tables[one.name], [name for name in one.names if name.endswith("_n")])
        for one in OUT_TABLES
        if any(name.endswith("_n") for name in one.names)
    }
    history = tables[HISTORY.name]
    out[HISTORY.name] = _sum_of(history.filter(history.at_month == str(month)), ["participants_n"])
    return {**out, "people counted one by one": _recounted(tables, month)}


def _recounted(tables: Tables, month: Month) -> Table:
    """The people of both counts once more: plain people row by row, those apart by their ids."""
    day, cards, rows = month.last_day, tables["stg_cover__spell_apart"], tables["stg_resident__entity_row"]
    known = _one_by_one(tables["stg_person__link_known"], day, "known")
    torn = _one_by_one(tables["stg_person__link_torn"], day, "torn")
    held = cards.filter(is_valid(cards, day))
    apart = held.agg(held_n=held.person_id.nunique())
    homes = rows.agg(homes_n=rows.person_id.nunique(), unknown_n=rows.person_id.isnull().sum())
    return known.cross_join(torn).cross_join(apart).cross_join(homes)


def _one_by_one(rows: Table, day: date, whose: str) -> Table:
    lives = rows.home_scope.notnull() & is_resident(rows, day)
    return rows.agg(**{f"{whose}_residents_n": lives.sum(), f"{whose}_cards_n": is_valid(rows, day).sum()})


def _sum_of(table: Table, names: list[str]) -> Table:
    return table.agg(**{name: table[name].sum().cast("int64") for name in names})


def _same_participants(totals: Totals) -> Iterator[Broken]:
    counted = totals["people counted one by one"]
    people = counted["known_cards_n"] - counted["torn_cards_n"] + counted["held_n"]
    for name in ("out_participants__month_cell", "out_difference__month_commune", HISTORY.name):
        yield from _equal(
            name, "participants_n = people with a valid card", totals[name]["participants_n"], people
        )


def _same_residents(totals: Totals) -> Iterator[Broken]:
    counted = totals["people counted one by one"]
    people = counted["known_residents_n"] - counted["torn_residents_n"]
    people += counted["homes_n"] + counted["unknown_n"]
    for name in ("out_residents__month_cell", "out_difference__month_commune"):
        yield from _equal(
            name, "residents_n = residents in the register", totals[name]["residents_n"], people
        )


def _same_covered(totals: Totals) -> Iterator[Broken]:
    cells, causes = totals["out_residents__month_cell"], totals["out_difference__month_commune"]
    for name in ("covered_residents_n", "uncovered_n"):
        yield from _equal(
            "out_residents__month_cell", f"{name} = the same by commune", cells[name], causes[name]
        )


def _cards_elsewhere(totals: Totals) -> Iterator[Broken]:
    """Whoever holds a card of one commune and lives in another is counted once from each side."""
    causes = totals["out_difference__month_commune"]
    yield from _equal(
        "out_difference__month_commune",
        "resident_elsewhere_n = card_elsewhere_n over all communes",
        causes["resident_elsewhere_n"],
        causes["card_elsewhere_n"],
    )


ACROSS: tuple[Callable[[Totals], Iterator[Broken]], ...] = (
    _same_participants,
    _same_residents,
    _same_covered,
    _cards_elsewhere,
)


def _equal(table: str, equation: str, left: int, right: int) -> Iterator[Broken]:
    if left != right:
        yield Broken(table, equation, f"{left} and {right}")


def _in_rows(engine: Engine, declared: Declared, rows: Table) -> Iterator[Broken]:
    for identity in declared.identities:
        wrong = engine.count(rows.filter(rows[identity.total] != _right_side(rows, identity)))
        if wrong:
            yield Broken(declared.name, str(identity), f"not so in {wrong} rows")


def _right_side(rows: Table, identity: Identity) -> ibis.expr.types.IntegerValue:
    parts = [rows[name] for name in identity.parts]
    return sum(parts[1:], start=parts[0])


def _by_key(engine: Engine, declared: Declared, rows: Table) -> Iterator[Broken]:
    keys = rows.group_by(*declared.key).agg(rows_n=rows.count())
    wrong = engine.count(keys.filter(keys.rows_n > 1))
    if wrong:
        yield Broken(declared.name, declared.grain, f"{wrong} keys have several rows")
