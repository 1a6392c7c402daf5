"""The registers linked person by person: made in parts, kept in the lake, used by every month closed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from ibis.expr.types import Table

from toandan.engine import Engine
from toandan.lake.steps import KeptStep, Steps
from toandan.lake.writer import Writer
from toandan.linkage.bucket import Bucket, buckets
from toandan.linkage.spine import SPINE_VERSION
from toandan.pipeline.chosen import NEEDED, Choice
from toandan.pipeline.published import typed
from toandan.progress import Progress
from toandan.schemas.closing import COVER_SPELL
from toandan.schemas.linked import LINK_PLAIN, LINKED_TABLES

WORK, STEP = "registers", "people"
RAW_CARDS, RAW_PEOPLE = "raw_participation__spell_card", "raw_population__entity_person"
INSURANCE_LINK = "stg_insurance__link_national"
SPELLS_FILE = f"{COVER_SPELL.name}.parquet"


@dataclass(frozen=True, slots=True)
class Linked:
    """The kept steps of the linked registers, one per range of people, in the order of the ranges."""

    parts: tuple[KeptStep, ...]
    spells: KeptStep

    def files(self, table: str) -> tuple[Path, ...]:
        """The files of one of the linked tables, in order; some may have no rows."""
        return tuple(part.file(f"{table}.parquet") for part in self.parts)

    def table(self, engine: Engine, name: str) -> Table:
        """One of the linked tables, lazily."""
        return engine.read_parquet(self.files(name))

    def told(self, what: str) -> int:
        """One of the numbers that were told when the parts were made, over all parts."""
        return sum(int(part.told[what]) for part in self.parts)


def linked(
    engine: Engine,
    writer: Writer,
    choice: Choice,
    raw: Mapping[str, Table],
    *,
    progress: Progress,
    anew: bool = False,
) -> Linked:
    """The linked registers of a choice of snapshots: those that are kept, the others made and kept.

    ``anew`` makes all of them again.
    """
    steps = writer.steps(WORK, _inputs(choice), is_reused=True)
    if anew:
        steps.drop()
    work = _Work(engine, steps, raw, progress)
    rows_n = sum(one.snapshot.card.accepted_n for name in NEEDED for one in choice.used[name])
    parts = tuple(work.part(bucket) for bucket in buckets(rows_n))
    return Linked(parts, work.spells(parts))


def _inputs(choice: Choice) -> dict[str, Any]:
    used = {
        name: [[str(one.snapshot.id), one.snapshot.card_sha256] for one in choice.used[name]]
        for name in NEEDED
    }
    return {**used, "spine": SPINE_VERSION}


@dataclass(slots=True)
class _Work:
    """Making what is not kept; what all parts need is computed with the first that is made."""

    engine: Engine
    steps: Steps
    raw: Mapping[str, Table]
    progress: Progress
    link: Table | None = None

    def part(self, bucket: Bucket) -> KeptStep:
        """The step of one range of people."""
        kept = self.steps.made(STEP, partial(self._make, bucket), part=bucket.n, of=bucket.of)
        if kept.was_kept:
            self.progress.say(f"part {bucket.n + 1} of {bucket.of} of the linked registers was kept")
        return kept

    def spells(self, parts: tuple[KeptStep, ...]) -> KeptStep:
        """The step with the spells of everybody in one file."""
        if len(parts) == 1:
            return parts[0]

        def together(folder: Path) -> None:
            self.progress.say("putting the spells of all parts together")
            files = [part.file(SPELLS_FILE) for part in parts]
            self.engine.write_parquet(
                self.engine.read_parquet(files), folder / SPELLS_FILE, order_by=COVER_SPELL.key
            )

        return self.steps.made("spells", together)

    def _make(self, bucket: Bucket, folder: Path) -> dict[str, int]:
        from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

        if self.link is None:
            made, _ = graph.run(self.engine, graph.LINKING, [INSURANCE_LINK], self.raw)
            self.link = made[INSURANCE_LINK]
        self.progress.say(f"linking the registers, part {bucket.n + 1} of {bucket.of}")
        made, stored = graph.run(
            self.engine,
            graph.LINKING,
            graph.LINKED,
            {**self.raw, "bucket": bucket},
            overrides={INSURANCE_LINK: self.link},
        )
        for table in LINKED_TABLES:
            path = folder / f"{table.name}.parquet"
            # Only the spells are published; nothing that is counted depends on the order of the others.
            order = table.key if table is COVER_SPELL else ()
            self.engine.write_parquet(typed(made[table.name], table), path, order_by=order)
        self.engine.drop(stored)
        return _told(folder)


def _told(folder: Path) -> dict[str, int]:
    """Rows of each table, and of how many rows of each register the plain people are made."""
    plain = pq.ParquetFile(folder / f"{LINK_PLAIN.name}.parquet")
    sides = {"population": "home_row_n", "participation": "card_row_n"}
    rows = {
        table.name: int(pq.read_metadata(folder / f"{table.name}.parquet").num_rows)
        for table in LINKED_TABLES
    }
    return rows | {f"{register}_plain_n": _filled_n(plain, column) for register, column in sides.items()}


def _filled_n(file: pq.ParquetFile, column: str) -> int:
    return sum(
        len(batch) - batch.column(0).null_count
        for batch in file.iter_batches(columns=[column], batch_size=1 << 20)
    )
