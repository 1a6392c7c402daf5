"""The share of the premium the state supports in clause 4 (Decree 188/2025 Article 6.6)."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.levels import NEAR_POOR, best_level, support_levels
from toandan.rules.money import percent, share
from toandan.rules.paying import SUPPORTED
from toandan.rules.sets import NO_AMOUNT, NO_TEXT, categories, category

NEAR_POOR_MEMBER = category(NEAR_POOR)


def support_bp(rows: Table) -> IntegerValue:
    """The state's share in basis points; null outside clause 4."""
    paying = categories(rows, "paying_member")
    return ibis.ifelse(paying.has(SUPPORTED), best_level(support_levels(rows), paying), NO_AMOUNT)


def state_share(rows: Table) -> IntegerValue:
    """The state's share in percent."""
    return percent(rows.support_bp)


def supported_vnd(rows: Table) -> IntegerValue:
    """What the state supports of a month; zero outside clause 4."""
    return ibis.ifelse(rows.support_bp.isnull(), 0, share(rows.premium_month_vnd, rows.support_bp))


def support_code(rows: Table) -> StringValue:
    """The state's support, and whether a poor commune made it whole or is not known."""
    poor = rows.place_poor_commune
    near_poor = ibis.cases(
        (poor.isnull(), "poor_commune_unknown"), (poor, "poor_commune"), else_="state_support"
    )
    return ibis.cases(
        (rows.support_bp.isnull(), NO_TEXT),
        (categories(rows, "paying_member").equals(NEAR_POOR_MEMBER), near_poor),
        else_="state_support",
    )
