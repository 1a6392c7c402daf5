"""Small snapshots and closings written for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.lake.card import Card, Source
from toandan.lake.closing import Closing, ClosingCard, UsedSnapshot, Written
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.scope import Scope
from toandan.lake.sealed import SealedWriter
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot, SnapshotId
from toandan.lake.text import sha256_of

SCOPE = Scope(date(2025, 7, 1), "15")
AS_OF = date(2025, 10, 31)
NAMES = pa.table({"row_n": pa.array([1, 2], pa.int64()), "full_name": ["Giàng A", "Lò Thị"]})
USED = "population/15@2025-07-01/2025-10-31/v001"
CORE_TABLE, OUT_TABLE = "core_cover__spell_card", "out_participants__month_cell"
# Committing does not look into files, so a test of its steps may use any bytes.
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


def commit_closing(home: Home, *, month: str = "2025-10", content: bytes = b"cells") -> Closing:
    """Commit a closing of two tables, made from whatever the lake holds."""
    lake = Lake.open(home, must_exist=False)
    with (
        lake.writer(purpose="close", keyring=None) as writer,
        writer.staging("core") as core,
        writer.staging("out") as out,
    ):
        fill(core, {f"{CORE_TABLE}.parquet": b"spells"})
        fill(out, {f"{OUT_TABLE}.parquet": content})
        described = closing_card(month, (*core.iterdir(), *out.iterdir()), used=first_card(home))
        return writer.commit_closing(core, out, described)


def first_card(home: Home) -> str:
    """The hash of the card of the snapshot that closings of these tests name."""
    return Lake.open(home).manifest.snapshots[USED]


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
    month: str, tables: tuple[Path, ...], *, used: str = "ab" * 32, law: str = "l"
) -> ClosingCard:
    """The card of a closing with these table files, from one snapshot whose card has this hash."""
    return ClosingCard(
        month=month,
        snapshots=(UsedSnapshot(USED, "as_of", used),),
        law_version=law,
        spine_version="s",
        places_version="p",
        software_version="0",
        synthetic=True,
        tables={path.stem: Written(sha256_of(path), 1) for path in tables},
        findings={},
    )
