"""Corrected rows come back: a new version of the extract, linked to the one they were in quarantine of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from toandan import software_version
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, IdentityBroken
from toandan.lake.card import Card, Source
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.sealed import SealedWriter
from toandan.lake.snapshot import QUARANTINE, ROWS, SEALED, Snapshot, SnapshotId
from toandan.lake.text import sha256_of
from toandan.lawbook.law import Law
from toandan.pipeline.difference import difference_to_last
from toandan.pipeline.intake import LAYOUT_VERSION, Receipt
from toandan.places.load import place_data_version
from toandan.progress import SILENT, Progress
from toandan.registers.book import intake_of
from toandan.registers.columns import arrow_schema
from toandan.registers.correction.merged import write_merged_rows, write_merged_sealed
from toandan.registers.correction.recheck import Rechecked, entry_of, recheck
from toandan.registers.correction.sent import Sent, Texts, as_batch, sent_rows
from toandan.registers.in_layout import sealed_in_layout
from toandan.registers.intake import RegisterIntake
from toandan.registers.known import Known
from toandan.registers.quarantine import RAW, RECEIVED, quarantine_schema
from toandan.registers.source.batch import ROW_N
from toandan.registers.source.fingerprint import SourceFile, check_unchanged, source_files
from toandan.registers.zeros.watch import padding_of

WORKING = "working.parquet"

type Entries = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Desk:
    """One correction: the version it is of, the file, what judges it."""

    before: Snapshot
    source: SourceFile
    intake: RegisterIntake
    groups: frozenset[str]
    keyring: Keyring
    settings: Settings | None

    @property
    def known(self) -> Known:
        """What rows are checked against: as when the extract was taken in."""
        return Known(self.before.id.as_of, self.before.id.scope.code, self.groups)


def resubmit(
    *,
    home: Home,
    keyring: Keyring,
    snapshot: str,
    file: Path,
    received_at: datetime,
    law: Law,
    progress: Progress = SILENT,
    settings: Settings | None = None,
) -> Receipt:
    """Take the corrected rows of an exported quarantine back as the next version of the extract.

    Accepted rows stay accepted, under their numbers. Rows of the file are checked again, alone and
    against all others; those left out of it, and those still bad, stay in quarantine. The same file
    a second time gives the version back that it made. ``law`` says which group codes there are.

    Raises BadInput for a snapshot that is not the newest of its extract, a file that cannot be read
    as its export, and one in which nothing was corrected; NotAllowed, Busy and IdentityBroken as
    ``take_in``. After any of them the lake holds what it held before.
    """
    wanted = SnapshotId.parse(snapshot)
    with Lake.open(home).writer(purpose=f"resubmit {snapshot}", keyring=keyring) as writer:
        lake = Lake.open(home)
        before = lake.snapshot(wanted)
        (source,) = source_files([file])
        newest = lake.newest(wanted.register, wanted.scope, wanted.as_of) or before
        if newest.card.corrects == snapshot and newest.card.corrections[-1].sha256 == source.sha256:
            return Receipt(newest, known_already=True)
        _check_newest(before, newest)
        desk = _Desk(before, source, intake_of(wanted.register), law.known_codes(), keyring, settings)
        with writer.staging(wanted.register) as folder:
            progress.say(f"checking {source.name} against {snapshot}")
            version = writer.next_version(wanted.register, wanted.scope, wanted.as_of)
            card = _filled(desk, folder, replace(wanted, version=version), received_at)
            card = replace(card, difference=difference_to_last(lake, folder, card, keyring, settings))
            return Receipt(writer.commit_snapshot(folder, card), known_already=False)


def _check_newest(before: Snapshot, newest: Snapshot) -> None:
    if newest.id != before.id:
        raise BadInput(
            what=f"{before.id} is not the newest version of its extract",
            where=str(newest.id),
            why="rows of an older version would undo what came since",
            do=f"toandan quarantine export {newest.id}, and correct that file",
        )
    expected = f"toandan/{before.id.register}/{LAYOUT_VERSION}"
    if before.card.layout != expected:
        raise BadInput(
            what=f"{before.id} has the layout {before.card.layout}, this software writes {expected}",
            where=str(before.folder),
            do="take the whole extract in again",
        )


def _filled(desk: _Desk, folder: Path, new_id: SnapshotId, received_at: datetime) -> Card:
    register, before = desk.intake.register, desk.before
    batches = sealed_in_layout(before.quarantine, desk.keyring, quarantine_schema(register.received))
    held: Entries = {entry[ROW_N]: entry for batch in batches for entry in batch.to_pylist()}
    sent = sent_rows(desk.source, register, held)
    texts = _texts(held, sent)
    padding = padding_of(before.card.padded)
    rows = as_batch(texts, register.received.names)
    with open_engine(desk.settings) as engine:
        outcome = recheck(
            engine,
            padding.apply(rows),
            set(sent.texts),
            before,
            desk.intake,
            known=desk.known,
            keyring=desk.keyring,
            aside=folder / WORKING,
        )
    (folder / WORKING).unlink()
    entries = _entries(held, sent, outcome)
    if entries == held:
        raise BadInput(
            what=f"nothing was corrected in {desk.source.name}",
            where=str(desk.source.path),
            why="every row is as it was in quarantine, and none can be accepted",
            do="correct the received columns by the reasons that stand beside them",
        )
    digests = _write(desk, folder, outcome, rows, entries)
    check_unchanged([desk.source])
    return _card(desk, folder, new_id, received_at, (sent, entries, digests))


def _texts(held: Entries, sent: Sent) -> dict[int, Texts]:
    """The received texts of all rows that have columns: corrected ones as they were sent."""
    names = [name for name in next(iter(held.values())) if name.startswith(RECEIVED)] if held else []
    found: dict[int, Texts] = {}
    for row_n, entry in held.items():
        own = sent.texts.get(row_n) or {name.removeprefix(RECEIVED): entry[name] for name in names}
        if entry[RAW] is None or any(own.values()):
            found[row_n] = own
    return found


def _entries(held: Entries, sent: Sent, outcome: Rechecked) -> Entries:
    """The new quarantine: rows left out as they were, corrected ones that are still bad with their new reason."""
    accepted = set(outcome.accepted[ROW_N].to_pylist())
    return {
        row_n: entry_of(entry, sent.texts[row_n], outcome.reasons[row_n])
        if row_n in sent.texts and row_n in outcome.reasons
        else entry
        for row_n, entry in held.items()
        if row_n not in accepted
    }


def _write(
    desk: _Desk, folder: Path, outcome: Rechecked, rows: pa.RecordBatch, entries: Entries
) -> dict[str, str]:
    """The files of the version; returns the keyed digests of the encrypted ones."""
    register, before = desk.intake.register, desk.before
    rows_n = write_merged_rows(before.rows, outcome.accepted, folder / ROWS)
    if rows_n + len(entries) != before.card.received_n:
        raise IdentityBroken(
            what=f"{rows_n} accepted and {len(entries)} quarantined rows of {before.card.received_n}",
            where=str(before.id),
            why="every row of the version before is in the new one",
            do="nothing was committed; report this",
        )
    digests = {}
    if register.sealed is not None:
        schema = arrow_schema(register.sealed)
        texts = pa.Table.from_batches([rows]).select(schema.names).cast(schema)
        good = pc.is_in(texts[ROW_N], value_set=outcome.accepted[ROW_N].combine_chunks())
        digests[SEALED] = write_merged_sealed(
            before.sealed, texts.filter(good), folder / SEALED, desk.keyring
        )
    with SealedWriter(folder / QUARANTINE, quarantine_schema(register.received), desk.keyring) as aside:
        ordered = [entries[row_n] for row_n in sorted(entries)]
        aside.write(pa.Table.from_pylist(ordered, schema=quarantine_schema(register.received)))
    return digests | {QUARANTINE: aside.digest}


def _card(
    desk: _Desk,
    folder: Path,
    new_id: SnapshotId,
    received_at: datetime,
    made: tuple[Sent, Entries, Mapping[str, str]],
) -> Card:
    sent, entries, digests = made
    before, source = desk.before.card, desk.source
    correction = Source(source.name, source.bytes_n, source.sha256, sent.rows_n)
    return replace(
        before,
        id=str(new_id),
        received_at=received_at.isoformat(),
        accepted_n=before.received_n - len(entries),
        quarantined_n=len(entries),
        quarantine_codes=dict(sorted(Counter(entry["code"] for entry in entries.values()).items())),
        files={path.name: sha256_of(path) for path in sorted(folder.iterdir())},
        digests=dict(digests),
        key_fingerprints=desk.keyring.fingerprints(),
        places_version=place_data_version(),
        software_version=software_version(),
        committed_as="",
        difference=None,
        corrects=str(desk.before.id),
        corrections=(*before.corrections, correction),
    )
