"""The first day of cover if paid on the day asked (Article 16.3, Decree 188/2025 Article 13).

Clauses 1 to 3: the day of payment, or where the last cover ends. Clauses 4 and 5: the same, but
after a first payment or an interruption of 90 days or more a wait of 30 days. Some begin with the
day of a decision, which no fact here tells: then it stays empty. Newborns: from birth.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, DateValue, StringValue, Table

from toandan.rules.calendar import months_between
from toandan.rules.money import WHOLE_BP
from toandan.rules.paying import ALONE, SUPPORTED
from toandan.rules.sets import categories

HOW = ("birth", "decision", "consecutive", "payment", "wait", "boundary_90")


def cover_how(rows: Table) -> StringValue:
    """Which of the ways applies; also its explanation code behind ``cover_``."""
    paying, last = categories(rows, "paying_member"), rows.last_cover_end
    by_decision = paying.has(categories(rows, "law_cover_decision")) | (
        rows.support_bp == WHOLE_BP
    ).fill_null(False)
    return ibis.cases(
        (paying.is_empty(), ibis.null("string")),
        (paying.has(categories(rows, "law_cover_birth")), "birth"),
        (by_decision, "decision"),
        ((rows.day <= last).fill_null(False), "consecutive"),
        (~paying.has(SUPPORTED | ALONE), "payment"),
        (last.isnull(), "wait"),
        (_gap_days(rows) == rows.interruption_days, "boundary_90"),
        (_is_interrupted(rows), "wait"),
        else_="payment",
    )


def cover_start(rows: Table) -> DateValue:
    """The first day of cover; null where it hangs on a decision or a missing birth date."""
    return rows.cover_how.cases(
        ("birth", rows.birth_date),
        ("consecutive", rows.last_cover_end),
        ("payment", rows.day),
        ("wait", _after_the_wait(rows)),
        ("boundary_90", _after_the_wait(rows)),
        else_=ibis.null("date"),
    )


def cover_code(rows: Table) -> StringValue:
    """How the first day came about."""
    return ibis.literal("cover_") + rows.cover_how


def _gap_days(rows: Table) -> ibis.expr.types.IntegerValue:
    return rows.day.delta(rows.last_cover_end, unit="day")


def _is_interrupted(rows: Table) -> BooleanValue:
    old = months_between(rows.last_cover_end, rows.day) >= rows.interruption_old_months
    return ibis.ifelse(rows.interruption_days.isnull(), old, _gap_days(rows) >= rows.interruption_days)


def _after_the_wait(rows: Table) -> DateValue:
    return (rows.day.cast("timestamp") + rows.wait_days.as_interval("D")).cast("date")
