"""Erasure: every snapshot in which a person stands, made again without them, the old files destroyed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toandan import software_version
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, NotAllowed
from toandan.lake.card import Card, Erased
from toandan.lake.destruction import of_closings
from toandan.lake.difference import Difference
from toandan.lake.event import FORGOTTEN, Event
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.lake import Lake
from toandan.lake.rotation import find_rotation
from toandan.lake.snapshot import Snapshot, SnapshotId
from toandan.lake.text import sha256_of
from toandan.lake.writer import Writer
from toandan.progress import SILENT, Progress
from toandan.registers.erasure import Places, places_of, write_without
from toandan.registers.in_layout import rows_in_layout
from toandan.registers.person import NATIONAL_ID, Person, with_linked_numbers
from toandan.schemas.participation import PARTICIPATION
from toandan.schemas.registers import REGISTERS

type Hits = Sequence[tuple[Snapshot, Places]]

LONG_NUMBER = re.compile("[0-9]{9,}")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done, or with ``dry_run`` would be: the log's entries, and how many snapshots were looked through."""

    events: tuple[Event, ...]
    searched_n: int


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
    number: str,
    reason: str,
    by: str,
    at: datetime,
    dry_run: bool = False,
    settings: Settings | None = None,
    progress: Progress = SILENT,
) -> Forgotten:
    """Take a person out of every snapshot, by personal id, insurance number or card number.

    The newest version of an extract in which they stand is made again without them; earlier
    versions in which they stand are destroyed, and so are the core tables of closings made from
    any of these. It is one commit. Neither number nor name is kept or shown; ``reason`` and ``by``
    stand in the log.

    Raises BadInput for a text that is no such number, for an insurance number of several people,
    without a reason or with a number in it; NotAllowed for other keys; Busy while another writes.
    """
    _check_reason(reason, by)
    _refuse_rotation(home)
    person = Person.of_number(number, keyring)
    order = _Order(keyring, reason, by, at.isoformat())
    with Lake.open(home).writer(purpose="forget", keyring=keyring) as writer:
        lake = Lake.open(home)
        snapshots = [one for one in lake.snapshots() if _names_people(one.id.register)]
        with open_engine(settings) as engine:
            hits = _hits(engine, snapshots, person, keyring, progress)
        if not dry_run:
            writer.destroy_kept_steps()
        if not hits:
            return Forgotten((), len(snapshots))
        events = [
            *_events(lake, hits, order),
            *of_closings(lake.closings(), [str(one.id) for one, _ in hits], _said(order)),
        ]
        if not dry_run:
            _commit(writer, lake, hits, events, order)
        return Forgotten(tuple(events), len(snapshots))


def _names_people(register: str) -> bool:
    """Whether a person may stand in rows of a register: its lake table keeps their keyed id."""
    return NATIONAL_ID in REGISTERS[register].stored.names


def _check_reason(reason: str, by: str) -> None:
    for name, text in (("--reason", reason), ("--by", by)):
        if not text.strip() or LONG_NUMBER.search(text):
            raise BadInput(
                what=f"{name} is {'empty' if not text.strip() else 'no place for a number'}",
                where=name,
                why="it stays in the lake for good, beside what was destroyed",
                do="name the request, as “request 17 of 3 November 2025”; never the person",
            )


def _refuse_rotation(home: Home) -> None:
    rotation = find_rotation(home.lake)
    if rotation is not None:
        raise NotAllowed(
            what="the keys are being rotated: a copy of the lake would keep the person",
            where=str(rotation.folder),
            do="end it with `toandan keys rotate`, or give it up with --cancel; then ask again",
        )


def _hits(
    engine: Engine, snapshots: Sequence[Snapshot], person: Person, keyring: Keyring, progress: Progress
) -> Hits:
    cards = [
        rows_in_layout(engine, one.rows, PARTICIPATION.stored)
        for one in snapshots
        if one.id.register == PARTICIPATION.name
    ]
    whole = with_linked_numbers(engine, person, cards)
    hits = []
    for one in snapshots:
        progress.say(f"looking through {one.id}")
        places = places_of(engine, one, whole, keyring)
        if places:
            hits.append((one, places))
    return hits


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
                "changed_n": len(places.paying),
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


def _commit(writer: Writer, lake: Lake, hits: Hits, events: Sequence[Event], order: _Order) -> None:
    with ExitStack() as stack:
        folder = stack.enter_context(writer.staging("forget"))
        made = []
        for number, (one, places) in enumerate(hits):
            if _is_newest(lake, one):
                staged = folder / str(number)
                staged.mkdir()
                made.append((staged, _made(one, places, staged, _new_id(lake, one), order)))
        writer.commit_destruction(events, made)


def _made(one: Snapshot, places: Places, staged: Path, name: SnapshotId, order: _Order) -> Card:
    """Write the new version; its card."""
    digests = write_without(one, places, staged, order.keyring)
    before, gone_n, aside_n = one.card, len(places.accepted), len(places.quarantined)
    left = {code: n - places.codes[code] for code, n in before.quarantine_codes.items()}
    paying_n = len(places.paying)
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
            same_n=before.accepted_n - gone_n - paying_n,
            added_n=0,
            gone_n=gone_n,
            changed_n=paying_n,
            columns={"payer_id": paying_n} if paying_n else {},
        ),
        erased=Erased(str(one.id), gone_n, aside_n, order.reason, order.by),
    )
