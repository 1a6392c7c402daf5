"""Headings as written against the declared columns of a register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toandan.places.names import spell, spell_marks
from toandan.schemas.table import Table

# Headings that number the rows of a sheet: they carry nothing and may be left out of a register.
SERIAL = ("STT", "TT", "Số TT", "Số thứ tự", "No", "No.")
OWN, AS_WRITTEN, WITHOUT_MARKS, PART = 1.0, 0.95, 0.9, 0.6
SURE = WITHOUT_MARKS
"""From here on a heading is taken without asking; below it is only worth proposing."""


@dataclass(frozen=True, slots=True)
class Match:
    """One heading, by its place from 0: the column it means, and with which confidence (0 to 1).

    ``column`` is empty for a heading that means none; ``is_serial`` tells one that only
    numbers the rows.
    """

    place: int
    heading: str
    column: str = ""
    confidence: float = 0.0
    is_serial: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the heading may be read as the column without anybody's confirmation."""
        return self.confidence >= SURE


def match_headings(headings: Sequence[str], layout: Table) -> tuple[Match, ...]:
    """What each heading means, in order; ``layout`` is the received table of a register.

    Our own column names, the declared Vietnamese term and the wordings in use are told with
    or without their accents; a heading that only contains one of them is a proposal.
    """
    return tuple(_matched(place, heading, layout) for place, heading in enumerate(headings))


def known_n(headings: Sequence[str], layout: Table) -> int:
    """How many different columns a row of cells names beyond doubt."""
    return len({match.column for match in match_headings(headings, layout) if match.is_sure})


def _matched(place: int, heading: str, layout: Table) -> Match:
    written = " ".join(heading.split())
    for own in (heading.strip(), written.lower()):
        if own in layout.names:
            return Match(place, heading, own, OWN)
    for spelled, confidence in ((spell_marks, AS_WRITTEN), (spell, WITHOUT_MARKS)):
        column = _words(layout, spelled).get(spelled(written))
        if column is not None:
            return Match(place, heading, column, confidence)
    plain = spell(written)
    if plain in {spell(one) for one in SERIAL}:
        return Match(place, heading, is_serial=True)
    return _part(place, heading, plain, layout)


def _part(place: int, heading: str, plain: str, layout: Table) -> Match:
    """The longest known wording that stands inside the heading as whole words."""
    words = _words(layout, spell)
    inside = [word for word in words if f" {word} " in f" {plain} "]
    if not inside:
        return Match(place, heading)
    return Match(place, heading, words[max(inside, key=len)], PART)


@lru_cache
def _words(layout: Table, spelled: Callable[[str], str]) -> dict[str, str]:
    """Every wording in one spelling, and its column; of two columns the one declared first."""
    found: dict[str, str] = {}
    for column in layout.columns:
        for wording in (column.meaning_vi, *column.headings):
            found.setdefault(spelled(wording), column.name)
    return found
