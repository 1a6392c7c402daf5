"""The lake as one object: what is committed, and the one way to add to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toandan.errors import BadInput, Vietnamese
from toandan.lake import durable
from toandan.lake.card import Card
from toandan.lake.closing import Closing, ClosingCard
from toandan.lake.committed import committed_card
from toandan.lake.durable import told
from toandan.lake.event import CLOSING, SNAPSHOT, WORK, Event
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring, check_fingerprints
from toandan.lake.lock import writer_lock
from toandan.lake.manifest import Manifest
from toandan.lake.orphans import CORE, OUT, RAW, check_no_manifest_is_missing
from toandan.lake.refused import no_closing
from toandan.lake.scope import Scope
from toandan.lake.snapshot import CARD, Snapshot, SnapshotId
from toandan.lake.work import AnyWork, Work, WorkCard
from toandan.lake.writer import Writer

COMMITS = (SNAPSHOT, CLOSING, WORK)


@dataclass(frozen=True, slots=True)
class Lake:
    """What is committed in one home, as its manifest said when it was opened."""

    home: Home
    manifest: Manifest

    @classmethod
    def open(cls, home: Home, *, must_exist: bool = True) -> Lake:
        """The lake of a home; raises BadInput when there is none, unless it need not exist yet."""
        found = Manifest.find(home.lake)
        if found is None:
            check_no_manifest_is_missing(home.lake)
        if must_exist:
            return cls(home, found or Manifest.read(home.lake))
        return cls(home, found or Manifest())

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.home.lake

    def check_keys(self, keyring: Keyring) -> None:
        """Raise NotAllowed unless these are the keys the lake was written with."""
        check_fingerprints(keyring, self.manifest.keys, self.folder)

    def snapshots(self, register: str | None = None) -> tuple[Snapshot, ...]:
        """The committed snapshots that were not destroyed, by id; of one register, if named."""
        return tuple(self.snapshot(found) for found in self._ids() if register in (None, found.register))

    def _ids(self) -> list[SnapshotId]:
        destroyed = self.manifest.destroyed
        return sorted(SnapshotId.parse(name) for name in self.manifest.snapshots if name not in destroyed)

    def snapshot(self, wanted: SnapshotId | str) -> Snapshot:
        """One committed snapshot; raises BadInput for one that is not there, destroyed, or whose card was changed."""
        name = str(wanted)
        if name in self.manifest.destroyed:
            raise _destroyed(self.manifest.destroyed[name], self.folder)
        return self.described(name)

    def described(self, name: str) -> Snapshot:
        """The same for one that may have been destroyed: its card stays, its files are gone."""
        if name not in self.manifest.snapshots:
            raise BadInput(
                what=f"there is no snapshot {name}", where=str(self.folder), do="see `toandan lake show`"
            )
        folder, digest = self.folder / RAW / name, self.manifest.snapshots[name]
        card = committed_card(folder / CARD, digest, Card.from_json)
        return Snapshot(SnapshotId.parse(name), folder, card, card.committed_as or digest)

    def history(self, register: str) -> tuple[Snapshot, ...]:
        """The newest version of every scope and day of a register."""
        ids = (found for found in self._ids() if found.register == register)
        newest = {(found.scope, found.as_of): found for found in ids}
        return tuple(self.snapshot(found) for found in newest.values())

    def newest(self, register: str, scope: Scope, as_of: date) -> Snapshot | None:
        """The newest committed version of that extract, or None."""
        wanted = (register, scope, as_of)
        versions = [found for found in self._ids() if (found.register, found.scope, found.as_of) == wanted]
        return self.snapshot(versions[-1]) if versions else None

    def before(self, name: SnapshotId) -> Snapshot | None:
        """The newest earlier version of the same extract that still stands, or None."""
        same = (name.register, name.scope, name.as_of)
        earlier = [
            found
            for found in self._ids()
            if (found.register, found.scope, found.as_of) == same and found.version < name.version
        ]
        return self.snapshot(earlier[-1]) if earlier else None

    def closings(self, month: str | None = None) -> tuple[Closing, ...]:
        """The committed closings in the order of their commit; of one month, if named."""
        return tuple(
            self.closing(name) for name in self.manifest.closings if month in (None, name.split("/")[0])
        )

    def newest_closing(self, month: str) -> Closing | None:
        """The closing of a month that was committed last; one under a proposal is none of the month."""
        return next((one for one in reversed(self.closings(month)) if not one.card.proposals), None)

    def closing(self, name: str) -> Closing:
        """The committed closing named ``month/id``; raises BadInput for one that is not there or was changed."""
        if name not in self.manifest.closings:
            raise no_closing(name, self.folder)
        out = self.folder / OUT / name
        card = committed_card(out / CARD, self.manifest.closings[name], ClosingCard.from_json)
        return Closing(card, self.folder / CORE / name, out, self.manifest.destroyed.get(name))

    def released_closing(self, month: str) -> Closing | None:
        """The closing of a month that is read, or None where none was released."""
        name = self.manifest.released_closing(month)
        return self.closing(name) if name else None

    def works(self, kind: str | None = None) -> tuple[Work[WorkCard], ...]:
        """The committed works but closings in the order of their commit; of one kind, if named.

        One whose tables of persons were destroyed is among them.
        """
        return tuple(self.work(name) for name in self.manifest.works if kind in (None, name.split("/")[0]))

    def work(self, name: str) -> Work[WorkCard]:
        """The committed work named ``kind/id``; raises BadInput for one that is not there or was changed."""
        if name not in self.manifest.works:
            raise BadInput(
                what=f"there is no work {name}",
                where=str(self.folder),
                do="see `toandan lake works`",
                vi=Vietnamese(what=f"không có sản phẩm dữ liệu {name}", do="xem `toandan lake works`"),
            )
        out = self.folder / OUT / name
        card = committed_card(out / CARD, self.manifest.works[name], WorkCard.from_json)
        return Work(card, self.folder / CORE / name, out, self.manifest.destroyed.get(name))

    def made(self) -> tuple[AnyWork, ...]:
        """Every committed closing and every other work."""
        return (*self.closings(), *self.works())

    def log(self) -> tuple[Event, ...]:
        """What happened, in order. What was committed before there was a log is told from its cards, first."""
        told_of = {event.id for event in self.manifest.log if event.what in COMMITS}
        snapshots = (self.described(name).card for name in self.manifest.snapshots if name not in told_of)
        closings = (name for name in self.manifest.closings if name not in told_of)
        return (
            *(Event.of_card(card) for card in snapshots),
            *(_closed(name, self.closing(name).card) for name in closings),
            *self.manifest.log,
        )

    def commit_of(self, name: str) -> Event | None:
        """The log's entry of the commit of a snapshot, closing or work; None where there was no log yet."""
        commits = (event for event in self.manifest.log if event.what in COMMITS)
        return next((event for event in commits if event.id == name), None)

    @contextmanager
    def writer(self, *, purpose: str, keyring: Keyring | None) -> Iterator[Writer]:
        """Hold the lock and add to the lake. Keys are checked before anything is written.

        The lake is made by its first commit. Raises Busy when another process writes, NotAllowed
        for other keys or a folder that cannot be written, BadInput for a manifest that is missing,
        broken or older than the folders.
        """
        if keyring is not None:
            self.check_keys(keyring)
        with told(self.folder):
            durable.make_folder(self.folder)
        with writer_lock(self.folder, purpose):
            manifest = Lake.open(self.home, must_exist=False).manifest
            if keyring is not None:
                check_fingerprints(keyring, manifest.keys, self.folder)
            writer = Writer(self.folder, manifest, keyring.fingerprints() if keyring is not None else {})
            with told(self.folder):
                writer.clear_abandoned()
            yield writer


def _closed(name: str, card: ClosingCard) -> Event:
    counts = {"snapshots_n": len(card.snapshots)}
    return Event(what=CLOSING, id=name, counts=counts, synthetic=card.synthetic)


def _destroyed(event: Event, where: Path) -> BadInput:
    instead = f"use {event.instead}, which stands instead" if event.instead else "use a later version"
    return BadInput(
        what=f"snapshot {event.id} was destroyed",
        where=str(where),
        why=f"{event.what}, {event.at}: {event.reason}",
        do=f"{instead}; `toandan lake log` tells what happened",
    )
