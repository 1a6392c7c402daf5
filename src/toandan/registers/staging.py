"""One pass over an extract: texts become typed, keyed, checked rows in a working file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table, UUIDValue, Value

from toandan.engine.keyed import bind_keys, chained_uuid, pads_of
from toandan.engine.session import STREAM, Embedded
from toandan.lake.steps import Steps
from toandan.progress import SILENT, Progress
from toandan.registers.across import CLEAN
from toandan.registers.check import AcrossCheck, Check, findings
from toandan.registers.intake import RegisterIntake
from toandan.registers.known import PLACES, Known
from toandan.registers.parts import PART_ROWS, ROWS, read_in_parts
from toandan.registers.source.batch import ROW_N, WHERE, text_schema
from toandan.registers.source.extract import Extract
from toandan.registers.zeros.watch import NO_PADDING, Padding, Watch
from toandan.schemas import table as schema
from toandan.values.ids import IdKind

KEY, FINDINGS, KEPT = "intake_key", "findings", "kept_row_n"
BAD, STEP = "bad.parquet", "compare"
TEXTS = (schema.Kind.TEXT, schema.Kind.CODE)
# A word of ours, whatever was received; rows are compared by it.
DERIVED = ("birth_precision",)
BAD_SCHEMA = pa.schema([(ROW_N, pa.int64()), (FINDINGS, pa.int64()), (KEPT, pa.int64())])


@dataclass(frozen=True, slots=True)
class Staged:
    """The typed rows of an extract, and which of them are not accepted.

    ``parts``, to be read with ``working.in_order``, are working Parquet files without any open
    identity: row_n, file_n, line, the stored columns, ``findings``; texts of a row with findings
    are left out. ``bad`` has one row per row that is not accepted, in order: row_n, findings over
    ``checks`` (row checks first, then those across rows), the row kept instead. ``padding`` tells
    the columns whose numbers got their leading zeros back.
    """

    parts: tuple[Path, ...]
    bad: pa.Table
    checks: tuple[Check | AcrossCheck, ...]
    padding: Padding = NO_PADDING


def stage(
    engine: Embedded,
    extract: Extract,
    intake: RegisterIntake,
    known: Known,
    *,
    keys: Sequence[bytes],
    steps: Steps,
    part_rows: int = PART_ROWS,
    progress: Progress = SILENT,
) -> Staged:
    """Read, type, key and check the extract in steps; raises BadInput for a file that cannot be read.

    ``keys`` are those of every generation, as ``Keyring.id_keys`` gives them.
    """
    checks = intake.checks(known)
    query = _query(
        intake, known, checks, bind_keys(engine, KEY, keys), engine.table_of(PLACES, intake.places(known))
    )
    watch = Watch(extract.layout.names, extract.digits)
    read = partial(read_in_parts, engine, extract, query, steps, rows=part_rows, say=progress.say)
    parts = read(watch=watch)
    padding = watch.padding
    if padding.columns:
        progress.say("putting back lost zeros")
        parts = read(padding=padding)

    def compare(folder: Path) -> None:
        progress.say("comparing the rows with each other")
        rows = engine.read_parquet(parts)
        own = rows.filter(rows[FINDINGS] != 0).select(ROW_N, FINDINGS, **{KEPT: ibis.null("int64")})
        found = [engine.fetch(own).cast(BAD_SCHEMA), *_across(engine, extract, intake, rows, len(checks))]
        pq.write_table(_together(found), folder / BAD)

    bad = pq.read_table(steps.made(STEP, compare).file(BAD))
    return Staged(parts, bad, (*checks, *intake.across), padding)


def judged(
    engine: Embedded, rows: pa.RecordBatch, intake: RegisterIntake, known: Known, keys: Sequence[bytes]
) -> Table:
    """Some trimmed received rows typed, keyed and checked each for itself, as ``stage`` does for an extract."""
    pads, places = bind_keys(engine, KEY, keys), engine.table_of(PLACES, intake.places(known))
    query = ibis.to_sql(_query(intake, known, intake.checks(known), pads, places), dialect="duckdb")
    return engine.stream(ROWS, pa.Table.from_batches([rows]).to_reader(), query)


def _query(
    intake: RegisterIntake, known: Known, checks: Sequence[Check], pads: Table, places: Table
) -> Table:
    received = ibis.table(
        ibis.Schema.from_pyarrow(text_schema(intake.register.received.names)), name=f"{ROWS}{STREAM}"
    )
    read = intake.read(received, known)
    at = [read.at_vintage == places.place_vintage, read.at_place == places.place_code]
    placed = read.left_join(places, at).cross_join(pads)

    key_pads = pads_of(placed)

    def keyed(kind: IdKind, value: Value) -> UUIDValue:
        return chained_uuid(kind, value, key_pads)

    columns = intake.stored(placed, known, keyed)
    checked = placed.select(*WHERE, **columns, **{FINDINGS: findings(placed, checks)})
    return checked.mutate(**_clean_texts(checked, intake.register.stored))


def _clean_texts(checked: Table, stored: schema.Table) -> dict[str, Value]:
    """Texts as received, only of rows without findings: a number or name may stand in any column."""
    is_clean = checked[FINDINGS] == 0
    return {
        column.name: is_clean.ifelse(checked[column.name], ibis.null("string"))
        for column in stored.columns
        if column.kind in TEXTS and column.name not in DERIVED
    }


def _across(
    engine: Embedded, extract: Extract, intake: RegisterIntake, rows: Table, first_bit: int
) -> list[pa.Table]:
    suspects = intake.suspects(rows.mutate(**{CLEAN: rows[FINDINGS] == 0}))
    if intake.beside:
        suspects = engine.stored("intake_suspects", suspects)
        row_ns = np.sort(engine.fetch(suspects.select(ROW_N)).column(ROW_N).to_numpy())
        if len(row_ns) == 0:
            return []
        texts = engine.table_of("intake_texts", extract.texts(row_ns, intake.beside))
        suspects = engine.stored("intake_compared", suspects.inner_join(texts, ROW_N))
        engine.drop(["intake_suspects", "intake_texts"])
    return [
        _marked(engine, check.find(suspects), bit) for bit, check in enumerate(intake.across, start=first_bit)
    ]


def _marked(engine: Embedded, hit: Table, bit: int) -> pa.Table:
    number = ibis.literal(1 << bit, "int64")
    return engine.fetch(hit.select(ROW_N, **{FINDINGS: number, KEPT: hit[KEPT]})).cast(BAD_SCHEMA)


def _together(found: list[pa.Table]) -> pa.Table:
    # Each part holds a row at most once, so adding the numbers sets the bits.
    sums = pa.concat_tables(found).group_by(ROW_N).aggregate([(FINDINGS, "sum"), (KEPT, "min")])
    return sums.rename_columns([ROW_N, FINDINGS, KEPT]).cast(BAD_SCHEMA).sort_by(ROW_N)
