"""Adding to the lake: stage aside, flush, rename, then the manifest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from toandan.lake import durable
from toandan.lake.card import Card
from toandan.lake.closing import Closing, ClosingCard
from toandan.lake.durable import told
from toandan.lake.manifest import Manifest
from toandan.lake.scope import Scope
from toandan.lake.snapshot import CARD, Snapshot, SnapshotId
from toandan.lake.text import sha256_text

STAGING = ".staging"
SNAPSHOT_DEPTH, CLOSING_DEPTH = 4, 2
DEPTHS = {"raw": SNAPSHOT_DEPTH, "core": CLOSING_DEPTH, "out": CLOSING_DEPTH}


class Writer:
    """The holder of the lock. What it has not committed is gone when it ends."""

    def __init__(self, folder: Path, manifest: Manifest, fingerprints: dict[str, str]) -> None:
        self._folder = folder
        self._manifest = Manifest({**fingerprints, **manifest.keys}, manifest.snapshots, manifest.closings)

    @contextmanager
    def staging(self, name: str) -> Iterator[Path]:
        """An empty folder aside; whatever is still in it afterwards is removed."""
        folder = self._folder / STAGING / name
        with told(self._folder):
            try:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

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
        """Make the staged folder a committed snapshot; raises NotAllowed when the disk refuses."""
        found = SnapshotId.parse(card.id)
        target = self._folder / "raw" / card.id
        with told(target):
            content = card.to_json()
            durable.write_bytes(staged / CARD, content)
            durable.fsync_tree(staged)
            self._move(staged, target)
            self._manifest = self._manifest.with_snapshot(card.id, sha256_text(content))
            self._manifest.write(self._folder)
        return Snapshot(found, target, card, sha256_text(content))

    def commit_closing(self, core: Path | None, out: Path, card: ClosingCard) -> Closing:
        """Make the staged tables a committed closing, the newest of its month."""
        name = f"{card.month}/{card.id}"
        targets = {key: self._folder / key / name for key in ("core", "out")}
        with told(targets["out"]):
            content = card.to_json()
            durable.write_bytes(out / CARD, content)
            for staged, key in ((core, "core"), (out, "out")):
                if staged is not None:
                    durable.fsync_tree(staged)
                    self._move(staged, targets[key])
            self._manifest = self._manifest.with_closing(name, sha256_text(content))
            self._manifest.write(self._folder)
        return Closing(card, targets["core"], targets["out"])

    def _move(self, staged: Path, target: Path) -> None:
        """Rename into place; a folder there that no manifest names is the rest of a crash."""
        if target.exists():
            shutil.rmtree(target)
        durable.rename(staged, target)

    def clear_abandoned(self) -> None:
        """Remove what a crash left: staging, and renamed folders the manifest never named."""
        shutil.rmtree(self._folder / STAGING, ignore_errors=True)
        for part in (*self._folder.glob(".*.part"),):
            part.unlink()
        for folder in orphans(self._folder, self._manifest):
            shutil.rmtree(folder)


def orphans(lake: Path, manifest: Manifest) -> tuple[Path, ...]:
    """Folders of snapshots and closings that the manifest does not name."""
    named = {"raw": manifest.snapshots, "core": manifest.closings, "out": manifest.closings}
    return tuple(
        folder
        for top, depth in DEPTHS.items()
        for folder in sorted((lake / top).glob("/".join("*" * depth)))
        if folder.relative_to(lake / top).as_posix() not in named[top]
    )
