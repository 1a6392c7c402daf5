"""Erasure: every snapshot in which a person stands, made again without them, the old files destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toandan import software_version
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.errors import NotAllowed
from toandan.lake.card import Card, Erased
from toandan.lake.destruction import of_works
from toandan.lake.difference import Difference
from toandan.lake.event import FORGOTTEN, Event
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.log_text import check_log_text
from toandan.lake.rotation import find_rotation
from toandan.lake.snapshot import Snapshot, SnapshotId
from toandan.lake.text import sha256_of, sha256_text
from toandan.lake.work import SNAPSHOT, WorkInput
from toandan.linkage.person import linked_or, with_linked_id
from toandan.pipeline.forget_spine import (
    Erasure,
    Known,
    known_as,
    of_row,
    row_of,
    unsearched,
    without_person,
)
from toandan.pipeline.spine import spine_of
from toandan.progress import SILENT, Progress
from toandan.registers.erasure import Places, places_of, write_without
from toandan.registers.in_layout import rows_in_layout
from toandan.registers.person import Person, Tying
from toandan.schemas.registers import REGISTERS
from toandan.schemas.table import KeyedId, Role

type Hits = Sequence[tuple[Snapshot, Places]]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done, or with ``dry_run`` would be: the log's entries, and how many snapshots were looked through.

    ``unsearched`` are versions in which somebody without any number cannot be looked for.
    """

    events: tuple[Event, ...]
    searched_n: int
    unsearched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Order:
    keyring: Keyring
    reason: str
    by: str
    at: str


def forget(
    *,
    home: Home,
    keyring: Keyring,
    number: str = "",
    record: str = "",
    reason: str,
    by: str,
    at: datetime,
    dry_run: bool = False,
    settings: Settings | None = None,
    progress: Progress = SILENT,
) -> Forgotten:
    """Take a person out of every snapshot, by a number or by a record of theirs.

    ``number`` is a personal id, insurance number or card number; ``record`` a row as a list names it,
    ``snapshot:row``, for somebody without any number. The newest version of an extract in which they
    stand is made again without them; earlier versions in which they stand are destroyed, and so are the
    core tables of closings and works made from any of these. Of rows that a spine gives to somebody else
    only the number goes. The newest spine is made again without them, older ones that know them are
    destroyed. It is one commit. Neither number nor name is kept or shown; ``reason`` and ``by`` stand in
    the log.

    Raises BadInput for a text that is no such number, for an insurance number of several people, for a
    record that is not there, without a reason or with a number in it; NotAllowed for other keys; Busy
    while another writes.
    """
    check_log_text("--reason", reason)
    check_log_text("--by", by)
    _refuse_rotation(home)
    order = _Order(keyring, reason, by, at.isoformat())
    with Lake.open(home).writer(purpose="forget", keyring=keyring) as writer:
        lake = Lake.open(home)
        snapshots = [one for one in lake.snapshots() if REGISTERS[one.id.register].names_people]
        with open_engine(settings) as engine:
            named = row_of(lake, record) if record else None
            person = of_row(engine, lake, named) if named else Person.of_number(number, keyring)
            known = known_as(engine, lake, person, _tying(engine, lake, snapshots), named)
            hits = _hits(engine, snapshots, known, keyring=keyring, progress=progress)
            if not dry_run:
                writer.destroy_kept_steps()
            with writer.staging("forget") as folder:
                made = [] if dry_run else _made_again(lake, hits, folder, order)
                places = {str(one.id): found for one, found in hits}
                erasure = Erasure(known.person.ids, places, _instead_of(made))
                spines_made, spine_events = without_person(
                    engine, lake, erasure, _said(order), None if dry_run else folder
                )
                gone = [event.id for event in spine_events]
                events = (
                    *_events(lake, hits, order),
                    *_works(lake, [*places], gone, order),
                    *spine_events,
                )
                if events and not dry_run:
                    staged = [(aside, card) for aside, card, _ in made]
                    writer.commit_destruction(events, staged, spines_made)
        return Forgotten(events, len(snapshots), unsearched(lake, known, [*places]))


def _works(lake: Lake, snapshots: Sequence[str], gone: Sequence[str], order: _Order) -> list[Event]:
    """The entries of works whose tables of persons go.

    Those made from a snapshot that goes, and those but closings made from a spine that goes: a closing holds
    no person but of its own snapshots.
    """
    found = of_works(lake.made(), snapshots, _said(order))
    known = {event.id for event in found}
    return found + [one for one in of_works(lake.works(), gone, _said(order)) if one.id not in known]


def _refuse_rotation(home: Home) -> None:
    rotation = find_rotation(home.lake)
    if rotation is not None:
        raise NotAllowed(
            what="the keys are being rotated: a copy of the lake would keep the person",
            where=str(rotation.folder),
            do="end it with `toandan keys rotate`, or give it up with --cancel; then ask again",
        )


def _hits(
    engine: Engine, snapshots: Sequence[Snapshot], known: Known, *, keyring: Keyring, progress: Progress
) -> Hits:
    hits = []
    for one in snapshots:
        progress.say(f"looking through {one.id}")
        places = places_of(engine, one, known.person, keyring, known.given(str(one.id), engine))
        if places:
            hits.append((one, places))
    return hits


def _tying(engine: Engine, lake: Lake, snapshots: Sequence[Snapshot]) -> list[Tying]:
    """The registers that may tie the numbers of a person, those a closing links by before the others.

    Where the newest spine says whom a row is about, that is the id its insurance number stands beside.
    """
    exceptions = spine_of(lake).exceptions(engine)
    registers = sorted(REGISTERS.values(), key=lambda one: one.role is not Role.LINKED)
    found = []
    for register in registers:
        national = register.stored.keyed(KeyedId.NATIONAL)
        if national is None or register.stored.keyed(KeyedId.INSURANCE) is None:
            continue
        extracts = []
        for one in (one for one in snapshots if one.id.register == register.name):
            rows = with_linked_id(
                rows_in_layout(engine, one.rows, register.stored), exceptions.of(str(one.id))
            )
            extracts.append(rows.mutate(**{national: linked_or(rows, rows[national])}))
        found.append(Tying(register.stored, tuple(extracts)))
    return found


def _is_newest(lake: Lake, one: Snapshot) -> bool:
    return lake.newest(one.id.register, one.id.scope, one.id.as_of) == one


def _new_id(lake: Lake, one: Snapshot) -> SnapshotId:
    """The next version; only the newest is made again, and no destroyed one is newer than it."""
    versions = (SnapshotId.parse(name) for name in lake.manifest.snapshots)
    extract = (one.id.register, one.id.scope, one.id.as_of)
    taken = (found.version for found in versions if (found.register, found.scope, found.as_of) == extract)
    return replace(one.id, version=max(taken) + 1)


def _events(lake: Lake, hits: Hits, order: _Order) -> list[Event]:
    return [
        replace(
            _said(order),
            id=str(one.id),
            instead=_instead(lake, one, hits),
            counts={
                "accepted_n": len(places.accepted),
                "quarantined_n": len(places.quarantined),
                "changed_n": places.changed_n,
            },
            synthetic=one.card.synthetic,
        )
        for one, places in hits
    ]


def _said(order: _Order) -> Event:
    return Event(what=FORGOTTEN, id="", at=order.at, reason=order.reason, by=order.by)


def _instead(lake: Lake, one: Snapshot, hits: Hits) -> str:
    newest = lake.newest(one.id.register, one.id.scope, one.id.as_of)
    if newest is None:
        return ""
    return str(_new_id(lake, newest)) if any(hit == newest for hit, _ in hits) else str(newest.id)


def _made_again(lake: Lake, hits: Hits, folder: Path, order: _Order) -> list[tuple[Path, Card, str]]:
    """The newest versions written again without the person: where they are staged, their cards, and of what."""
    made = []
    for number, (one, places) in enumerate(hits):
        if _is_newest(lake, one):
            staged = folder / str(number)
            staged.mkdir()
            made.append((staged, _made(one, places, staged, _new_id(lake, one), order), str(one.id)))
    return made


def _instead_of(made: Sequence[tuple[Path, Card, str]]) -> dict[str, WorkInput]:
    """What stands instead of each version that goes, as works name it."""
    return {before: WorkInput(SNAPSHOT, card.id, sha256_text(card.to_json())) for _, card, before in made}


def _made(one: Snapshot, places: Places, staged: Path, name: SnapshotId, order: _Order) -> Card:
    """Write the new version; its card."""
    digests = write_without(one, places, staged, order.keyring)
    before, gone_n, aside_n = one.card, len(places.accepted), len(places.quarantined)
    left = {code: n - places.codes[code] for code, n in before.quarantine_codes.items()}
    changed_n = places.changed_n
    return replace(
        before,
        id=str(name),
        received_at=order.at,
        received_n=before.received_n - gone_n - aside_n,
        accepted_n=before.accepted_n - gone_n,
        quarantined_n=before.quarantined_n - aside_n,
        quarantine_codes={code: n for code, n in left.items() if n},
        files={path.name: sha256_of(path) for path in sorted(staged.iterdir())},
        digests=digests,
        key_fingerprints=order.keyring.fingerprints(),
        software_version=software_version(),
        committed_as="",
        corrects="",
        difference=Difference(
            to=str(one.id),
            same_n=before.accepted_n - gone_n - changed_n,
            added_n=0,
            gone_n=gone_n,
            changed_n=changed_n,
            columns={name: len(rows) for name, rows in places.named.items()},
        ),
        erased=Erased(str(one.id), gone_n, aside_n, order.reason, order.by),
    )
