"""Adding to the lake: stage aside, flush, rename, then the manifest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toandan.lake import durable, refused
from toandan.lake.card import Card
from toandan.lake.closing import Closing, ClosingCard
from toandan.lake.committed import Coming, check_inputs, committed_card
from toandan.lake.destruction import destroy_kept, destroy_remains
from toandan.lake.durable import told
from toandan.lake.event import CLOSING, RELEASED, WORK, Event
from toandan.lake.log_text import check_events, check_log_text, check_parameters
from toandan.lake.manifest import MANIFEST, Manifest
from toandan.lake.orphans import CORE, OUT, RAW, check_manifest_is_newest, orphans
from toandan.lake.scope import Scope
from toandan.lake.snapshot import CARD, Snapshot, SnapshotId
from toandan.lake.staged import STAGING, Aside, check_described, check_work, clear, undescribed
from toandan.lake.steps import FOLDER as STEPS
from toandan.lake.steps import REUSED, Steps, remove_abandoned, remove_committed
from toandan.lake.text import sha256_text
from toandan.lake.work import SNAPSHOT, MadeCard, Work, WorkCard

# The folder of tables of persons, where there are any; that of the others; and what describes both.
type StagedWork = tuple[Path | None, Path, WorkCard]


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
        with told(self._folder), Aside(self._folder, name) as folder:
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
            clear(self._folder / STEPS)

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
            raise undescribed(card.id, "its version is not the next one")
        check_described(card.id, {staged / name: digest for name, digest in card.files.items()}, staged)
        return Snapshot(found, self._folder / RAW / card.id, card, sha256_text(card.to_json()))

    def commit_destruction(
        self,
        destroyed: Sequence[Event],
        made: Sequence[tuple[Path, Card]] = (),
        made_works: Sequence[StagedWork] = (),
    ) -> tuple[Snapshot, ...]:
        """Destroy snapshots and the tables of persons of works, and commit what stands instead; gives the snapshots.

        All of it is one step: a crash before leaves everything as it was, a crash after leaves only
        files to destroy, which the next writer does. ``made`` are staged folders with their cards,
        one at most of each extract; ``made_works`` are works, those that others are made from first.
        Who and when is told of works as by the first of ``destroyed``. Raises as ``commit_snapshot``
        and ``commit_work`` do.
        """
        check_events(destroyed)
        snapshots = tuple(self._described(staged, card) for staged, card in made)
        works = self._new_works(made_works, snapshots, {event.id for event in destroyed})
        manifest = self._manifest
        for one in snapshots:
            manifest = manifest.with_snapshot(str(one.id), one.card_sha256, Event.of_card(one.card))
        first = destroyed[0] if destroyed else Event(what=WORK, id="")
        for _, _, card in works:
            manifest = manifest.with_work(card.name, *_entry(card, WORK, at=first.at, by=first.by))
        with told(self._folder):
            moved = [(staged, one.folder) for (staged, _), one in zip(made, snapshots, strict=True)]
            for staged, described in made:
                durable.write_bytes(staged / CARD, described.to_json())
            for core, out, card in works:
                durable.write_bytes(out / CARD, card.to_json())
                moved += self._folders(core, out, card)
            if moved:
                # Several folders are moved: the manifest says beforehand which a crash may leave.
                names = (*(str(one.id) for one in snapshots), *(card.name for _, _, card in works))
                self._replace(replace(self._manifest, announced=names))
                self._move(moved)
            self._replace(manifest.with_events(*destroyed))
            destroy_remains(self._folder, self._manifest)
        return snapshots

    def _new_works(
        self, made: Sequence[StagedWork], snapshots: Sequence[Snapshot], going: Collection[str]
    ) -> list[StagedWork]:
        """Those that are not committed yet, every one checked."""
        coming = {(SNAPSHOT, str(one.id)): one.card_sha256 for one in snapshots}
        found = []
        for core, out, card in made:
            if self._is_new(core, out, card, coming=coming, going=going):
                found.append((core, out, card))
                coming[WORK, card.name] = card.card_sha256
        return found

    def commit_closing(
        self,
        core: Path | None,
        out: Path,
        card: ClosingCard,
        *,
        at: str = "",
        by: str = "",
        hashed: Collection[str] = (),
        release: bool = True,
    ) -> Closing:
        """Make the staged tables a committed closing, the newest of its month; raises as ``commit_work`` does.

        With ``release`` it is the released closing of its month from now on, by the same step. One
        that is committed already is left as it is, and is released only where no other one is.
        Raises BadInput with ``release`` for one that was closed under a proposal.
        """
        if release and card.proposals:
            raise refused.under_proposal(card)
        month, previous = card.month, self._manifest.released_closing(card.month)
        if self._is_new(core, out, card, hashed=hashed):
            digest, event = _entry(card, CLOSING, at=at, by=by)
            event = replace(event, released=release, previous=previous if release else "")
            manifest = self._manifest.with_closing(card.name, digest, event)
            self._place(core, out, card, manifest.with_release(card.name, by, at) if release else manifest)
        elif release and month not in self._manifest.released:
            self.release(card.name, by=by, at=at)
        return Closing(card, self._folder / CORE / card.name, self._folder / OUT / card.name)

    def commit_work(
        self,
        core: Path | None,
        out: Path,
        card: WorkCard,
        *,
        at: str = "",
        by: str = "",
        hashed: Collection[str] = (),
    ) -> Work[WorkCard]:
        """Make the staged tables a committed work; ``at`` (record time) and ``by`` (who asked) are for the log.

        ``core`` holds the tables of persons and the encrypted files, ``out`` the others.
        ``hashed`` are tables given from kept steps, whose digests were taken from their files just now.

        A work that is committed already is left as it is. Raises IdentityBroken when its tables came
        out otherwise, or the card does not describe the staged tables; BadInput when something it was
        made from is not committed, was destroyed or has another card, or when it was destroyed itself,
        and for a number of 9 digits or more in ``by`` or in a text of its parameters;
        NotAllowed when the disk refuses. The lake is unchanged then.
        """
        check_parameters(card.title, card.title_vi, card.parameters)
        if self._is_new(core, out, card, hashed=hashed):
            digest, event = _entry(card, WORK, at=at, by=by)
            self._place(core, out, card, self._manifest.with_work(card.name, digest, event))
        return Work(card, self._folder / CORE / card.name, self._folder / OUT / card.name)

    def release(self, name: str, *, by: str, at: str = "") -> None:
        """Make a committed closing, named ``month/id``, the released one of its month; nothing changes where it is.

        Raises BadInput for one that is not committed, whose tables of persons were destroyed, or that
        was closed under a proposal, and for a long number in ``by``.
        """
        check_log_text("--by", by, may_be_empty=True)
        if name not in self._manifest.closings:
            raise refused.no_closing(name, self._folder)
        month = name.split("/", maxsplit=1)[0]
        previous = self._manifest.released_closing(month)
        if previous == name:
            return
        if name in self._manifest.destroyed:
            raise refused.not_releasable(name, month, self._manifest.destroyed[name])
        digest = self._manifest.closings[name]
        card = committed_card(self._folder / OUT / name / CARD, digest, ClosingCard.from_json)
        if card.proposals:
            raise refused.under_proposal(card)
        event = Event(what=RELEASED, id=name, at=at, by=by, previous=previous, synthetic=card.synthetic)
        with told(self._folder):
            self._replace(self._manifest.with_release(name, by, at).with_events(event))

    def _is_new(
        self,
        core: Path | None,
        out: Path,
        card: MadeCard,
        *,
        hashed: Collection[str] = (),
        coming: Coming | None = None,
        going: Collection[str] = (),
    ) -> bool:
        """Whether a work is not committed yet, once it is certain that it may be."""
        check_work(core, out, card, hashed=hashed)
        known = {**self._manifest.closings, **self._manifest.works}.get(card.name)
        if known is None:
            check_inputs(self._folder, self._manifest, card, coming=coming or {}, going=going)
            return True
        if card.name in self._manifest.destroyed:
            raise refused.gone(card, self._manifest.destroyed[card.name])
        path = self._folder / OUT / card.name
        if not committed_card(path / CARD, known, type(card).from_json).same_as(card):
            raise refused.otherwise(card, path)
        return False

    def _place(self, core: Path | None, out: Path, card: MadeCard, manifest: Manifest) -> None:
        with told(self._folder):
            durable.write_bytes(out / CARD, card.to_json())
            self._move(self._folders(core, out, card))
            self._replace(manifest)

    def _folders(self, core: Path | None, out: Path, card: MadeCard) -> list[tuple[Path, Path]]:
        """The staged folders of a work and where they belong."""
        of_persons = [(core, self._folder / CORE / card.name)] if core is not None else []
        return [*of_persons, (out, self._folder / OUT / card.name)]

    def _move(self, folders: Sequence[tuple[Path, Path]]) -> None:
        """Flush and rename folders into place; a manifest is there before the first of them."""
        if not (self._folder / MANIFEST).exists():
            self._manifest.write(self._folder)
        for staged, target in folders:
            clear(target)
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
        clear(self._folder / STAGING)
        for part in tuple(self._folder.glob(".*.part")):
            part.unlink()
        for folder in left:
            clear(folder)
        self._manifest = replace(self._manifest, announced=())
        destroy_remains(self._folder, self._manifest)
        remove_committed(self._folder)


def _entry(card: MadeCard, what: str, *, at: str, by: str) -> tuple[str, Event]:
    """The hash and the log's entry of a work about to be committed."""
    check_log_text("--by", by, may_be_empty=True)
    kinds = [one.kind for one in card.made_from]
    counts = {f"{kind}s_n": kinds.count(kind) for kind in dict.fromkeys(kinds)}
    event = Event(what=what, id=card.name, at=at, by=by, counts=counts, synthetic=card.synthetic)
    return sha256_text(card.to_json()), event
