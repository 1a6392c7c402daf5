"""How long extracts are kept: a term per register, and which snapshots have outlived it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from toandan.errors import BadInput
from toandan.lake.home import Home, settings_of
from toandan.lake.lake import Lake
from toandan.lake.snapshot import Snapshot

TERM = re.compile(r"(?P<n>[1-9][0-9]{0,3}) (?P<unit>day|month|year)s?")
MONTHS_A_YEAR = 12
NEWEST, CLOSED = "the newest extract of its place", "a closing that counts was made from it"


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
    """A snapshot older than its register's term; ``kept`` says why it stays all the same."""

    snapshot: Snapshot
    term: Term
    kept: str


def terms_of(home: Home) -> dict[str, Term]:
    """The terms of the settings by register (``retention: {population: 24 months}``); none where none are set.

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
    """The snapshots whose as-of day lies a whole term or more before ``as_of``, by id.

    The newest extract of a place is always kept. What the newest closing of a month was made from
    is kept unless ``closed_too``.
    """
    snapshots = lake.snapshots()
    newest = {(one.id.register, one.id.scope): str(one.id) for one in snapshots}
    latest = {closing.card.month: closing for closing in lake.closings()}
    needed = {used.id for closing in latest.values() for used in closing.card.snapshots}
    found = []
    for one in snapshots:
        term = terms.get(one.id.register)
        if term is None or one.id.as_of > term.before(as_of):
            continue
        is_newest = newest[one.id.register, one.id.scope] == str(one.id)
        is_needed = str(one.id) in needed and not closed_too
        found.append(Outlived(one, term, NEWEST if is_newest else CLOSED if is_needed else ""))
    return tuple(found)


def _no_terms(home: Home, where: str) -> BadInput:
    return BadInput(
        what="the settings name no term of retention",
        where=f"{home.settings}, {where}",
        why="a term is a number of days, months or years",
        do="write for example `retention: {population: 24 months}`",
    )
