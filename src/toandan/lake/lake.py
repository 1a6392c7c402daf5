"""The lake as one object: what is committed, and the one way to add to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toandan.errors import BadInput
from toandan.lake.card import Card
from toandan.lake.closing import Closing, ClosingCard
from toandan.lake.durable import told
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring, check_fingerprints
from toandan.lake.lock import writer_lock
from toandan.lake.manifest import MANIFEST, Manifest
from toandan.lake.scope import Scope
from toandan.lake.snapshot import CARD, Snapshot, SnapshotId
from toandan.lake.writer import Writer

RAW, CORE, OUT = "raw", "core", "out"


@dataclass(frozen=True, slots=True)
class Lake:
    """What is committed in one home, as its manifest said when it was opened."""

    home: Home
    manifest: Manifest

    @classmethod
    def open(cls, home: Home, *, must_exist: bool = True) -> Lake:
        """The lake of a home; raises BadInput when there is none, unless it need not exist yet."""
        if not must_exist and not (home.lake / MANIFEST).exists():
            return cls(home, Manifest())
        return cls(home, Manifest.read(home.lake))

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.home.lake

    def check_keys(self, keyring: Keyring) -> None:
        """Raise NotAllowed unless these are the keys the lake was written with."""
        check_fingerprints(keyring, self.manifest.keys, self.folder)

    def snapshots(self, register: str | None = None) -> tuple[Snapshot, ...]:
        """The committed snapshots in the order of their ids; of one register, if named."""
        ids = (SnapshotId.parse(name) for name in self.manifest.snapshots)
        return tuple(self.snapshot(found) for found in sorted(ids) if register in (None, found.register))

    def snapshot(self, wanted: SnapshotId) -> Snapshot:
        """One committed snapshot; raises BadInput for one that is not there."""
        name = str(wanted)
        if name not in self.manifest.snapshots:
            raise BadInput(
                what=f"there is no snapshot {name}", where=str(self.folder), do="see `toandan lake show`"
            )
        folder = self.folder / RAW / name
        return Snapshot(wanted, folder, Card.from_json(_read(folder / CARD)), self.manifest.snapshots[name])

    def history(self, register: str) -> tuple[Snapshot, ...]:
        """The newest version of every scope and day of a register."""
        newest = {(found.id.scope, found.id.as_of): found for found in self.snapshots(register)}
        return tuple(newest.values())

    def newest(self, register: str, scope: Scope, as_of: date) -> Snapshot | None:
        """The newest committed version of that extract, or None."""
        for found in self.history(register):
            if (found.id.scope, found.id.as_of) == (scope, as_of):
                return found
        return None

    def closings(self, month: str | None = None) -> tuple[Closing, ...]:
        """The committed closings in the order of their commit; of one month, if named."""
        return tuple(
            self._closing(name) for name in self.manifest.closings if month in (None, name.split("/")[0])
        )

    def _closing(self, name: str) -> Closing:
        out = self.folder / OUT / name
        return Closing(ClosingCard.from_json(_read(out / CARD)), self.folder / CORE / name, out)

    @contextmanager
    def writer(self, *, purpose: str, keyring: Keyring | None) -> Iterator[Writer]:
        """Hold the lock and add to the lake. Keys are checked before anything is written.

        Raises Busy when another process writes, NotAllowed for other keys or a read-only folder.
        """
        if keyring is not None:
            self.check_keys(keyring)
        with told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.folder, purpose):
            manifest = Lake.open(self.home, must_exist=False).manifest
            if keyring is not None:
                check_fingerprints(keyring, manifest.keys, self.folder)
            writer = Writer(self.folder, manifest, keyring.fingerprints() if keyring is not None else {})
            with told(self.folder):
                writer.clear_abandoned()
            yield writer


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise BadInput(
            what="a committed file is missing",
            where=str(path),
            why="the manifest names it",
            do="run `toandan lake verify` and restore the folder from a backup",
        ) from problem
