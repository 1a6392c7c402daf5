"""The files of a sample, one per register, scope and end, with faulty rows after the clean ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from toandan.places.load import atlas
from toandan.places.unit import Level
from toandan.progress import Progress
from toandan.samples import card_rows, faults, lists, statements
from toandan.samples.arrays import Ints
from toandan.samples.calendar import DAY, plus_days
from toandan.samples.card_rows import CardFile
from toandan.samples.cards import Cards
from toandan.samples.ends import End, first_end, last_end
from toandan.samples.fates import Fate
from toandan.samples.ground import Ground
from toandan.samples.past import complete_since
from toandan.samples.resident_rows import (
    ABSENT,
    PERMANENT,
    Entries,
    first_entries,
    last_entries,
    resident_table,
)
from toandan.samples.world import World
from toandan.samples.write import WrittenFile, pieces, write


@dataclass(frozen=True, slots=True)
class SampleCall:
    """One intake call: the register, its file, the scope (a code of that day) and the day.

    ``complete_since`` is the first day since which the extract holds every card; None for other registers.
    """

    register: str
    file: WrittenFile
    scope: str
    as_of: date
    complete_since: date | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """Writes what was drawn to the folder ``out``."""

    world: World
    out: Path
    progress: Progress

    def written(self, plans: Ints) -> Iterator[SampleCall]:
        """Every file, those of the first end first; ``plans`` are the communes' plans."""
        world, (first, last) = self.world, self.world.months
        people, ground, cover = world.people, world.ground, world.cover
        # Extra people of the register, one part per population file; all participation files share the last part.
        supply = np.array_split(people.of(Fate.EXTRA), len(world.old_provinces) + 2)
        for place, old in enumerate(world.old_provinces):
            end = first_end(people, ground, cover, first, old)
            entries = first_entries(people, ground, old, world.streams)
            yield self._population(end, entries, supply[place])
            yield self._participation(end, supply[-1])
            yield from self._tables(end, lists.tables(people, ground, end, first))
        end = last_end(people, ground, cover, last, world.calibration.province)
        yield self._population(end, last_entries(people), supply[-2])
        yield self._participation(end, supply[-1])
        stated = {
            "plan": statements.plan_table(ground, world.calibration, plans, last),
            "population_figure": statements.figure_table(world.calibration),
        }
        yield from self._tables(end, stated | lists.tables(people, ground, end, first))

    def _tables(self, end: End, tables: Mapping[str, pa.Table]) -> Iterator[SampleCall]:
        for register, table in tables.items():
            if table.num_rows:
                file = write(self._path(register, end), [table], (), self.progress)
                yield SampleCall(register, file, end.scope, end.month.last_day)

    def _path(self, register: str, end: End) -> Path:
        return self.out / f"{register}_{end.month.last_day.isoformat()}_{end.scope}.csv"

    def _population(self, end: End, entries: Entries, extras: Ints) -> SampleCall:
        people, ground = self.world.people, self.world.ground

        def table(which: Ints) -> pa.Table:
            return resident_table(people, ground, entries.some(which))

        def extra(who: Ints) -> pa.Table:
            atoms = entries.atom[who % entries.size]
            kind = np.full(len(who), PERMANENT)
            return resident_table(people, ground, Entries(who, atoms, kind, end.is_last))

        known = people.has_id_in_register[entries.person] & (entries.kind != ABSENT)
        random = self.world.streams.of(f"faults {end.scope} {end.month}")
        told = np.flatnonzero(known)
        chosen = told[faults.sampled(len(told), self.world.faults_n, random)]
        wrong = faults.resident_faults(
            faults.Supply(extras, extra),
            self.world.faults_n,
            end.month.year,
            other_map=_code_of_other_map(ground, end),
            outside=_code_outside(ground, end),
            repeated=table(chosen),
        )
        path = self._path("population", end)
        file = write(path, pieces(entries.size, table), wrong, self.progress, entries.size)
        return SampleCall("population", file, end.scope, end.month.last_day)

    def _participation(self, end: End, extras: Ints) -> SampleCall:
        world, made = self.world, _card_file(self.world, end)
        stream = "faults of cards" if end.is_last else f"faults of cards {end.scope} {end.month}"
        chosen = faults.sampled(made.size, world.faults_n, world.streams.of(stream))
        wrong = faults.card_faults(
            faults.Supply(extras, lambda who: _extra_cards(made, end, who)),
            world.faults_n,
            end.month.year,
            other_map=_code_of_other_map(world.ground, end),
            repeated=made.table(chosen),
        )
        path = self._path("participation", end)
        file = write(path, pieces(made.size, made.table), wrong, self.progress, made.size)
        since = complete_since(world.months[1]).first_day
        return SampleCall("participation", file, end.scope, end.month.last_day, since)


def _card_file(world: World, end: End) -> CardFile:
    extracts, ground = world.extracts, world.ground
    rows, ends = extracts.last() if end.is_last else extracts.first(ground, end.scope)
    first_day, map_from = card_rows.first_days(ground, world.months[1].last_day)
    return CardFile(
        people=world.people,
        ground=ground,
        cards=extracts.cards,
        rows=rows,
        ends=ends,
        province=world.calibration.province,
        months=world.months,
        last_day=end.month.last_day,
        first_day=first_day,
        map_from=map_from,
        luck=extracts.luck,
    )


def _extra_cards(made: CardFile, end: End, who: Ints) -> pa.Table:
    """A card of the month's first day for each extra person."""
    size = len(who)
    start = np.full(size, np.datetime64(end.month.first_day), dtype=DAY)
    ends, no = plus_days(start, 364), np.zeros(size, dtype=bool)
    inside = np.flatnonzero(end.inside)
    atom = end.home[who] if end.is_last else inside[who % len(inside)]
    cards = Cards(
        person=who,
        group=end.group[who],
        start=start,
        end=ends,
        known_end=ends,
        since=start,
        atom=atom.astype(np.int32),
        runs=no,
        follows=no,
    )
    # Luck 1 keeps to the plain forms: the id stands in its own column, nothing is left out.
    luck = np.full((made.luck.shape[0], size), 0.9, dtype=np.float32)
    rows = replace(made, cards=cards, rows=np.arange(size), ends=ends, luck=luck)
    return rows.table(np.arange(size))


def _code_of_other_map(ground: Ground, end: End) -> str | None:
    """A commune code of the other end's map that this end's does not know; None where there is none."""
    here = atlas(ground.last_vintage if end.is_last else ground.first_vintage)
    others = ground.old_codes() if end.is_last else ground.new_codes()
    within = [code for code, inside in zip(others, end.inside, strict=True) if inside]
    return next((code for code in sorted(within) if here.get(code) is None), None)


def _code_outside(ground: Ground, end: End) -> str | None:
    """A commune code of this end's map outside the scope."""
    here = atlas(ground.last_vintage if end.is_last else ground.first_vintage)
    other = next(unit for unit in here.units(Level.PROVINCE) if unit.code != end.scope)
    return here.communes_under(other.code)[0].code
