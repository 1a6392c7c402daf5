"""What a new base salary does to months that were paid ahead (Decree 188/2025 Article 8).

Clause 3 and near-poor people supported in full: the state's money follows from the day of the
change. Pupils, students, farm households and clause 5: nothing is topped up or given back. For the
rest of clause 4 the article is silent; the figure ``paid_ahead_silent`` says how that is read.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from toandan.rules.calendar import months_between
from toandan.rules.money import WHOLE_BP

ADJUSTS, STAYS, SILENT = "adjust_from_change", "no_change", "silent"
BY_MONTH = "by_month"


def paid_ahead(rows: Table) -> StringValue:
    """``adjust_from_change``, ``no_change``, ``silent`` or ``by_month``.

    Reads ``support_bp`` (the person's own share; null outside clause 4) and ``on_change`` of the category.
    """
    whole = (rows.support_bp == WHOLE_BP).fill_null(False)
    return ibis.ifelse(whole, ADJUSTS, rows.on_change.cases(("adjust", ADJUSTS), else_=rows.on_change))


def months_after_change(rows: Table) -> IntegerValue:
    """How many of the paid months begin on or after the change; months count from the day of payment."""
    eve = (rows.change_on - ibis.interval(days=1)).cast("date")
    begun = ibis.ifelse(eve < rows.paid_on, 0, months_between(rows.paid_on, eve) + 1)
    return ibis.greatest(rows.months - begun, 0).cast("int64")


def topped_up_vnd(rows: Table) -> IntegerValue:
    """What the budget pays on top for those months; 0 where nothing changes, and while the article is silent."""
    more = rows.month_after_vnd - rows.month_before_vnd
    return ibis.ifelse(_adjusts(rows), months_after_change(rows) * more, 0)


def paid_ahead_code(rows: Table) -> StringValue:
    """The clause of Article 8, or that it is silent."""
    return paid_ahead(rows).cases(
        (ADJUSTS, "art_8_1"), (STAYS, "art_8_2_3"), (SILENT, "art_8_silent"), else_="paid_by_the_month"
    )


def _adjusts(rows: Table) -> BooleanValue:
    word = paid_ahead(rows)
    return (word == ADJUSTS) | ((word == SILENT) & (rows.paid_ahead_silent == ADJUSTS))
