"""Until when a child's card runs (Decree 188/2025 Article 13.2; before 15 August 2025 Article 16.3.d of the law).

Born in a month up to September, it runs to the end of September of the year the child turns six;
born later, to the end of the month of 72 months. Under the old text: 72 months completed before
30 September, to that day; else to the day of 72 months.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from toandan.rules.calendar import MONTHS_A_YEAR, month_index
from toandan.rules.sets import NO_TEXT

NEW_TEXT = "born_by_september"
LAST_DAY = 30


def child_card_runs(rows: Table) -> BooleanValue:
    """Whether the day asked lies before the card's end; null when the birth date is not known."""
    to_month = _month_of_six(rows) + rows.child_card_month
    by_month = ibis.greatest(to_month, month_index(rows.birth_date) + rows.child_months)
    old = ibis.ifelse(_before_the_last_day(rows), _in_or_before(rows, to_month), is_under_six(rows))
    return ibis.ifelse(rows.child_card_end == NEW_TEXT, _in_or_before(rows, by_month), old)


def is_under_six(rows: Table) -> BooleanValue:
    """Whether the child is younger than 72 months: so long the state owes the premium."""
    return rows.age_months < rows.child_months


def child_code(rows: Table) -> ibis.expr.types.StringValue:
    """``child_card_runs_on`` where the card outlives the state's payments."""
    return ibis.ifelse(rows.is_child_paid, NO_TEXT, "child_card_runs_on")


def _month_of_six(rows: Table) -> IntegerValue:
    return rows.birth_date.year().cast("int64") * MONTHS_A_YEAR + rows.child_months


def _before_the_last_day(rows: Table) -> BooleanValue:
    month, day = rows.birth_date.month(), rows.birth_date.day()
    return (month < rows.child_card_month) | ((month == rows.child_card_month) & (day < LAST_DAY))


def _in_or_before(rows: Table, month: IntegerValue) -> BooleanValue:
    return month_index(rows.day) <= month
