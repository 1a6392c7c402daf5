"""Retention: snapshots that have outlived the term of their register are destroyed, their cards kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from toandan.errors import BadInput
from toandan.lake.destruction import of_closings
from toandan.lake.event import EXPIRED, Event
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.retention import Outlived, outlived, terms_of
from toandan.schemas.registers import REGISTERS


@dataclass(frozen=True, slots=True)
class Retained:
    """What was destroyed, or with ``dry_run`` would be, and what stays though it is older than its term."""

    events: tuple[Event, ...]
    kept: tuple[Outlived, ...]


def retain(
    *, home: Home, at: datetime, by: str = "", closed_too: bool = False, dry_run: bool = False
) -> Retained:
    """Destroy what is older, on the day of ``at``, than the settings of the home allow.

    The age of a snapshot counts from its as-of day. The newest extract of a place is never destroyed,
    nor what the newest closing of a month was made from unless ``closed_too``. Core tables of
    closings made from a destroyed snapshot go with it; their published counts stay. One commit.
    Raises BadInput for settings that are no terms, Busy while another writes.
    """
    terms = terms_of(home)
    unknown = sorted(set(terms) - set(REGISTERS))
    if unknown or not terms:
        raise BadInput(
            what=f"there is no register {', '.join(unknown)}" if unknown else "no term of retention is set",
            where=f"{home.settings}, retention",
            do=f"write for example `retention: {{population: 24 months}}`; registers: {', '.join(REGISTERS)}",
        )
    with Lake.open(home).writer(purpose="retain", keyring=None) as writer:
        lake = Lake.open(home)
        found = outlived(lake, terms, at.date(), closed_too=closed_too)
        due = [one for one in found if not one.kept]
        events = _events(lake, due, at, by)
        if events and not dry_run:
            # Kept steps may hold the same people.
            writer.destroy_kept_steps()
            writer.commit_destruction(events)
    return Retained(tuple(events), tuple(one for one in found if one.kept))


def _events(lake: Lake, due: Sequence[Outlived], at: datetime, by: str) -> list[Event]:
    snapshots = []
    for one in due:
        found = one.snapshot
        newest = lake.newest(found.id.register, found.id.scope, found.id.as_of)
        stays = newest is not None and str(newest.id) not in {str(other.snapshot.id) for other in due}
        snapshots.append(
            Event(
                what=EXPIRED,
                id=str(found.id),
                at=at.isoformat(),
                counts={"accepted_n": found.card.accepted_n, "quarantined_n": found.card.quarantined_n},
                instead=str(newest.id) if newest is not None and stays else "",
                reason=f"kept for {one.term}",
                by=by,
                synthetic=found.card.synthetic,
            )
        )
    said = Event(what=EXPIRED, id="", at=at.isoformat(), reason="a snapshot it was made from expired", by=by)
    return [*snapshots, *of_closings(lake.closings(), [event.id for event in snapshots], said)]
