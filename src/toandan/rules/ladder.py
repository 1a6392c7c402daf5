"""The household ladder (Article 13.6): members who pay in the same fiscal year pay 100, 70, 60, 50, 40 percent."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.choice import HOUSEHOLD
from toandan.rules.money import percent
from toandan.rules.sets import NO_AMOUNT, NO_TEXT, categories

STEPS = 5
UNKNOWN = "ladder_unknown"


def ladder_bp(rows: Table) -> IntegerValue:
    """Share of the first member's premium in basis points; null outside the ladder, whole when the place is not known."""
    steps = [(rows.member_n == n, rows[f"ladder_{n}_bp"]) for n in range(2, STEPS)]
    beyond = (rows.member_n >= STEPS, rows[f"ladder_{STEPS}_bp"])
    pays_so = categories(rows, "paying_member").equals(HOUSEHOLD)
    return ibis.ifelse(pays_so, ibis.cases(*steps, beyond, else_=rows.ladder_1_bp), NO_AMOUNT)


def ladder_percent(rows: Table) -> IntegerValue:
    """The same in percent."""
    return percent(rows.ladder_bp)


def ladder_code(rows: Table) -> StringValue:
    """Which step of the ladder, or that the place in it is not known."""
    steps = [(rows.member_n == n, f"ladder_{n}") for n in range(1, STEPS)]
    step = ibis.cases(
        (rows.member_n.isnull(), UNKNOWN), *steps, (rows.member_n >= STEPS, f"ladder_{STEPS}"), else_=NO_TEXT
    )
    return ibis.ifelse(rows.ladder_bp.isnull(), NO_TEXT, step)
