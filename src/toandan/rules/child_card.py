"""Until when a child's card runs (Decree 188/2025 Article 13.2; before 15 August 2025 Article 16.3.d of the law).

Born in a month up to September, it runs to the end of September of the year the child turns six;
born later, to the end of the month of 72 months. Under the old text: 72 months completed before
30 September, to the end of that September; else to the day of 72 months.

Whether the card still runs and the day on which it ends are both read off the last month of it.
They read ``birth_date`` and of the law ``child_card_end`` (which text), ``child_card_month`` and
``child_months``; whether it runs reads ``day`` and ``age_months`` too.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, StringValue, Table

from toandan.rules.after_months import after_months, first_of
from toandan.rules.calendar import MONTHS_A_YEAR, month_index
from toandan.rules.sets import NO_AMOUNT, NO_TEXT

NEW_TEXT = "born_by_september"
LAST_DAY = 30


def child_card_runs(rows: Table) -> BooleanValue:
    """Whether the day asked lies before the card's end; null when the birth date is not known."""
    last = _last_month(rows)
    return ibis.ifelse(last.isnull(), is_under_six(rows), month_index(rows.day) <= last)


def child_card_end(rows: Table) -> DateValue:
    """The first day on which the card no longer holds; null when the birth date is not known."""
    last, six = _last_month(rows), after_months(rows.birth_date, rows.child_months)
    return ibis.ifelse(last.isnull(), six, first_of(last + 1))


def child_card_end_code(rows: Table) -> StringValue:
    """Which sentence of which text decided."""
    to_month = rows.birth_date.month() <= rows.child_card_month
    new = ibis.ifelse(to_month, "child_card_september", "child_card_month_of_six")
    old = ibis.ifelse(_before_the_last_day(rows), "child_card_old_september", "child_card_old_six")
    return ibis.ifelse(rows.child_card_end == NEW_TEXT, new, old)


def is_under_six(rows: Table) -> BooleanValue:
    """Whether the child is younger than 72 months: so long the state owes the premium."""
    return rows.age_months < rows.child_months


def child_code(rows: Table) -> StringValue:
    """``child_card_runs_on`` where the card outlives the state's payments."""
    return ibis.ifelse(rows.is_child_paid, NO_TEXT, "child_card_runs_on")


def _last_month(rows: Table) -> IntegerValue:
    """The month at whose end the card ends; null where it ends on the day of 72 months."""
    september = (
        rows.birth_date.year().cast("int64") * MONTHS_A_YEAR + rows.child_months + rows.child_card_month
    )
    of_six = month_index(rows.birth_date) + rows.child_months
    old = ibis.ifelse(_before_the_last_day(rows), september, NO_AMOUNT)
    return ibis.ifelse(rows.child_card_end == NEW_TEXT, ibis.greatest(september, of_six), old)


def _before_the_last_day(rows: Table) -> BooleanValue:
    month, day = rows.birth_date.month(), rows.birth_date.day()
    return (month < rows.child_card_month) | ((month == rows.child_card_month) & (day < LAST_DAY))
