"""A table of figures with its headings in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toandan.reports.figure import Figure


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Vietnamese and English."""

    vi: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name in files, and what people read above it."""

    name: str
    words: Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of figures, one per heading in each; ``total`` stands below them where there is one."""

    name: str
    title: Words
    headings: tuple[Heading, ...]
    rows: Sequence[tuple[Figure, ...]]
    total: tuple[Figure, ...] | None = None

    @property
    def lines(self) -> list[tuple[Figure, ...]]:
        """The rows and the total."""
        return [*self.rows, *([self.total] if self.total else [])]

    @property
    def hides(self) -> bool:
        """Whether a figure of it is hidden."""
        return any(figure.mark for line in self.lines for figure in line)

    def at(self, name: str) -> int:
        """The place of a column."""
        return [heading.name for heading in self.headings].index(name)


def headings(*told: tuple[str, str, str]) -> tuple[Heading, ...]:
    """Headings from (name, Vietnamese, English)."""
    return tuple(Heading(name, Words(vi, en)) for name, vi, en in told)
