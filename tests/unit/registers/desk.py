"""What the tests of this room share: an extract written, staged and told row by row."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.lake.steps import Steps
from toandan.lawbook.law import shipped
from toandan.registers.book import intake_of
from toandan.registers.check import found
from toandan.registers.known import Known
from toandan.registers.source.extract import Extract
from toandan.registers.source.fingerprint import source_files
from toandan.registers.staging import Staged, stage

AS_OF = date(2025, 10, 31)
KEY = b"k" * 32
KNOWN = Known(AS_OF, "15", shipped().known_codes())

type Findings = set[tuple[str, str]]


def write_csv(path: Path, rows: Sequence[Mapping[str, str | None]], columns: Sequence[str]) -> Path:
    """The rows as CSV in our own layout."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: row.get(name) or "" for name in columns} for row in rows)
    return path


def staged(
    folder: Path, register: str, rows: Sequence[Mapping[str, str | None]], known: Known = KNOWN
) -> Staged:
    """The rows written, read back and checked."""
    intake = intake_of(register)
    path = write_csv(folder / f"{register}.csv", rows, intake.register.received.names)
    extract = Extract(source_files([path]), intake.register.received)
    steps = Steps(
        folder, register, {"sha256": extract.files[0].sha256, "known": [str(known.as_of), known.scope]}
    )
    with open_engine(Settings(threads=2)) as engine:
        return stage(engine, extract, intake, known, keys=[KEY], steps=steps)


def judged(
    folder: Path, register: str, rows: Sequence[Mapping[str, str | None]], known: Known = KNOWN
) -> list[Findings]:
    """The findings of each row as (code, column); nothing for an accepted one."""
    outcome = staged(folder, register, rows, known)
    by_row = {
        row["row_n"]: {(check.code, check.column) for check in found(row["findings"], outcome.checks)}
        for row in outcome.bad.to_pylist()
    }
    return [by_row.get(row_n, set()) for row_n in range(1, len(rows) + 1)]
