"""Ages, months and the end of a child's card, counted on the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from tests.reference.law_twin.figures import CARD_ARTICLE


def months_after(start: date, months: int) -> date:
    """The same day of the month so many months on; a day the month lacks is the first of the next."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        return start.replace(year=year, month=month + 1)
    except ValueError:
        return months_after(start.replace(day=1), months + 1)


def age(birth: date | None, day: date) -> int | None:
    """Birthdays had; 29 February is kept on 1 March in common years."""
    if birth is None:
        return None
    years = day.year - birth.year
    return years if months_after(birth, 12 * years) <= day else years - 1


def between(low: int, years: int | None, high: int) -> bool | None:
    """Whether low ≤ age < high."""
    return None if years is None else low <= years < high


def child_card_end(birth: date, day: date) -> date:
    """First day after a small child's card, by the text in force on the day.

    Decree 188/2025 Art 13.2: born to 30 September, the card runs to 30 September of the year of
    72 months; born later, to the last day of that month. Before: Law Art 16.3.d (unverified).
    """
    six = months_after(birth, 72)
    autumn = date(birth.year + 6, 10, 1)
    if day < CARD_ARTICLE:
        return autumn if six < autumn - timedelta(1) else six
    if (birth.month, birth.day) <= (9, 30):
        return autumn
    return months_after(birth.replace(day=1), 73)
