"""The whole law of one folder in memory, and the law of one day.

A law is one value that the command line reads once and hands down (decision 0021): ``shipped()`` is the
law that comes with the program, and only commands, tests, benches and tools call it. A law is never
changed: a proposal makes another one beside it (``toandan.lawbook.apply``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from toandan.errors import BadInput, Vietnamese
from toandan.lawbook import read
from toandan.lawbook.category import LegalCategory
from toandan.lawbook.group import Group
from toandan.lawbook.local import LocalItem, LocalPolicy
from toandan.lawbook.open_point import OpenPoint
from toandan.lawbook.parameter import DatedValue, Number, Parameter
from toandan.lawbook.sources import Source
from toandan.lawbook.version import LAW, version_of
from toandan.schemas.categories import CATEGORIES

BASE = "base_salary"


@dataclass(frozen=True, slots=True)
class Law:
    """Everything ``law/`` says. ``version`` tells two laws apart; ``proposals`` are applied on top, in order."""

    version: str
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    categories: Mapping[str, LegalCategory]
    clauses: Mapping[str, int]
    groups: tuple[Group, ...]
    local: Mapping[str, LocalPolicy]
    open_points: tuple[OpenPoint, ...] = ()
    proposals: tuple[str, ...] = ()

    def groups_at(self, day: date) -> dict[str, Group]:
        """The groups in force on a day by code, in the order of Article 12: who pays is the first that fits."""
        return {group.code: group for group in self.groups if group.holds(day)}

    def known_codes(self) -> frozenset[str]:
        """The group codes of any day; what intake may accept."""
        return frozenset(group.code for group in self.groups)

    @property
    def first_day(self) -> date:
        """The first day this book speaks of: that of its first base salary."""
        return self.parameters[BASE].values[0].start

    def at(self, day: date) -> LawAt:
        """The law of a day; raises BadInput for a day before the book begins."""
        if day < self.first_day:
            raise BadInput(
                what=f"the law of {day} is not kept here",
                where=f"parameters/{BASE}",
                why=f"this book begins on {self.first_day}, with the first base salary it holds",
                do=f"ask for {self.first_day} or a later day",
                vi=Vietnamese(
                    what=f"chưa có pháp luật của ngày {day:%d/%m/%Y}",
                    why=f"dữ liệu bắt đầu từ {self.first_day:%d/%m/%Y}, ngày có mức lương cơ sở đầu tiên",
                    do=f"chọn ngày từ {self.first_day:%d/%m/%Y} trở đi",
                ),
            )
        return LawAt(self, day)


@dataclass(frozen=True, slots=True)
class LawAt:
    """The law on one day."""

    law: Law
    day: date

    def figure(self, name: str) -> DatedValue:
        """The value of a figure with its article; raises BadInput where it has none on the day."""
        found = self.law.parameters.get(name)
        value = found.value_at(self.day) if found else None
        if value is None:
            raise BadInput(
                what=f"the law has no figure {name[:60]!r} on {self.day}",
                why="it began later, ended earlier, or does not exist" if found else "no file has this name",
                do="see `toandan law show` for the figures of a day",
                vi=Vietnamese(
                    what=f"pháp luật ngày {self.day:%d/%m/%Y} không có tham số {name[:60]!r}",
                    why="tham số bắt đầu sau, đã hết hiệu lực hoặc không tồn tại"
                    if found
                    else "không có tệp tên này",
                    do="xem `toandan law show` để biết các tham số của một ngày",
                ),
            )
        return value

    def number(self, name: str) -> Number:
        """A figure as a number in its unit; raises BadInput where it is none or a word."""
        value = self.figure(name).value
        if value is None:
            raise BadInput(what=f"the figure {name} is a word", why="its unit is word", do="ask for its word")
        return value

    def word(self, name: str) -> str:
        """A figure whose unit is word."""
        return self.figure(name).word or ""

    @property
    def categories(self) -> dict[str, LegalCategory]:
        """The categories that exist on the day, in Article 12 order."""
        return {slug: one for slug, one in self.law.categories.items() if one.holds(self.day)}

    @property
    def groups(self) -> dict[str, Group]:
        """The card codes in force on the day, in order."""
        return self.law.groups_at(self.day)

    def items_of(self, province: str) -> list[LocalItem]:
        """What a province supports on the day."""
        return [
            item
            for policy in self.law.local.values()
            if policy.province == province
            for item in policy.items
            if _holds(policy.period_of(item), self.day)
        ]


def read_law(folder: Path) -> Law:
    """The law of a folder; raises BadInput for the first file that cannot be read. See also ``checks``."""
    categories = read.read_categories(folder)
    # A word that Article 12 does not know comes last; the checks name it.
    place = {one.slug: one.place for one in CATEGORIES}
    ordered = sorted(categories.items(), key=lambda entry: place.get(entry[0], len(place)))
    return Law(
        version=version_of(folder),
        sources=read.law_sources(folder),
        parameters=read.read_parameters(folder),
        categories={slug: category for slug, (_, category) in ordered},
        clauses={slug: clause for slug, (clause, _) in ordered},
        groups=read.read_groups(folder),
        local=read.read_local(folder),
        open_points=read.read_open_points(folder),
    )


@cache
def shipped() -> Law:
    """The law that comes with the package, read once. Nothing below the command line calls it: the law is an argument."""
    return read_law(LAW)


def _holds(period: tuple[date, date | None], day: date) -> bool:
    start, end = period
    return start <= day and (end is None or day < end)
