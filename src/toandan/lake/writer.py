"""Adding to the lake: stage aside, flush, rename, then the manifest."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from toandan.errors import IdentityBroken
from toandan.lake import durable
from toandan.lake.card import Card
from toandan.lake.closing import Closing, ClosingCard
from toandan.lake.destruction import destroy_kept, destroy_remains
from toandan.lake.durable import told
from toandan.lake.event import CLOSING, Event
from toandan.lake.manifest import MANIFEST, Manifest
from toandan.lake.orphans import CORE, OUT, RAW, check_manifest_is_newest, orphans
from toandan.lake.scope import Scope
from toandan.lake.snapshot import CARD, Snapshot, SnapshotId
from toandan.lake.steps import FOLDER as STEPS
from toandan.lake.steps import REUSED, Steps, remove_abandoned, remove_committed
from toandan.lake.text import sha256_of, sha256_text

STAGING = ".staging"


class Writer:
    """The holder of the lock. What it has not committed is gone when it ends."""

    def __init__(self, folder: Path, manifest: Manifest, fingerprints: Mapping[str, str]) -> None:
        self._folder = folder
        self._manifest = replace(manifest, keys={**fingerprints, **manifest.keys})

    @contextmanager
    def staging(self, name: str) -> Iterator[Path]:
        """An empty folder aside; whatever is still in it afterwards is removed.

        Raises NotAllowed when the disk is full or read-only, whichever library noticed.
        """
        with told(self._folder), _Aside(self._folder, name) as folder:
            yield folder

    def steps(
        self, work: str, inputs: Mapping[str, Any], *, at: datetime | None = None, is_reused: bool = False
    ) -> Steps:
        """The kept steps of a piece of work; those that others abandoned before ``at`` are removed.

        ``is_reused`` keeps them after they are committed, for other work made from the same inputs.
        """
        own = Steps(self._folder, f"{REUSED}{work}" if is_reused else work, inputs)
        with told(self._folder):
            own.touch()
            remove_abandoned(self._folder, own, at)
        return own

    def destroy_kept_steps(self) -> None:
        """Overwrite and remove what is kept of work: it may hold anybody. What closings share with it stays there."""
        with told(self._folder):
            kept = sorted(path for path in (self._folder / STEPS).rglob("*") if path.is_file())
            destroy_kept(self._folder, kept)
            _clear(self._folder / STEPS)

    def next_version(self, register: str, scope: Scope, as_of: date) -> int:
        """One more than the newest committed version, from 1."""
        ids = (SnapshotId.parse(name) for name in self._manifest.snapshots)
        taken = (
            known.version
            for known in ids
            if (known.register, known.scope, known.as_of) == (register, scope, as_of)
        )
        return max(taken, default=0) + 1

    def commit_snapshot(self, staged: Path, card: Card) -> Snapshot:
        """Make the staged folder a committed snapshot.

        Raises IdentityBroken when the card does not describe the staged files or is not of the
        next version; NotAllowed when the disk refuses. The lake is unchanged then.
        """
        snapshot = self._described(staged, card)
        with told(self._folder):
            durable.write_bytes(staged / CARD, card.to_json())
            self._move([(staged, snapshot.folder)])
            self._replace(self._manifest.with_snapshot(card.id, snapshot.card_sha256, Event.of_card(card)))
        return snapshot

    def _described(self, staged: Path, card: Card) -> Snapshot:
        """The snapshot that a staged folder is to become; raises IdentityBroken unless it may."""
        found = SnapshotId.parse(card.id)
        if found.version != self.next_version(found.register, found.scope, found.as_of):
            raise _undescribed(card.id, "its version is not the next one")
        _check_described(card.id, {staged / name: digest for name, digest in card.files.items()}, staged)
        return Snapshot(found, self._folder / RAW / card.id, card, sha256_text(card.to_json()))

    def commit_destruction(
        self, destroyed: Sequence[Event], made: Sequence[tuple[Path, Card]] = ()
    ) -> tuple[Snapshot, ...]:
        """Destroy the files of snapshots and the core tables of closings, and commit what stands instead.

        All of it is one step: a crash before leaves everything as it was, a crash after leaves only
        files to destroy, which the next writer does. ``made`` are staged folders with their cards,
        one at most of each extract. Raises as ``commit_snapshot`` does.
        """
        snapshots = tuple(self._described(staged, card) for staged, card in made)
        manifest = self._manifest
        with told(self._folder):
            for staged, card in made:
                durable.write_bytes(staged / CARD, card.to_json())
            if made:
                # Several folders are moved: the manifest says beforehand which a crash may leave.
                self._replace(replace(manifest, announced=tuple(str(one.id) for one in snapshots)))
                self._move([(staged, one.folder) for (staged, _), one in zip(made, snapshots, strict=True)])
            for one in snapshots:
                manifest = manifest.with_snapshot(str(one.id), one.card_sha256, Event.of_card(one.card))
            self._replace(manifest.with_events(*destroyed))
            destroy_remains(self._folder, self._manifest)
        return snapshots

    def commit_closing(
        self, core: Path | None, out: Path, card: ClosingCard, *, at: str = "", hashed: Collection[str] = ()
    ) -> Closing:
        """Make the staged tables a committed closing, the newest of its month; ``at`` is for the log.

        ``hashed`` are tables given from kept steps, whose digests were taken from their files just now.

        A closing that is committed already is left as it is and becomes the newest. Raises
        IdentityBroken when its tables came out otherwise, or the card does not describe the
        staged tables; NotAllowed when the disk refuses. The lake is unchanged then.
        """
        name, content = f"{card.month}/{card.id}", card.to_json()
        closing = Closing(card, self._folder / CORE / name, self._folder / OUT / name)
        staged = dict(_staged_tables(core, out, card))
        sure = {path for path in staged if path.stem in hashed}
        _check_described(name, staged, *((core,) if core else ()), out, sure=sure)
        self._check_repeated(name, sha256_text(content))
        with told(self._folder):
            if name not in self._manifest.closings:
                durable.write_bytes(out / CARD, content)
                self._move([(core, closing.core)] * (core is not None) + [(out, closing.out)])
            counts = {"snapshots_n": len(card.snapshots)}
            event = Event(what=CLOSING, id=name, at=at, counts=counts, synthetic=card.synthetic)
            self._replace(self._manifest.with_closing(name, sha256_text(content), event))
        return closing

    def _check_repeated(self, name: str, card_sha256: str) -> None:
        if self._manifest.closings.get(name, card_sha256) != card_sha256:
            raise IdentityBroken(
                what=f"closing {name} came out otherwise than before",
                where=str(self._folder / OUT / name),
                why="the same snapshots, law, places and software must give the same tables",
                do="the earlier closing is kept; run `toandan lake verify` and report this",
            )

    def _move(self, folders: list[tuple[Path | None, Path]]) -> None:
        """Flush and rename folders into place; a manifest is there before the first of them."""
        if not (self._folder / MANIFEST).exists():
            self._manifest.write(self._folder)
        for staged, target in folders:
            if staged is not None:
                _clear(target)
                durable.fsync_tree(staged)
                durable.rename(staged, target)

    def _replace(self, manifest: Manifest) -> None:
        manifest.write(self._folder)
        self._manifest = manifest

    def clear_abandoned(self) -> None:
        """Remove what a crash left: staging, the one commit that the manifest never named, files to destroy.

        Raises BadInput, and removes nothing, when more than one is unnamed: then the manifest is
        older than the folders.
        """
        left = orphans(self._folder, self._manifest)
        check_manifest_is_newest(self._folder, left, self._manifest.announced)
        _clear(self._folder / STAGING)
        for part in tuple(self._folder.glob(".*.part")):
            part.unlink()
        for folder in left:
            _clear(folder)
        self._manifest = replace(self._manifest, announced=())
        destroy_remains(self._folder, self._manifest)
        remove_committed(self._folder)


class _Aside:
    """A folder that is gone at the end of the block; a full disk is told, whoever noticed it."""

    def __init__(self, lake: Path, name: str) -> None:
        self._lake = lake
        self._folder = lake / STAGING / name

    def __enter__(self) -> Path:
        _clear(self._folder)
        self._folder.mkdir(parents=True)
        return self._folder

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if error is not None and durable.says_full(error):
            raise durable.full_disk(self._lake) from error


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _staged_tables(core: Path | None, out: Path, card: ClosingCard) -> Iterator[tuple[Path, str]]:
    for name, written in card.tables.items():
        folder = core if core is not None and name.startswith("core_") else out
        yield folder / f"{name}.parquet", written.sha256


def _check_described(
    name: str, described: Mapping[Path, str], *staged: Path, sure: Collection[Path] = ()
) -> None:
    present = {path for folder in staged for path in folder.rglob("*") if path.is_file()}
    if present != set(described):
        odd = sorted(path.name for path in present ^ set(described))
        raise _undescribed(name, f"files and card name different files: {', '.join(odd)}")
    for path, expected in described.items():
        if path not in sure and sha256_of(path) != expected:
            raise _undescribed(name, f"the hash of {path.name} is another one")


def _undescribed(name: str, why: str) -> IdentityBroken:
    return IdentityBroken(
        what=f"the card of {name} does not describe what was staged",
        where=name,
        why=why,
        do="nothing was committed; report this",
    )
