"""Small snapshots and closings written for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.lake.card import Card, Source
from toandan.lake.closing import Closing, ClosingCard, UsedSnapshot, Written
from toandan.lake.encrypted import MAGIC
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.scope import Scope
from toandan.lake.sealed import SealedWriter
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot, SnapshotId
from toandan.lake.text import sha256_of
from toandan.lake.work import Work, WorkCard, WorkInput

SCOPE = Scope(date(2025, 7, 1), "15")
AS_OF = date(2025, 10, 31)
NAMES = pa.table({"row_n": pa.array([1, 2], pa.int64()), "full_name": ["Giàng A", "Lò Thị"]})
USED = "population/15@2025-07-01/2025-10-31/v001"
CORE_TABLE, OUT_TABLE = "core_cover__spell_card", "out_participants__month_cell"
# Committing does not look into files, so a test of its steps may use any bytes.
WORK_FILES = {
    "out_person__month_cell.parquet": b"cells",
    "core_person__entity_spine.parquet": b"persons",
    "person__entity_name.parquet": MAGIC + b" names",
}
PLAIN_FILES = {ROWS: b"rows", SEALED: b"sealed", QUARANTINE: b"quarantine"}


def commit(
    home: Home,
    keyring: Keyring,
    *,
    rows: int = 2,
    register: str = "population",
    scope: Scope = SCOPE,
    as_of: date = AS_OF,
) -> Snapshot:
    """Commit one more version of a tiny extract."""
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="intake", keyring=keyring) as writer, writer.staging("intake") as folder:
        version = writer.next_version(register, scope, as_of)
        pq.write_table(pa.table({"row_n": list(range(rows))}), folder / ROWS)
        digests = {name: seal(folder / name, keyring) for name in (SEALED, QUARANTINE)}
        return writer.commit_snapshot(
            folder, card(folder, SnapshotId(register, scope, as_of, version), rows, digests)
        )


def commit_plain(
    home: Home, keyring: Keyring, *, register: str = "population", as_of: date = AS_OF
) -> Snapshot:
    """The same without Arrow, whose threads a forked process does not have."""
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="intake", keyring=keyring) as writer, writer.staging("intake") as folder:
        fill(folder, PLAIN_FILES)
        name = SnapshotId(register, SCOPE, as_of, writer.next_version(register, SCOPE, as_of))
        return writer.commit_snapshot(folder, card(folder, name, 2, {}))


def commit_closing(
    home: Home,
    *,
    month: str = "2025-10",
    content: bytes = b"cells",
    law: str = "l",
    used: str = "",
    used_name: str = USED,
    release: bool = True,
    proposals: tuple[str, ...] = (),
) -> Closing:
    """Commit a closing of two tables, made from one snapshot of the lake."""
    lake = Lake.open(home, must_exist=False)
    with (
        lake.writer(purpose="close", keyring=None) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
    ):
        fill(core, {f"{CORE_TABLE}.parquet": b"spells"})
        fill(out, {f"{OUT_TABLE}.parquet": content})
        files, digest = (*core.iterdir(), *out.iterdir()), used or first_card(home, used_name)
        described = closing_card(month, files, used=digest, used_name=used_name, law=law)
        described = replace(described, proposals=proposals)
        return writer.commit_closing(core, out, described, release=release)


def first_card(home: Home, name: str = USED) -> str:
    """The hash of the card of the snapshot that closings of these tests name."""
    return Lake.open(home).manifest.snapshots[name]


def work_input(home: Home, name: str = USED, use: str = "") -> WorkInput:
    """Something of the lake as a work names it."""
    lake = Lake.open(home)
    if name in lake.manifest.snapshots:
        return lake.snapshot(name).as_input(use)
    made = {one.name: one for one in lake.made()}
    return made[name].as_input(use)


def work_card(
    kind: str, inputs: Sequence[WorkInput], files: Sequence[Path] = (), sealed: Sequence[str] = ()
) -> WorkCard:
    """The card of a work with these files; ``sealed`` names the encrypted ones."""
    return WorkCard(
        kind=kind,
        inputs=tuple(inputs),
        versions={"software": "0", "code": "1"},
        parameters={"window": 12},
        synthetic=True,
        tables={path.stem: Written(sha256_of(path), 1) for path in files},
        digests={name: f"digest of {name}" for name in sealed},
        findings={"people_n": 1},
    )


def commit_work(
    home: Home,
    kind: str,
    *names: str,
    files: Mapping[str, bytes] = WORK_FILES,
    at: str = "",
    by: str = "",
    **changes: Any,
) -> Work[WorkCard]:
    """Commit a work of a plain table, a table of persons and an encrypted one, as far as ``files`` has them."""
    lake = Lake.open(home, must_exist=False)
    with (
        lake.writer(purpose="work", keyring=None) as writer,
        writer.staging("work-core") as core,
        writer.staging("work-out") as out,
    ):
        staged = stage_work(home, kind, names, (core, out), files=files, **changes)
        return writer.commit_work(*staged, at=at, by=by)


def stage_work(
    home: Home,
    kind: str,
    names: Sequence[str],
    folders: tuple[Path, Path],
    *,
    files: Mapping[str, bytes] = WORK_FILES,
    **changes: Any,
) -> tuple[Path | None, Path, WorkCard]:
    """Fill the folders of a work made from these names of the lake; what a writer commits."""
    core, out = folders
    of_persons = {name: content for name, content in files.items() if not name.startswith("out_")}
    fill(core, of_persons)
    fill(out, {name: content for name, content in files.items() if name not in of_persons})
    written = (*sorted(core.iterdir()), *sorted(out.iterdir()))
    sealed = [Path(name).stem for name in of_persons if not name.startswith("core_")]
    card = work_card(kind, [work_input(home, name) for name in names], written, sealed)
    return core if of_persons else None, out, replace(card, **changes)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a staged folder."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


def seal(path: Path, keyring: Keyring, rows: pa.Table = NAMES) -> str:
    """Write an encrypted file; its keyed digest."""
    with SealedWriter(path, rows.schema, keyring) as writer:
        writer.write(rows)
    return writer.digest


def card(folder: Path, name: SnapshotId, rows: int, digests: dict[str, str]) -> Card:
    """The card of a staged folder."""
    return Card(
        id=str(name),
        origin="test",
        sources=(Source("population.csv", 10, "ab" * 32, rows),),
        received_at="2025-11-01T00:00:00+00:00",
        received_n=rows,
        accepted_n=rows,
        quarantined_n=0,
        files={path.name: sha256_of(path) for path in sorted(folder.iterdir())},
        digests=digests,
        legal_basis="test",
        synthetic=True,
        layout="population/1",
        places_version="p",
        software_version="0",
    )


def closing_card(
    month: str, tables: tuple[Path, ...], *, used: str = "ab" * 32, used_name: str = USED, law: str = "l"
) -> ClosingCard:
    """The card of a closing with these table files, from one snapshot whose card has this hash."""
    return ClosingCard(
        month=month,
        snapshots=(UsedSnapshot(used_name, "as_of", used),),
        law_version=law,
        spine_version="s",
        places_version="p",
        software_version="0",
        synthetic=True,
        tables={path.stem: Written(sha256_of(path), 1) for path in tables},
        findings={},
    )
