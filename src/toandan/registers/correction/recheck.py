"""Corrected rows judged as an intake would: each for itself, then against every accepted row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis.expr.types import Table

from toandan.engine import Embedded
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import iter_sealed
from toandan.lake.snapshot import Snapshot
from toandan.registers.across import CLEAN
from toandan.registers.check import AcrossCheck, Check, found
from toandan.registers.columns import arrow_schema
from toandan.registers.in_layout import rows_in_layout
from toandan.registers.intake import RegisterIntake
from toandan.registers.known import Known
from toandan.registers.quarantine import RECEIVED, Finding
from toandan.registers.source.batch import ROW_N, are_among
from toandan.registers.staging import FINDINGS, KEPT, judged

# Corrected rows come after every accepted one, so that of two equal rows the accepted one is kept.
AFTER = 1 << 40


@dataclass(frozen=True, slots=True)
class Rechecked:
    """``accepted`` are the stored columns of the rows that are good now, by row_n; ``reasons`` those of the others."""

    accepted: pa.Table
    reasons: dict[int, list[Finding]]


def recheck(
    engine: Embedded,
    rows: pa.RecordBatch,
    sent: Collection[int],
    before: Snapshot,
    intake: RegisterIntake,
    *,
    known: Known,
    keyring: Keyring,
    aside: Path,
) -> Rechecked:
    """Judge trimmed received rows of a quarantine; only the ``sent`` among them may be accepted.

    ``aside`` is a file to work with, of keyed ids like every plain table; the caller removes it.

    What was accepted stays so: a row that contradicts or repeats it is the one that is refused.
    """
    row_checks = intake.checks(known)
    checks: tuple[Check | AcrossCheck, ...] = (*row_checks, *intake.across)
    own = judged(engine, rows, intake, known, keyring.id_keys)
    is_sent = own[ROW_N].isin(sorted(sent))
    stored = [name for name in intake.register.stored.names if name != ROW_N]
    new = own.select(
        **{ROW_N: own[ROW_N] + AFTER},
        **{name: own[name] for name in stored},
        **{CLEAN: (own[FINDINGS] == 0) & is_sent},
    )
    old = rows_in_layout(engine, before.rows, intake.register.stored)
    old = old.select(ROW_N, *stored, **{CLEAN: ibis.literal(value=True)})
    both = old.union(new.cast(old.schema()))
    across = _across(engine, both, rows, before, intake=intake, keyring=keyring)
    numbers = engine.fetch(own.select(ROW_N, FINDINGS)).to_pylist()
    found_n = {row[ROW_N]: row[FINDINGS] for row in numbers}
    kept: dict[int, int | None] = {}
    for place, hits in enumerate(across, start=len(row_checks)):
        for row in hits.to_pylist():
            if row[ROW_N] >= AFTER:
                found_n[row[ROW_N] - AFTER] |= 1 << place
                kept[row[ROW_N] - AFTER] = row[KEPT]
    good = [row_n for row_n, number in sorted(found_n.items()) if number == 0 and row_n in sent]
    texts = {row[ROW_N]: row for row in rows.to_pylist()}
    reasons = {
        row_n: [_finding(check, texts[row_n], known, kept.get(row_n)) for check in found(number, checks)]
        for row_n, number in found_n.items()
        if number
    }
    schema = arrow_schema(intake.register.stored)
    accepted = own.filter(own[ROW_N].isin(good or [-1])).select(*schema.names)
    # Through a file: only there are keyed ids the same as in the lake.
    engine.write_parquet(accepted, aside, order_by=[ROW_N])
    return Rechecked(pq.read_table(aside).cast(schema), reasons)


def _across(
    engine: Embedded,
    both: Table,
    rows: pa.RecordBatch,
    before: Snapshot,
    *,
    intake: RegisterIntake,
    keyring: Keyring,
) -> list[pa.Table]:
    suspects = engine.stored("resubmit_suspects", intake.suspects(both))
    if intake.beside:
        row_ns = np.sort(engine.fetch(suspects.select(ROW_N)).column(ROW_N).to_numpy())
        texts = _texts(rows, row_ns, before, intake.beside, keyring)
        suspects = suspects.inner_join(engine.table_of("resubmit_texts", texts), ROW_N)
    hits = [check.find(suspects) for check in intake.across]
    return [engine.fetch(hit.select(ROW_N, **{KEPT: hit[KEPT]})) for hit in hits]


def _texts(
    rows: pa.RecordBatch, row_ns: np.ndarray, before: Snapshot, beside: tuple[str, ...], keyring: Keyring
) -> pa.Table:
    """The received texts that rows are compared by: of accepted ones from the encrypted file."""
    schema = pa.schema([(ROW_N, pa.int64()), *((name, pa.string()) for name in beside)])
    new = rows.select([ROW_N, *beside])
    parts = [new.set_column(0, schema.field(0), pc.add(new.column(0), AFTER))]
    for batch in iter_sealed(before.sealed, keyring, schema.names):
        part = batch.select(schema.names)
        parts.append(part.filter(pa.array(are_among(part.column(0).to_numpy(), row_ns))))
    return pa.Table.from_batches([part.cast(schema) for part in parts], schema=schema)


def _finding(check: Check | AcrossCheck, texts: Mapping[str, Any], known: Known, kept: int | None) -> Finding:
    if isinstance(check, Check):
        return Finding(check.code, check.column, check.evidence(texts, known))
    told = "" if kept is None else f"it is row {kept - AFTER if kept >= AFTER else kept}"
    return Finding(check.code, check.column, told)


def entry_of(
    held: Mapping[str, Any], texts: Mapping[str, str | None], reasons: list[Finding]
) -> dict[str, Any]:
    """The quarantine row of a corrected row that is still not accepted; file and line stay the first ones."""
    main = reasons[0]
    told = {
        "code": main.code,
        "column": main.column,
        "codes": " ".join(str(one) for one in reasons),
        "reason": main.reason,
    }
    return {**held, **told, "raw": None, **{f"{RECEIVED}{name}": text for name, text in texts.items()}}
