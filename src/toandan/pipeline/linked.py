"""The registers linked person by person: made in parts, kept in the lake, used by every month closed from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from ibis.expr.types import IntegerColumn, Table, UUIDColumn

from toandan.engine import Engine
from toandan.lake.steps import KeptStep, Steps
from toandan.lake.writer import Writer
from toandan.linkage.exceptions import Exceptions
from toandan.linkage.parts import Extract, Part, parts
from toandan.linkage.registers import IdBits, stg_population__entity_row
from toandan.linkage.spine import stg_cover__spell_card
from toandan.linkage.standing import Standing
from toandan.pipeline.chosen import NEEDED, Choice
from toandan.pipeline.published import typed
from toandan.pipeline.received import Received, received, rows_of
from toandan.pipeline.standing import Sides, standing_of, standing_tables
from toandan.progress import Progress
from toandan.schemas.closing import COVER_SPELL
from toandan.schemas.common import SEX
from toandan.schemas.linked import COVER_SEVERAL, LINK_PLAIN, LINKED_TABLES, POPULATION_SEVERAL, SPELL_ALONE
from toandan.schemas.population import RESIDENCE_KINDS
from toandan.schemas.table import Table as Declared

WORK, STEP, SPELLS = "registers", "people", "spells"
RAW_CARDS, RAW_PEOPLE = "raw_participation__spell_card", "raw_population__entity_person"
CODED_CARDS, CODED_PEOPLE = "raw_participation__spell_coded", "raw_population__entity_coded"
INSURANCE_LINK = "stg_insurance__link_national"
SPELLS_PLAIN, SPELLS_MERGED = "stg_cover__spell_plain", "stg_cover__spell_merged"
HALVES = (0, 1)
# Columns of few values: those whose values are declared, and those whose values are looked up.
KNOWN = {
    "population": {"sex": sorted(SEX), "residence_kind": sorted(RESIDENCE_KINDS)},
    "participation": {"sex": sorted(SEX)},
}
CODED = {"population": ("commune_code",), "participation": ("commune_code", "group_code")}


@dataclass(frozen=True, slots=True)
class Linked:
    """The kept steps of the linked registers, one per part in the order of the parts, and that of merged spells."""

    parts: tuple[KeptStep, ...]
    merged: KeptStep

    def table(self, engine: Engine, name: str) -> Table:
        """One of the linked tables, lazily."""
        return engine.read_parquet([part.file(f"{name}.parquet") for part in self.parts])

    def told(self, what: str) -> int:
        """One of the numbers that were told when the parts were made, over all parts."""
        return sum(int(part.told[what]) for part in self.parts)

    def rows_n(self, register: str) -> int:
        """Of how many rows of a register the linked people are made."""
        if register == "population":
            return self.told(LINK_PLAIN.name) + self.told(POPULATION_SEVERAL.name)
        return sum(self.told(name) for name in ("matched_n", SPELL_ALONE.name, COVER_SEVERAL.name))

    def merged_spells(self, engine: Engine) -> Table:
        """The spells of those who have several cards."""
        return engine.read_parquet([self.merged.file(f"{COVER_SPELL.name}.parquet")])

    @property
    def files(self) -> dict[str, tuple[KeptStep, str, int]]:
        """Where each file of persons lies that a closing is made from, and its rows, by its name in the closing."""
        steps = [(step, name) for step in (*self.parts, self.merged) for name in step.files]
        found: dict[str, tuple[KeptStep, str, int]] = {}
        for step, name in steps:
            table = name.removesuffix(".parquet")
            n = sum(one.split(".")[0] == table for one in found)
            found[f"{table}.{n:03d}"] = (step, name, int(step.told[table]))
        return found


def linked(
    engine: Engine,
    writer: Writer,
    choice: Choice,
    exceptions: Exceptions,
    *,
    progress: Progress,
    anew: bool = False,
) -> Linked:
    """The linked registers of a choice of snapshots: those that are kept, the others made and kept.

    ``exceptions`` are those of the choice's spine. ``anew`` makes all of them again.
    """
    steps = writer.steps(WORK, _inputs(choice), is_reused=True)
    if anew:
        steps.drop()
    extracts = {name: received(choice.used[name]) for name in NEEDED}
    for half in HALVES:
        made = _Work(engine, steps, extracts, exceptions, progress, half).linked()
        if all(made.rows_n(name) == sum(one.rows_n for one in extracts[name]) for name in NEEDED):
            break
        # Two people shared half of their ids and were taken for one (``linkage.standing``). Should the other
        # half not do either, the closing finds rows without a person and says so.
        if half != HALVES[-1]:
            steps.drop()
    return made


def _inputs(choice: Choice) -> dict[str, Any]:
    used = {
        name: [[str(one.snapshot.id), one.snapshot.card_sha256] for one in choice.used[name]]
        for name in NEEDED
    }
    return {**used, "spine": choice.spine.name}


@dataclass(repr=False)
class _Work:
    """Making what is not kept; what all parts need is computed with the first that is made."""

    engine: Engine
    steps: Steps
    extracts: Mapping[str, Sequence[Received]]
    exceptions: Exceptions
    progress: Progress
    half: int
    parts: tuple[Part, ...] = field(init=False)

    def __post_init__(self) -> None:
        told = {
            name: [Extract(str(one.chosen.snapshot.id.scope), one.rows_n) for one in found]
            for name, found in self.extracts.items()
        }
        self.parts = parts(told["population"], told["participation"])

    def linked(self) -> Linked:
        """Every part, and the spells of those who have several cards."""
        made = tuple(self._part(n) for n in range(len(self.parts)))
        return Linked(made, self.steps.made(SPELLS, partial(self._merged, made), half=self.half))

    def _part(self, n: int) -> KeptStep:
        of = len(self.parts)
        kept = self.steps.made(STEP, partial(self._make, n), part=n, of=of, half=self.half)
        if kept.was_kept:
            self.progress.say(f"part {n + 1} of {of} of the linked registers was kept")
        return kept

    def _make(self, n: int, folder: Path) -> dict[str, int]:
        from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

        marks = standing_tables(self.engine, self._standing[n])
        part = self.parts[n]
        self.progress.say(f"linking the registers, part {n + 1} of {len(self.parts)}")
        declared = {**{table.name: table for table in LINKED_TABLES}, SPELLS_PLAIN: COVER_SPELL}
        _, stored = graph.run(
            self.engine,
            graph.LINKING,
            list(declared),
            {
                **self._raw(part),
                **self._coded(part),
                **marks,
                "bucket": part.bucket,
                "id_bits": IdBits(self._bits),
            },
            overrides={INSURANCE_LINK: self._insurance_link},
            writes={name: partial(self._written, folder, table) for name, table in declared.items()},
        )
        self.engine.drop([*stored, *marks])
        return _told(folder)

    def _merged(self, made: Sequence[KeptStep], folder: Path) -> dict[str, int]:
        from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

        self.progress.say("merging the spells of those with several cards")
        several = Linked(tuple(made), made[0]).table(self.engine, COVER_SEVERAL.name)
        graph.run(
            self.engine,
            graph.LINKING,
            [SPELLS_MERGED],
            {},
            overrides={COVER_SEVERAL.name: several},
            writes={SPELLS_MERGED: partial(self._written, folder, COVER_SPELL)},
        )
        return _told(folder)

    def _written(self, folder: Path, declared: Declared, _: str, rows: Table) -> Table:
        path = folder / f"{declared.name}.parquet"
        # Ordering a country takes as long as linking it, and nothing that is counted depends on it.
        order = declared.key if len(self.parts) == 1 else ()
        self.engine.write_parquet(typed(rows, declared), path, order_by=order, is_large=True)
        return self.engine.read_parquet([path])

    @cached_property
    def _insurance_link(self) -> Table:
        from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

        self.progress.say("finding cards that lack a personal id which another row gives")
        cards = self._rows("participation", range(len(self.extracts["participation"])))
        return graph.run(self.engine, graph.LINKING, [INSURANCE_LINK], {RAW_CARDS: cards})[0][INSURANCE_LINK]

    @cached_property
    def _standing(self) -> tuple[Standing, ...]:
        rows_n = sum(one.rows_n for found in self.extracts.values() for one in found)
        sides = [self._sides(n) for n in range(len(self.parts))]
        return standing_of(self.engine, sides, rows_n, self.half, self.progress)

    def _sides(self, n: int) -> Sides:
        """The ids of the people of one part, in the population register and of cards."""
        part, raw = self.parts[n], self._raw(self.parts[n])
        homes = stg_population__entity_row(raw[RAW_PEOPLE], part.bucket)
        cards = stg_cover__spell_card(raw[RAW_CARDS], self._insurance_link, part.bucket)
        return homes.person_id, cards.person_id

    def _raw(self, part: Part) -> dict[str, Table]:
        return {
            RAW_PEOPLE: self._rows("population", part.population),
            RAW_CARDS: self._rows("participation", part.participation),
        }

    def _rows(self, register: str, positions: Sequence[int]) -> Table:
        extracts = [self.extracts[register][at] for at in positions]
        return rows_of(self.engine, register, extracts, self.exceptions)

    def _coded(self, part: Part) -> dict[str, Table]:
        sides = {
            CODED_PEOPLE: ("population", part.population),
            CODED_CARDS: ("participation", part.participation),
        }
        return {
            name: self.engine.coded(self._rows(register, positions), self._values[register])
            for name, (register, positions) in sides.items()
        }

    @cached_property
    def _values(self) -> dict[str, dict[str, list[str]]]:
        """All values of the columns of few values, by register."""
        self.progress.say("reading which codes the registers hold")
        found: dict[str, dict[str, list[str]]] = {}
        for register, names in CODED.items():
            rows, extracts = rows_of(self.engine, register, self.extracts[register]), self.extracts[register]
            found[register] = {"scope": sorted(one.scope for one in extracts), **KNOWN[register]} | {
                name: sorted(self.engine.fetch(rows.select(name).distinct())[name].drop_null().to_pylist())
                for name in names
            }
        return found

    def _bits(self, column: UUIDColumn) -> IntegerColumn:
        return self.engine.id_bits(column, self.half)


def _told(folder: Path) -> dict[str, int]:
    """Rows of each table, and how many plain people have a card beside their row."""
    files = {path.stem: pq.read_metadata(path) for path in sorted(folder.iterdir())}
    told = {name: int(file.num_rows) for name, file in files.items()}
    if LINK_PLAIN.name in files:
        told["matched_n"] = _filled_n(files[LINK_PLAIN.name], "card_scope")
    return told


def _filled_n(file: pq.FileMetaData, column: str) -> int:
    at = file.schema.names.index(column)
    groups = (file.row_group(n) for n in range(file.num_row_groups))
    return sum(group.num_rows - group.column(at).statistics.null_count for group in groups)
