"""How long extracts and works are kept: a term per register or kind, and what has outlived it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toandan.errors import BadInput
from toandan.lake.home import Home, settings_of
from toandan.lake.lake import Lake
from toandan.lake.snapshot import Snapshot
from toandan.lake.work import AnyWork, Work, WorkCard

TERM = re.compile(r"(?P<n>[1-9][0-9]{0,3}) (?P<unit>day|month|year)s?")
MONTHS_A_YEAR = 12
NEWEST, CLOSED = "the newest extract of its place", "a closing that counts was made from it"
NEWEST_WORK, NEEDED = "the newest of its kind", "a work that counts was made from it"
NO_DAY = "the day of its commit was not recorded"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, months or years."""

    n: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Term:
        """The term written as ``24 months``; ValueError for anything else."""
        matched = TERM.fullmatch(text.strip())
        if matched is None:
            raise ValueError(text)
        return cls(int(matched["n"]), matched["unit"])

    def before(self, day: date) -> date:
        """The day so long before another; the last of the month where it has no such day."""
        if self.unit == "day":
            return day - timedelta(days=self.n)
        months = self.n * (MONTHS_A_YEAR if self.unit == "year" else 1)
        year, index = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
        return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))

    def __str__(self) -> str:
        return f"{self.n} {self.unit}{'s' if self.n > 1 else ''}"


@dataclass(frozen=True, slots=True)
class Outlived:
    """A snapshot or work older than the term of its register or kind; ``kept`` says why it stays all the same."""

    what: Snapshot | Work[WorkCard]
    term: Term
    kept: str

    @property
    def name(self) -> str:
        """Its name in the manifest."""
        return str(self.what.id) if isinstance(self.what, Snapshot) else self.what.name


def terms_of(home: Home) -> dict[str, Term]:
    """The terms of the settings by register or kind of work (``retention: {population: 24 months}``); none where none are set.

    Raises BadInput for what is no term.
    """
    named = settings_of(home).get("retention") or {}
    if not isinstance(named, dict):
        raise _no_terms(home, "retention")
    terms = {}
    for register, text in named.items():
        try:
            terms[str(register)] = Term.parse(str(text))
        except ValueError as problem:
            raise _no_terms(home, f"retention, {register}") from problem
    return terms


def outlived(
    lake: Lake, terms: Mapping[str, Term], as_of: date, *, closed_too: bool = False
) -> tuple[Outlived, ...]:
    """The snapshots, by id, and then the works, in order of commit, that are a whole term older than ``as_of``.

    The age of a snapshot counts from its as-of day, that of a work from the day of its commit in the
    log. Kept are the newest extract of a place, the newest work of a kind, a work without a recorded
    day and one without tables of persons. Unless ``closed_too``, what must stand for a closing or work
    that counts is kept too, through every work in between: the released and the newest closing of a
    month (one under a proposal counts for none), the newest work of a kind.
    """
    needed = {} if closed_too else _needed(lake)
    return (*_snapshots(lake, terms, as_of, needed), *_works(lake, terms, as_of, needed))


def _needed(lake: Lake) -> dict[str, str]:
    """What closings and works that count were made from, by name, with the reason to keep it."""
    newest = {closing.card.month: closing for closing in lake.closings() if not closing.card.proposals}
    released = (lake.released_closing(month) for month in newest)
    closings = [*newest.values(), *(one for one in released if one is not None)]
    works = {one.card.kind: one for one in _standing(lake)}.values()
    made = {one.name: one for one in lake.made()}
    of_works = dict.fromkeys(_followed(works, made), NEEDED)
    return of_works | dict.fromkeys(_followed(closings, made), CLOSED)


def _followed(counting: Iterable[AnyWork], made: Mapping[str, AnyWork]) -> set[str]:
    """The names of what these were made from, and of what would take one of those with it when it goes.

    A work that outlives its inputs, or holds no persons, stays without what it was made from.
    """
    found: set[str] = set()
    left = list(counting)
    while left:
        names = {used.id for used in left.pop().card.made_from} - found
        found |= names
        between = (made[name] for name in names if name in made)
        left += (one for one in between if one.card.holds_persons and not one.card.outlives)
    return found


def _snapshots(
    lake: Lake, terms: Mapping[str, Term], as_of: date, needed: Mapping[str, str]
) -> Iterator[Outlived]:
    snapshots = lake.snapshots()
    newest = {(one.id.register, one.id.scope): str(one.id) for one in snapshots}
    for one in snapshots:
        term = terms.get(one.id.register)
        if term is not None and one.id.as_of <= term.before(as_of):
            is_newest = newest[one.id.register, one.id.scope] == str(one.id)
            yield Outlived(one, term, NEWEST if is_newest else needed.get(str(one.id), ""))


def _works(
    lake: Lake, terms: Mapping[str, Term], as_of: date, needed: Mapping[str, str]
) -> Iterator[Outlived]:
    works = _standing(lake)
    newest = {one.card.kind: one.name for one in works}
    for one in works:
        if not one.card.holds_persons:
            continue
        term, day = terms.get(one.card.kind), _committed_on(lake, one)
        if term is not None and (day is None or day <= term.before(as_of)):
            why = NEWEST_WORK if newest[one.card.kind] == one.name else needed.get(one.name, "")
            yield Outlived(one, term, why or (NO_DAY if day is None else ""))


def _standing(lake: Lake) -> list[Work[WorkCard]]:
    """The works that were not destroyed, in the order of their commit."""
    return [one for one in lake.works() if one.destroyed is None]


def _committed_on(lake: Lake, work: Work[WorkCard]) -> date | None:
    event = lake.commit_of(work.name)
    return datetime.fromisoformat(event.at).date() if event is not None and event.at else None


def _no_terms(home: Home, where: str) -> BadInput:
    return BadInput(
        what="the settings name no term of retention",
        where=f"{home.settings}, {where}",
        why="a term is a number of days, months or years",
        do="write for example `retention: {population: 24 months}`",
    )
