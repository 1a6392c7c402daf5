"""Categories of the household's living standard and of ethnic minorities (Article 12.3.o, 12.4.a, d, g)."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, Table

from toandan.rules.calendar import months_between
from toandan.rules.sets import NOT_KNOWN


def by_living(rows: Table) -> dict[str, BooleanValue]:
    """Whether each of them fits; null where a fact is missing."""
    near_poor, minority = rows.living == "near_poor", rows.is_ethnic_minority
    return {
        "poor_household": rows.living == "poor",
        "near_poor": near_poor,
        "farm_average": rows.living == "farm_average",
        "minority_near_poor": near_poor & minority & rows.place_minority_mountain,
        "minority_difficult": minority & rows.place_difficult,
        "minority_exit": minority & has_left_lately(rows),
    }


def has_left_lately(rows: Table) -> BooleanValue:
    """Whether the commune left the list of difficult areas at most 36 months ago (Decree 188/2025 Article 6.6.c)."""
    left = rows.place_left_difficult_on
    lately = (left <= rows.day) & (months_between(left, rows.day) < rows.minority_exit_months)
    return ibis.ifelse(rows.place_left_known, ibis.ifelse(left.isnull(), False, lately), NOT_KNOWN)
