"""Figures and sheets as texts of one language, ready to be set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toandan.reports.figure import Figure, Kind, Speech
from toandan.reports.sheets.sheet import Sheet

BREAKS = str.maketrans({sign: f"{sign}\u200b" for sign in "/@"})
NUMBERS = frozenset({Kind.PEOPLE, Kind.CHANGE, Kind.MONEY, Kind.SHARE})
type Content = dict[str, Any]


class Setter:
    """Figures and sheets as texts of one language."""

    def __init__(self, speech: Speech, threshold: int) -> None:
        self.speech, self.threshold = speech, threshold

    @property
    def lang(self) -> str:
        """The language."""
        return self.speech.lang

    def told(self, figure: Figure) -> str:
        """A figure as text."""
        return self.speech.told(figure, self.threshold)

    def table(
        self, sheet: Sheet, names: Sequence[str], rows: Sequence[tuple[Figure, ...]] | None = None
    ) -> Content:
        """Some columns of a sheet: title, headings, alignment, rows of text."""
        places = [sheet.at(name) for name in names]
        chosen = sheet.rows if rows is None else rows
        return {
            "title": sheet.title[self.lang],
            "headings": [sheet.headings[at].words[self.lang] for at in places],
            "rows": [[breakable(self.told(row[at])) for at in places] for row in chosen],
            "is_number": [_is_number(chosen, at) for at in places],
        }


def breakable(told: str) -> str:
    """Text that may go on in the next line after a slash or an @."""
    return told.translate(BREAKS)


def _is_number(rows: Sequence[tuple[Figure, ...]], at: int) -> bool:
    return bool(rows) and rows[0][at].kind in NUMBERS
