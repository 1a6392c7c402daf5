"""Interest on premium an employer paid late (Law Article 49, Decree 188/2025 Article 4), to the đồng.

Amount × days × the rate of each day, rounded half up once. Days under a law whose rate is not kept
(before July 2025: twice the interbank rate) are counted and shown, their interest is not.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.money import share


def late_interest(arrears: Table, figures: Table) -> Table:
    """``arrears_id``, ``days_late_n``, ``days_old_law_n``, ``interest_vnd``, ``code``: one row per arrears.

    ``arrears``: ``arrears_id``, ``due_on`` (last day of payment), ``paid_on`` (or the day asked),
    ``amount_vnd``. The day after ``due_on`` is the first late one, ``paid_on`` the last.
    """
    rows = _in_periods(arrears, figures)
    totals = rows.group_by("arrears_id").agg(
        rated_bp=(rows.days * rows.late_interest_bp.fill_null(0)).sum().cast("int64"),
        rated_n=ibis.ifelse(rows.late_interest_bp.isnull(), 0, rows.days).sum().cast("int64"),
    )
    found = arrears.left_join(totals, "arrears_id").drop("arrears_id_right")
    found = found.mutate(
        days_late_n=ibis.greatest(found.paid_on.delta(found.due_on, unit="day"), 0).cast("int64"),
        interest_vnd=share(found.amount_vnd, found.rated_bp.fill_null(0)),
    )
    found = found.mutate(days_old_law_n=found.days_late_n - found.rated_n.fill_null(0))
    found = found.mutate(code=interest_code(found.days_late_n, found.days_old_law_n))
    return found.select("arrears_id", "days_late_n", "days_old_law_n", "interest_vnd", "code")


def interest_code(late: IntegerValue, old: IntegerValue) -> StringValue:
    """Whether interest is owed, and whether a part of it is not computed."""
    return ibis.cases(
        (late == 0, "not_late"),
        (old == 0, "late_interest"),
        (old == late, "late_old_law_not_computed"),
        else_="late_interest_part_not_computed",
    )


def _in_periods(arrears: Table, figures: Table) -> Table:
    law = figures.select("law_start", "law_end", "late_interest_bp")
    late = [law.law_start <= arrears.paid_on, law.law_end > arrears.due_on]
    rows = arrears.inner_join(law, late)
    eve = ibis.greatest(rows.due_on, (rows.law_start - ibis.interval(days=1)).cast("date"))
    last = ibis.least(rows.paid_on, (rows.law_end - ibis.interval(days=1)).cast("date"))
    return rows.mutate(days=ibis.greatest(last.delta(eve, unit="day"), 0))
