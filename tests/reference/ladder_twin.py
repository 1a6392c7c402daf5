"""The household's ladder again, slow and plain: members one by one, percents written out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]
PERCENT = (100, 70, 60, 50)
AND_LATER = 40


def counted(members: Iterable[Row]) -> list[Row]:
    """Those of one household who take part as household, in the order the ladder counts them."""
    taking_part = [one for one in members if one["kind"] == "household"]
    paid = sorted(
        (one for one in taking_part if one["paid_on"]), key=lambda one: (one["paid_on"], one["row_n"])
    )
    others = sorted((one for one in taking_part if not one["paid_on"]), key=lambda one: one["row_n"])
    return [
        *paid,
        *(one for one in others if not one["group_code"]),
        *(one for one in others if one["group_code"]),
    ]


def premiums(members: Iterable[Row], first_vnd: int) -> dict[int, int]:
    """What each of them pays a month, by row of the register; half a đồng and more counts as one."""
    found = {}
    for place, one in enumerate(counted(members)):
        percent = PERCENT[place] if place < len(PERCENT) else AND_LATER
        found[one["row_n"]] = (first_vnd * percent * 2 + 100) // 200
    return found


def day_paid(cards: Iterable[Row], day: date) -> date | None:
    """The earliest day on which a card of the household that ran this year, up to a day, was paid, else begins."""
    days = [
        one["paid_on"] or one["cover_start"]
        for one in cards
        if one["group_code"] == "GD" and one["cover_start"] <= day and one["cover_end"] > date(day.year, 1, 1)
    ]
    return min(days, default=None)
