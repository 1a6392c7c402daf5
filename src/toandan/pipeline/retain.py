"""Retention: what has outlived the term of its register or kind is destroyed, its card kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from toandan.errors import BadInput
from toandan.lake.destruction import of_works
from toandan.lake.event import EXPIRED, Event
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.log_text import check_log_text
from toandan.lake.retention import Outlived, Term, outlived, terms_of
from toandan.lake.work import Work
from toandan.schemas.registers import REGISTERS
from toandan.schemas.works import WORK_TABLES


@dataclass(frozen=True, slots=True)
class Retained:
    """What was destroyed, or with ``dry_run`` would be, and what stays though it is older than its term."""

    events: tuple[Event, ...]
    kept: tuple[Outlived, ...]


def retain(
    *, home: Home, at: datetime, by: str = "", closed_too: bool = False, dry_run: bool = False
) -> Retained:
    """Destroy what is older, on the day of ``at``, than the settings of the home allow.

    The age of a snapshot counts from its as-of day, that of a work from the day of its commit. The
    newest extract of a place is never destroyed; the newest work of a kind never by its age, nor what
    closings and works that count were made from, through every work in between, unless ``closed_too``. Tables of persons of closings and
    works made from what is destroyed go with it, unless these outlive it; their published counts
    stay. One commit.
    Raises BadInput for settings that are no terms and for a long number in ``by``, Busy while another writes.
    """
    check_log_text("--by", by, may_be_empty=True)
    terms = terms_of(home)
    with Lake.open(home).writer(purpose="retain", keyring=None) as writer:
        lake = Lake.open(home)
        _check_named(home, lake, terms)
        found = outlived(lake, terms, at.date(), closed_too=closed_too)
        events = _events(lake, [one for one in found if not one.kept], at, by)
        if events and not dry_run:
            # Kept steps may hold the same people.
            writer.destroy_kept_steps()
            writer.commit_destruction(events)
    return Retained(tuple(events), tuple(one for one in found if one.kept))


def _check_named(home: Home, lake: Lake, terms: Mapping[str, Term]) -> None:
    """Raise BadInput where no term is set, or one of something that is neither a register nor a kind of work."""
    kinds = {name.split("/")[0] for name in lake.manifest.works} | set(WORK_TABLES)
    unknown = sorted(set(terms) - set(REGISTERS) - kinds)
    if terms and not unknown:
        return
    known = f"registers: {', '.join(REGISTERS)}"
    known += f"; kinds of works: {', '.join(sorted(kinds))}" if kinds else ""
    raise BadInput(
        what=f"there is no register or kind of work {', '.join(unknown)}"
        if unknown
        else "no term of retention is set",
        where=f"{home.settings}, retention",
        do=f"write for example `retention: {{population: 24 months}}`; {known}",
    )


def _events(lake: Lake, due: Sequence[Outlived], at: datetime, by: str) -> list[Event]:
    said = Event(what=EXPIRED, id="", at=at.isoformat(), by=by)
    going = {one.name for one in due}
    events = [_event(lake, one, going, said) for one in due]
    followed = replace(said, reason="what it was made from expired")
    return [*events, *of_works(lake.made(), going, followed)]


def _event(lake: Lake, one: Outlived, going: Collection[str], said: Event) -> Event:
    found, reason = one.what, f"kept for {one.term}"
    if isinstance(found, Work):
        return replace(said, id=one.name, reason=reason, synthetic=found.card.synthetic)
    newest = lake.newest(found.id.register, found.id.scope, found.id.as_of)
    stays = newest is not None and str(newest.id) not in going
    return replace(
        said,
        id=one.name,
        counts={"accepted_n": found.card.accepted_n, "quarantined_n": found.card.quarantined_n},
        instead=str(newest.id) if newest is not None and stays else "",
        reason=reason,
        synthetic=found.card.synthetic,
    )
