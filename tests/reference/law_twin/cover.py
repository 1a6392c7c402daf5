"""When cover begins, whether it is continuous, and what a change does to money paid ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.reference.law_twin.days import months_after
from tests.reference.law_twin.figures import GAP_DAYS, NEW_LAW, OLD_GAP_MONTHS, WAIT_DAYS

from toandan.schemas.categories import CATEGORY

# Decree 188/2025 Art 13.1, 13.3 to 13.6: cover begins on the day a decision names.
BY_DECISION = frozenset(
    [
        "unemployed",
        "social_allowance",
        "poor_household",
        "minority_near_poor",
        "minority_difficult",
        "extremely_difficult",
        "island",
        "organ_donor",
        "artisan",
    ]
)


def is_interrupted(last_end: date, again_on: date) -> bool:
    """Law Art 16.3.c: not continuous for 90 days or more; before 2025-07-01 three months."""
    if again_on < NEW_LAW:
        return again_on >= months_after(last_end, OLD_GAP_MONTHS)
    return (again_on - last_end).days >= GAP_DAYS


def is_boundary(category: str, paid_on: date, last_end: date | None) -> bool:
    """Exactly 90 days: the wait holds, and the five years go on all the same."""
    if CATEGORY[category].clause < 4 or last_end is None or paid_on < NEW_LAW:
        return False
    return (paid_on - last_end).days == GAP_DAYS


def cover_start(
    category: str,
    paid_on: date,
    last_end: date | None,
    *,
    decided_on: date | None = None,
    birth: date | None = None,
    is_fully_supported: bool = False,
) -> date | None:
    """First day of cover; None where the day of the decision is what counts and is not known."""
    if category == "child_under_6":
        return birth
    if category in BY_DECISION or (category == "near_poor" and is_fully_supported):
        return decided_on
    if last_end is not None and paid_on <= last_end:
        return last_end
    waits = CATEGORY[category].clause >= 4 and (last_end is None or is_interrupted(last_end, paid_on))
    return paid_on + timedelta(WAIT_DAYS) if waits else paid_on


def paid_ahead(category: str, *, is_fully_supported: bool = False) -> str:
    """Decree 188/2025 Art 8: what a new rate or base salary does to months already paid."""
    clause = CATEGORY[category].clause
    if category in ("student", "farm_average") or clause == 5:
        return "no_change"
    if clause == 3 or (category == "near_poor" and is_fully_supported):
        return "adjust_from_change"
    return "silent" if clause == 4 else ""


def continuous_since(spells: Sequence[tuple[date, date]], day: date) -> date | None:
    """First day of the cover that reaches the day; spells are half-open. None: no such cover.

    A gap is judged by the law of the day on which cover begins again (Decree 188/2025 Art 18.1.a).
    """
    since: date | None = None
    reached: date | None = None
    for start, end in sorted(span for span in spells if span[0] <= day):
        if since is None or reached is None or not _is_tolerated(reached, start):
            since = start
        reached = end if reached is None else max(end, reached)
    if reached is None or (day >= reached and not _is_tolerated(reached, day)):
        return None
    return since


def _is_tolerated(last_end: date, again_on: date) -> bool:
    if again_on < NEW_LAW:
        return again_on < months_after(last_end, OLD_GAP_MONTHS)
    return (again_on - last_end).days <= GAP_DAYS


def five_years_on(spells: Sequence[tuple[date, date]], day: date) -> date | None:
    """The day on which the cover that reaches ``day`` has lasted, or will have lasted, five years."""
    since = continuous_since(spells, day)
    return None if since is None else months_after(since, 60)
