"""The first day on which a child's card no longer holds (Decree 188/2025 Article 13.2).

Born by the end of September: 1 October of the year the child turns six; born later: the first day
after the month of 72 months. Under the old text of Article 16.3.d: 72 months completed before
30 September, 1 October of that year; else the day of 72 months.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import DateValue, IntegerValue, StringValue, Table

from toandan.rules.after_months import after_months, first_of
from toandan.rules.calendar import MONTHS_A_YEAR, month_index

NEW_TEXT = "born_by_september"
LAST_DAY = 30


def child_card_end(rows: Table) -> DateValue:
    """The half-open end of the card; null when the birth date is not known.

    Reads ``birth_date`` and of the law ``child_card_end`` (which text), ``child_card_month``, ``child_months``.
    """
    return ibis.ifelse(rows.child_card_end == NEW_TEXT, _new_text(rows), _old_text(rows))


def child_card_end_code(rows: Table) -> StringValue:
    """Which sentence of which text decided."""
    to_month = rows.birth_date.month() <= rows.child_card_month
    new = ibis.ifelse(to_month, "child_card_september", "child_card_month_of_six")
    old = ibis.ifelse(_by_the_last_day(rows), "child_card_old_september", "child_card_old_six")
    return ibis.ifelse(rows.child_card_end == NEW_TEXT, new, old)


def _new_text(rows: Table) -> DateValue:
    of_six = month_index(rows.birth_date) + rows.child_months
    return first_of(ibis.greatest(of_six, _closing_month(rows)) + 1)


def _old_text(rows: Table) -> DateValue:
    six = after_months(rows.birth_date, rows.child_months)
    return ibis.ifelse(_by_the_last_day(rows), first_of(_closing_month(rows) + 1), six)


def _closing_month(rows: Table) -> IntegerValue:
    year = rows.birth_date.year().cast("int64")
    return year * MONTHS_A_YEAR + rows.child_months + rows.child_card_month


def _by_the_last_day(rows: Table) -> ibis.expr.types.BooleanValue:
    month, day = rows.birth_date.month(), rows.birth_date.day()
    return (month < rows.child_card_month) | ((month == rows.child_card_month) & (day < LAST_DAY))
