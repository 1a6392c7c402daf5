"""What a proposal changes in the law: entry by entry, from the day compared and from every later day of a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toandan.lawbook.entry import Entry, entries, entries_at
from toandan.lawbook.law import Law

type Change = tuple[date, Entry | None, Entry | None]


def changed_entries(law: Law, proposed: Law, day: date) -> Iterator[Change]:
    """Day, what the law in force says then and what the proposal says; each change once, on the first day it holds."""
    shown: dict[str, tuple[str, str]] = {}
    for on in _days(law, proposed, day):
        before, after = _by_path(law, on), _by_path(proposed, on)
        for path in sorted(before.keys() | after.keys()):
            said = _said(before.get(path)), _said(after.get(path))
            if said[0] != said[1] and shown.get(path) != said:
                yield on, before.get(path), after.get(path)
            shown[path] = said


def _days(law: Law, proposed: Law, day: date) -> list[date]:
    """The day, and every later one on which an entry of one law begins or ends and of the other does not."""
    mine, theirs = _bounds(law), _bounds(proposed)
    return [day, *sorted(one for one in mine ^ theirs if one > day)]


def _bounds(law: Law) -> set[date]:
    return {on for one in entries(law) for on in (one.start, one.end) if on is not None}


def _by_path(law: Law, day: date) -> dict[str, Entry]:
    return {entry.path: entry for entry in entries_at(law, day)}


def _said(entry: Entry | None) -> str:
    return "" if entry is None else entry.said
