"""The registers of a whole province, written as files that intake takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml

from toandan.errors import BadInput
from toandan.places.load import atlas
from toandan.places.unit import Level
from toandan.places.vintage import vintage_at
from toandan.progress import SILENT, Progress
from toandan.samples import faults, lists, statements
from toandan.samples.arrays import Ints
from toandan.samples.calendar import DAY, plus_days
from toandan.samples.calibration import Calibration, neutral
from toandan.samples.card_rows import CardFile, card_file
from toandan.samples.cards import Cards, issue
from toandan.samples.coverage import Cover, cover
from toandan.samples.engagements import engage
from toandan.samples.fates import Fate, numbers
from toandan.samples.folder import CARD, make_ready
from toandan.samples.ground import Ground, lay_ground
from toandan.samples.people import People, populate
from toandan.samples.resident_rows import (
    ABSENT,
    PERMANENT,
    Entries,
    first_entries,
    last_entries,
    resident_table,
)
from toandan.samples.streams import Streams
from toandan.samples.truth import Truth, count, write_truth
from toandan.samples.write import WrittenFile, pieces, write
from toandan.values.month import MONTHS_A_YEAR, Month

SCHEMA = "toandan/sample/1"
FEWEST, MOST = 200, 15_000_000


@dataclass(frozen=True, slots=True)
class SampleCall:
    """One intake call: the register, its file, the scope (a code of that day) and the day."""

    register: str
    file: WrittenFile
    scope: str
    as_of: date


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """What was written: the folder, the intake calls in order, and what it agrees with."""

    folder: Path
    calls: tuple[SampleCall, ...]
    calibration: Calibration
    first: Truth
    last: Truth


def make_sample(
    *,
    calibration: Calibration | None,
    province: str,
    people: int,
    start: Month,
    end: Month,
    out: Path,
    seed: int,
    progress: Progress = SILENT,
) -> SampleFiles:
    """Write the sample of a province to ``out`` and say what it holds.

    ``province`` is a code of the vintage of ``end``; ``calibration`` None means that nothing was
    published and round shares stand in. The files are a function of the arguments alone. Raises
    BadInput for a span other than twelve months, too few people, or a folder that is not free;
    UnknownPlace for a code that is no province.
    """
    _check(people, start, end)
    atlas(vintage_at(end.last_day)).unit(province, Level.PROVINCE)
    wanted = neutral(province, people) if calibration is None else calibration.scaled(people)
    make_ready(out)
    made = _Making(wanted, (start, end), out, Streams(seed), progress)
    files = made.sample()
    _write_card(files, people, start, end, seed)
    return files


def _check(people: int, start: Month, end: Month) -> None:
    if end != start.plus(MONTHS_A_YEAR):
        raise BadInput(
            what=f"a sample from {start} to {end} cannot be made",
            why="a sample holds a month and the one twelve months later, which accounts compare",
            do=f"use --from {start} --to {start.plus(MONTHS_A_YEAR)}",
        )
    if not FEWEST <= people <= MOST:
        raise BadInput(
            what=f"a sample of {people} people cannot be made",
            why=f"it takes {FEWEST} to {MOST} people to look like a province",
            do="give another number to --people",
        )


@dataclass(frozen=True, slots=True, eq=False)
class _World:
    ground: Ground
    people: People
    cover: Cover
    cards: Cards


@dataclass(frozen=True, slots=True)
class _Making:
    calibration: Calibration
    months: tuple[Month, Month]
    out: Path
    streams: Streams
    progress: Progress

    def sample(self) -> SampleFiles:
        """Draw everybody, write every file."""
        world = self._world()
        first, last = (
            count(world.people, world.ground, world.cover, is_last=is_last) for is_last in (False, True)
        )
        plans = statements.commune_plans(world.ground, self.calibration, last.residents)
        calls = tuple(self._calls(world, plans))
        files = [call.file for call in calls]
        write_truth(self.out, world.ground, first, last, plans=plans, files=files)
        return SampleFiles(self.out, calls, self.calibration, first, last)

    def _world(self) -> _World:
        start, end = self.months
        self.progress.say("drawing people, households and cards")
        ground = lay_ground(self.calibration, start, end, self.streams)
        residents = self.calibration.residents_n
        people = populate(ground, numbers(residents), self.months, self.streams, faults=self._faults_n)
        held = cover(people, ground, self.calibration, self.months, self.streams)
        stretches = engage(people, held, self.months, self.streams)
        return _World(ground, people, held, issue(people, held, stretches, self.months, self.streams))

    @property
    def _faults_n(self) -> int:
        return faults.count_for(self.calibration.residents_n)

    def _calls(self, world: _World, plans: Ints) -> Iterator[SampleCall]:
        start, end = self.months
        province = self.calibration.province
        supply = np.array_split(world.people.of(Fate.EXTRA), len(set(world.ground.old_province)) + 2)
        for place, old in enumerate(sorted(set(world.ground.old_province))):
            entries = first_entries(world.people, world.ground, old, self.streams)
            yield self._population(world, entries, old, start, supply[place])
        yield self._population(world, last_entries(world.people), province, end, supply[-2])
        yield self._participation(world, supply[-1])
        tables = {
            "plan": statements.plan_table(world.ground, self.calibration, plans, end),
            "population_figure": statements.figure_table(self.calibration),
            **lists.tables(world.people, world.ground, world.cover, self.months),
        }
        for register, table in tables.items():
            if table.num_rows:
                path = self._path(register, end, province)
                file = write(path, [table], (), self.progress)
                yield SampleCall(register, file, province, end.last_day)

    def _path(self, register: str, month: Month, scope: str) -> Path:
        return self.out / f"{register}_{month.last_day.isoformat()}_{scope}.csv"

    def _population(
        self, world: _World, entries: Entries, scope: str, month: Month, extras: Ints
    ) -> SampleCall:
        people, ground = world.people, world.ground

        def table(which: Ints) -> pa.Table:
            return resident_table(people, ground, entries.some(which))

        def extra(who: Ints) -> pa.Table:
            atoms = entries.atom[who % entries.size]
            kind = np.full(len(who), PERMANENT)
            return resident_table(people, ground, Entries(who, atoms, kind, entries.is_last))

        known = people.has_id_in_register[entries.person] & (entries.kind != ABSENT)
        random = self.streams.of(f"faults {scope} {month}")
        told = np.flatnonzero(known)
        chosen = told[faults.sampled(len(told), self._faults_n, random)]
        wrong = faults.resident_faults(
            faults.Supply(extras, extra),
            self._faults_n,
            month.year,
            other_map=_code_of_other_map(ground, scope, is_last=entries.is_last),
            outside=_code_outside(ground, scope, is_last=entries.is_last),
            repeated=table(chosen),
        )
        path = self._path("population", month, scope)
        file = write(path, pieces(entries.size, table), wrong, self.progress, entries.size)
        return SampleCall("population", file, scope, month.last_day)

    def _participation(self, world: _World, extras: Ints) -> SampleCall:
        province, end = self.calibration.province, self.months[1]
        made = card_file(
            world.people,
            world.ground,
            world.cards,
            province=province,
            months=self.months,
            streams=self.streams,
        )
        random = self.streams.of("faults of cards")
        chosen = faults.sampled(made.cards.size, self._faults_n, random)
        wrong = faults.card_faults(
            faults.Supply(extras, lambda who: _extra_cards(world, made, who)),
            self._faults_n,
            end.year,
            other_map=_code_of_other_map(world.ground, province, is_last=True),
            repeated=made.table(chosen),
        )
        path = self._path("participation", end, province)
        file = write(path, pieces(made.cards.size, made.table), wrong, self.progress, made.cards.size)
        return SampleCall("participation", file, province, end.last_day)


def _extra_cards(world: _World, made: CardFile, who: Ints) -> pa.Table:
    """A card of the last month's first day for each extra person."""
    size = len(who)
    start = np.full(size, np.datetime64(made.months[1].first_day), dtype=DAY)
    cards = Cards(
        person=who,
        group=world.cover.group1[who],
        start=start,
        end=plus_days(start, 364),
        since=start,
        atom=world.people.moves.home1[who].astype(np.int32),
        place=np.zeros(size, dtype=np.int64),
        is_second=np.zeros(size, dtype=bool),
    )
    # Luck 1 keeps to the plain forms: the id stands in its own column, nothing is left out.
    luck = np.full((made.luck.shape[0], size), 0.9, dtype=np.float32)
    rows = CardFile(world.people, world.ground, cards, made.province, made.months, made.first_day, luck)
    return rows.table(np.arange(size))


def _code_of_other_map(ground: Ground, scope: str, *, is_last: bool) -> str | None:
    """A commune code of the other end's map that this end's does not know; None where there is none."""
    here = atlas(ground.last_vintage if is_last else ground.first_vintage)
    others = ground.old_codes() if is_last else ground.new_codes()
    within = [code for code, old in zip(others, ground.old_province, strict=True) if is_last or old == scope]
    return next((code for code in sorted(within) if here.get(code) is None), None)


def _code_outside(ground: Ground, scope: str, *, is_last: bool) -> str | None:
    """A commune code of this end's map outside the scope."""
    here = atlas(ground.last_vintage if is_last else ground.first_vintage)
    other = next(unit for unit in here.units(Level.PROVINCE) if unit.code != scope)
    return here.communes_under(other.code)[0].code


def _write_card(files: SampleFiles, people: int, start: Month, end: Month, seed: int) -> None:
    card = {
        "schema": SCHEMA,
        "synthetic": True,
        "province": files.calibration.province,
        "people": people,
        "from": str(start),
        "to": str(end),
        "seed": seed,
        "calibrated_to": "published figures"
        if files.calibration.is_published
        else "round shares; nothing published",
        "intake": [
            {
                "register": call.register,
                "files": [call.file.name],
                "scope": call.scope,
                "as_of": call.as_of.isoformat(),
                "clean_rows_n": call.file.clean_n,
                "faulty_rows_n": call.file.faulty_n,
            }
            for call in files.calls
        ],
    }
    text = yaml.safe_dump(card, sort_keys=False, allow_unicode=True)
    (files.folder / CARD).write_text(text, encoding="utf-8")
