"""Finding entries by their path, and what changes between two days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.entry import Entry, entries, entries_at
from toandan.lawbook.law import Law


@dataclass(frozen=True, slots=True)
class Difference:
    """One path that says something else on a later day; ``before`` or ``after`` None: not there."""

    path: str
    before: Entry | None
    after: Entry | None


def found(law: Law, path: str, day: date) -> list[Entry]:
    """The entries of a path on a day: whole, the last part alone, or everything below it.

    Raises BadInput for a path the law does not have, and for one that holds on another day only.
    """
    asked = path.strip("/")
    matching = [entry for entry in entries(law) if _is(entry.path, asked)]
    if not matching:
        raise _unknown(law, asked)
    on_day = [entry for entry in matching if entry.holds(day)]
    law.at(day)
    if not on_day:
        days = ", ".join(f"{one.start or 'the beginning'} to {one.end or 'now'}" for one in matching)
        days_vi = ", ".join(
            f"{_day_vi(one.start, 'đầu')} đến trước {_day_vi(one.end, 'nay')}" for one in matching
        )
        raise BadInput(
            what=f"{asked} does not hold on {day}",
            where=matching[0].path,
            why=f"it holds from {days}",
            do="ask for a day in between with --at",
            vi=Vietnamese(
                what=f"{asked} không có hiệu lực ngày {day:%d/%m/%Y}",
                why=f"có hiệu lực từ {days_vi}",
                do="chọn ngày trong khoảng đó bằng --at",
            ),
        )
    return on_day


def differences(law: Law, first: date, second: date) -> list[Difference]:
    """What is not the same on two days, path by path."""
    before, after = _by_path(law, first), _by_path(law, second)
    return [
        Difference(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if _value(before.get(path)) != _value(after.get(path))
    ]


def _is(path: str, asked: str) -> bool:
    parts = path.split("/")
    return path == asked or path.startswith(f"{asked}/") or asked in (parts[1], parts[-1])


def _unknown(law: Law, asked: str) -> BadInput:
    paths = sorted({entry.path for entry in entries(law)})
    words = sorted({part for path in paths for part in path.split("/")[1:]} | set(paths))
    near = get_close_matches(asked, words, n=3)
    return BadInput(
        what=f"the law has no entry {asked[:80]!r}",
        why="nothing in it is called so",
        do=f"did you mean {' or '.join(near)}?" if near else "see docs/reference/law for every name",
        vi=Vietnamese(
            what=f"pháp luật không có mục {asked[:80]!r}",
            why="không có mục nào mang tên này",
            do=f"có phải {' hoặc '.join(near)}?" if near else "xem docs/reference/law để biết mọi tên mục",
        ),
    )


def _day_vi(day: date | None, open_end: str) -> str:
    return open_end if day is None else f"{day:%d/%m/%Y}"


def _by_path(law: Law, day: date) -> dict[str, Entry]:
    by_path: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries_at(law, day):
        by_path[entry.path].append(entry)
    return {path: group[0] for path, group in by_path.items()}


def _value(entry: Entry | None) -> tuple[str, str] | None:
    return None if entry is None else (entry.value, entry.said)
