"""Small snapshots written for the tests of this room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.lake.card import Card, Source
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


def commit(home: Home, keyring: Keyring, *, rows: int = 2, register: str = "population") -> Snapshot:
    """Commit one more version of a tiny extract."""
    lake = Lake.open(home, must_exist=False)
    with lake.writer(purpose="intake", keyring=keyring) as writer, writer.staging("intake") as folder:
        version = writer.next_version(register, SCOPE, AS_OF)
        pq.write_table(pa.table({"row_n": list(range(rows))}), folder / ROWS)
        digests = {name: seal(folder / name, keyring) for name in (SEALED, QUARANTINE)}
        return writer.commit_snapshot(
            folder, card(folder, SnapshotId(register, SCOPE, AS_OF, version), rows, digests)
        )


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
