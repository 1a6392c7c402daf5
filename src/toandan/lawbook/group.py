"""What a participation group is: a card code, the people the law means by it, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

POINTS = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u")


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit digit of a group from a day on (None: as long as the group); 1, 2, 5 = 100%, 3 = 95%, 4 = 80%."""

    start: date | None
    digit: str
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """One group code over one period ``[start, end)``; None means no day known.

    ``order`` is the order of Article 12 (clause, point, place within the point), unique on
    every day. ``clause`` is 1 to 5, or 0 where it is not confirmed; ``point`` is its letter,
    or empty for people added by decree and for codes whose point is not confirmed.
    ``verified`` says that the code is confirmed to mean this category (confidence A or B);
    ``category`` is the word of schemas/categories.py, empty where it is not known.
    ``is_meaning_known`` is false for codes met in use that nobody could explain.
    """

    code: str
    order: int
    clause: int
    point: str
    name: str
    name_vi: str
    start: date | None
    end: date | None
    article: str
    verified: bool
    confidence: str
    is_meaning_known: bool
    sources: tuple[str, ...]
    benefits: tuple[Benefit, ...]
    category: str = ""
    note: str = ""
    note_vi: str = ""

    def holds(self, day: date) -> bool:
        """Whether the code means this category on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def benefit_at(self, day: date) -> Benefit | None:
        """The benefit digit printed for the group on a day; None outside the group's period."""
        if not self.holds(day):
            return None
        begun = [one for one in self.benefits if one.start is None or one.start <= day]
        return begun[-1] if begun else None
