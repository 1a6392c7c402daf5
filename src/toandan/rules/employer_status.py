"""Whether an employer paid in time, late (Law Article 48a) or evaded (48b, with Decree 188/2025 Article 3).

Evasion: a worker not listed 60 days after the term (48b.1.a), a wage declared too low (b), money
unpaid 60 days after the last day and urged (c). Force majeure turns a and c into late payment.
Arrears of before July 2025 are late, never evasion. The answer is how the employer stands on the
day: what was mended before it is open no more.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table

from toandan.rules.money import WHOLE_BP

ON_TIME, LATE, EVASION, CANNOT_TELL = STATUSES = ("on_time", "late", "evasion", "cannot_tell")


def employer_status(rows: Table) -> StringValue:
    """``on_time``, ``late``, ``evasion`` or ``cannot_tell``; needs ``employer_code``."""
    code = rows.employer_code
    return ibis.cases(
        (code.startswith("art_48b"), EVASION),
        (code == "urging_unknown", CANNOT_TELL),
        (code == "law_before_48a", CANNOT_TELL),
        (code == "paid_in_time", ON_TIME),
        else_=LATE,
    )


def employer_code(rows: Table) -> StringValue:
    """The point that decides.

    Reads ``due_on``, ``day``, ``paid_bp`` (share of what is owed), ``is_urged`` (null not known),
    ``list_due_on``, ``listed_on`` (null: not yet), ``is_under_declared``, ``is_force_majeure``,
    ``is_old_debt`` (owed up to 30 June 2025), and the law's ``evasion_days`` and ``list_late_days``.
    """
    pardoned = rows.is_force_majeure
    unpaid_long, unlisted_long = (
        _unpaid_days(rows) > rows.evasion_days,
        _unlisted_days(rows) > rows.list_late_days,
    )
    return ibis.cases(
        (rows.evasion_days.isnull(), "law_before_48a"),
        (rows.is_old_debt & (_unpaid_days(rows) > 0), "art_3_5_d_old_debt"),
        (rows.is_old_debt, "paid_in_time"),
        (rows.is_under_declared, "art_48b_1_b"),
        ((unlisted_long | unpaid_long) & pardoned, "art_48a_3"),
        (unlisted_long, "art_48b_1_a"),
        (unpaid_long & rows.is_urged.isnull(), "urging_unknown"),
        (unpaid_long & rows.is_urged, "art_48b_1_c"),
        (_unlisted_days(rows) > 0, "art_48a_2"),
        (_unpaid_days(rows) > 0, "art_48a_1"),
        else_="paid_in_time",
    )


def _unpaid_days(rows: Table) -> ibis.expr.types.IntegerValue:
    return ibis.ifelse(rows.paid_bp < WHOLE_BP, rows.day.delta(rows.due_on, unit="day"), 0)


def _unlisted_days(rows: Table) -> ibis.expr.types.IntegerValue:
    """Days since the term of a list that is still missing on the day."""
    listed = (rows.listed_on <= rows.day).fill_null(False)
    return ibis.ifelse(listed, 0, rows.day.delta(rows.list_due_on, unit="day"))
