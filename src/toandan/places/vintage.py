"""Which map was in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toandan.places.read import Vintage


def in_force(vintages: Sequence[Vintage], day: date) -> Vintage:
    """The last vintage that had begun on ``day``; days before every beginning get the first."""
    begun = [one for one in vintages if one.first_day is None or one.first_day <= day]
    return begun[-1] if begun else vintages[0]


def vintage_at(day: date) -> date:
    """The name (a date) of the vintage in force on ``day``; 30 June 2025 is the old map's last day."""
    from toandan.places.load import shipped  # noqa: PLC0415 - the data is opened on first use

    return in_force(shipped().vintages, day).day


def known_vintages() -> tuple[date, ...]:
    """The vintages we hold, oldest first."""
    from toandan.places.load import shipped  # noqa: PLC0415 - the data is opened on first use

    return tuple(one.day for one in shipped().vintages)
