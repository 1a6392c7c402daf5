"""Households drawn at random for the two readings of the law, with weight on the days and ages that matter.

Everything follows from one seed. All of it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.reference.law_twin.days import months_after
from tests.reference.law_twin.outcome import choices_of
from tests.reference.law_twin.person import Person

from toandan.schemas.categories import category_slugs
from toandan.schemas.titles import TITLE, TITLES

FIRST, LAST = date(2019, 1, 1), date(2027, 12, 31)
CHANGES = (
    date(2019, 7, 1),  # base salary
    date(2023, 7, 1),  # base salary
    date(2023, 12, 3),  # safe zones, communes that left the lists
    date(2024, 7, 1),  # base salary
    date(2025, 1, 1),  # levels of facilities
    date(2025, 7, 1),  # the new law
    date(2025, 8, 15),  # validity of cards
    date(2025, 11, 14),  # Ho Chi Minh City
    date(2025, 12, 10),  # Cần Thơ
    date(2026, 1, 1),  # benefits; Lào Cai, Hải Phòng, Phú Thọ
    date(2026, 7, 1),  # base salary
    date(2026, 11, 1),  # Cần Thơ, one item ends
)
TURNING_AGES = (6, 60, 65, 70, 75, 80)
PROVINCES = ("15", "31", "79", "25", "92", "48", "01")
FLAGS = (
    "place_poor_commune",
    "place_minority_mountain",
    "place_difficult",
    "place_extremely_difficult",
    "place_island",
    "place_safe_zone",
    "place_coastal",
    "place_urban_hardship",
)
SUPPORTED = tuple(
    TITLE[slug].number
    for slug in [
        "student",
        "security_force",
        "village_health",
        "village_part_timer",
        "artisan",
        "trafficking_victim",
        "mine_victim",
        "charity",
        "unpaid_leave",
        "commune_part_timer",
        "blind_association",
        "hiv",
        "party_badge_40",
        "waste_collector",
        "special_minority",
        "general_pupil",
        "party_badge_30",
        "prestige_person",
    ]
)
# Amounts about the floors and caps of all base salaries, and about halves of a đồng.
AMOUNTS = (0, 1_000_000, 1_389_999, 1_490_011, 2_339_999, 2_340_000, 2_529_999, 2_530_000, 2_530_011)
HIGH_AMOUNTS = (7_777_777, 12_345_678, 29_800_001, 46_799_999, 46_800_000, 46_800_001, 50_600_001, 90_000_000)


def households(seed: int, count: int) -> Iterator[tuple[Person, ...]]:
    """So many households, one after the other; the same for the same seed."""
    draw = Random(seed)  # noqa: S311  (test data)
    for n in range(count):
        yield _household(draw, f"{seed}-{n}")


def _household(draw: Random, name: str) -> tuple[Person, ...]:
    is_quiet = draw.random() < 0.4
    place = _quiet_place(draw) if is_quiet else _place(draw)
    day = _day(draw, CHANGES[6:] if is_quiet else CHANGES)
    size = draw.choice((1, 1, 1, 1, 2, 2, 3, 4, 5, 8))
    order = draw.sample(range(1, size + 1), size)
    members = (_member(draw, day, n, is_quiet=is_quiet) for n in order)
    shared = {"household_id": name, "day": day, **place}
    return tuple(
        _with_choice(draw, replace(member, person_id=f"{name}-{n}", **shared))
        for n, member in enumerate(members)
    )


def _day(draw: Random, changes: tuple[date, ...]) -> date:
    if draw.random() < 0.6:
        return draw.choice(changes) + timedelta(draw.choice((-1, -1, 0, 0, 1)))
    return FIRST + timedelta(draw.randint(0, (LAST - FIRST).days))


def _known(draw: Random, yes: float, unknown: float = 0.05) -> bool | None:
    drawn = draw.random()
    return None if drawn < unknown else drawn < unknown + yes


def _place(draw: Random) -> dict[str, Any]:
    is_listed = draw.random() < 0.4
    left = _left(draw) if draw.random() < 0.3 else None
    return {
        "province_code": draw.choice(PROVINCES) if draw.random() < 0.97 else None,
        "is_permanent": _known(draw, 0.8),
        "living": draw.choice(
            ("poor", "near_poor", "near_poor", "farm_average", "none", "none", "none", None)
        ),
        **{flag: _known(draw, 0.3 if is_listed else 0.02, 0.04) for flag in FLAGS},
        "place_left_difficult_on": left,
        "place_left_known": left is not None or draw.random() < 0.9,
    }


def _quiet_place(draw: Random) -> dict[str, Any]:
    """A place on no list, so that the support of provinces and the choices come into play."""
    return {
        "province_code": draw.choice(PROVINCES[:6]),
        "is_permanent": _known(draw, 0.9, 0.03),
        "living": draw.choice(("near_poor", "farm_average", "none", "none")),
        "place_poor_commune": _known(draw, 0.2, 0.1),
    }


def _left(draw: Random) -> date:
    """A day about 36 months before a day of change, the leap day among them."""
    if draw.random() < 0.1:
        return date(2024, 2, 29)
    return months_after(draw.choice(CHANGES), -36) + timedelta(draw.choice((-400, -1, 0, 1, 200, 700)))


def _member(draw: Random, day: date, place_n: int, *, is_quiet: bool) -> Person:
    titles, unknown = _quiet_titles(draw) if is_quiet else _titles(draw)
    return Person(
        day=day,
        birth_date=_birth(draw, day),
        is_ethnic_minority=_known(draw, 0.4),
        titles=titles,
        titles_unknown=unknown,
        wage_vnd=_amount(draw),
        pension_vnd=_amount(draw),
        benefit_vnd=_amount(draw),
        trafficking_confirmed_on=_confirmed(draw, day),
        member_n=place_n if draw.random() < 0.8 else None,
        months=draw.choice((1, 3, 6, 12)),
        last_cover_end=_last_end(draw, day),
    )


def _birth(draw: Random, day: date) -> date | None:
    kind = draw.random()
    if kind < 0.04:
        return None
    if kind < 0.4:
        turned = months_after(day, -12 * draw.choice(TURNING_AGES))
        return turned + timedelta(draw.choice((-40, -1, 0, 1, 2, 40)))
    if kind < 0.48:  # children about the end of September
        return min(day, date(day.year - draw.randint(5, 7), draw.choice((9, 10)), draw.choice((1, 29, 30))))
    if kind < 0.53:
        return draw.choice((date(2016, 2, 29), date(2020, 2, 29), date(1952, 2, 29), date(1960, 2, 29)))
    return day - timedelta(draw.randint(0, 95 * 365))


def _titles(draw: Random) -> tuple[int, int]:
    """Titles alone and together; sometimes all that is not stated is unknown, as in a bare register."""
    bits = [one.number for one in TITLES]
    held = draw.sample(bits, draw.choice((0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4)))
    open_n = draw.choice((0, 0, 0, 0, 0, 1, 2, 4, len(bits)))
    unknown = [bit for bit in draw.sample(bits, open_n) if bit not in held]
    return sum(1 << bit for bit in held), sum(1 << bit for bit in unknown)


def _quiet_titles(draw: Random) -> tuple[int, int]:
    """Titles of clauses 4 and 5 and of provinces only."""
    held = draw.sample(SUPPORTED, draw.choice((0, 0, 1, 1, 2)))
    unknown = [bit for bit in draw.sample(SUPPORTED, draw.choice((0, 0, 0, 1))) if bit not in held]
    return sum(1 << bit for bit in held), sum(1 << bit for bit in unknown)


def _amount(draw: Random) -> int | None:
    if draw.random() < 0.15:
        return None
    return draw.choice((*AMOUNTS, *HIGH_AMOUNTS, draw.randint(0, 60_000_000)))


def _confirmed(draw: Random, day: date) -> date | None:
    if draw.random() < 0.3:
        return None
    return months_after(day, -12) + timedelta(draw.choice((-30, -1, 0, 1, 100, 366, 400)))


def _last_end(draw: Random, day: date) -> date | None:
    if draw.random() < 0.3:
        return None
    gap = draw.choice((-200, -30, -1, 0, 1, 30, 88, 89, 90, 91, 92, 93, 400, draw.randint(-365, 900)))
    return day - timedelta(gap)


def _with_choice(draw: Random, person: Person) -> Person:
    """Sometimes the person takes one of the choices the law gives."""
    if draw.random() < 0.7:
        return person
    choices = category_slugs(choices_of(person))
    return replace(person, chosen=draw.choice(choices)) if choices else person
