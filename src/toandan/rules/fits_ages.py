"""Categories with an age or a time in them (Article 12.3.h, s, 12.4.i)."""

from __future__ import annotations

from ibis.expr.types import BooleanValue, Table

from toandan.rules.calendar import MONTHS_A_YEAR, months_between
from toandan.rules.child_card import child_card_runs
from toandan.rules.sets import title, titles, told


def by_age(rows: Table) -> dict[str, BooleanValue]:
    """Whether each of them fits; null where a fact is missing."""
    held, unknown = titles(rows, "titles"), titles(rows, "titles_unknown")
    survivor = told(held, unknown, title("survivor_allowance"))
    older = rows.age_months >= rows.survivor_years * MONTHS_A_YEAR
    younger = rows.age_months >= rows.survivor_near_poor_years * MONTHS_A_YEAR
    return {
        "child_under_6": child_card_runs(rows),
        "survivor_75": survivor & older,
        "survivor_near_poor_70": survivor & younger & ~older & (rows.living == "near_poor"),
        "trafficking_victim": told(held, unknown, title("trafficking_victim")) & is_certified_lately(rows),
    }


def is_certified_lately(rows: Table) -> BooleanValue:
    """Whether the victim was certified at most a year ago (Decree 188/2025 Article 6.6.d)."""
    confirmed = rows.trafficking_confirmed_on
    months = months_between(confirmed, rows.day)
    return (confirmed <= rows.day) & (months < rows.trafficking_victim_years * MONTHS_A_YEAR)
