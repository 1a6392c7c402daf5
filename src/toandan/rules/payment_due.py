"""The last day on which an employer pays in time (Law Article 15.8): the end of the month after the cycle."""

from __future__ import annotations

from ibis.expr.types import DateValue, Table

from toandan.rules.after_months import last_of
from toandan.rules.calendar import month_index


def payment_due(rows: Table) -> DateValue:
    """Reads ``cycle_month`` (any day of the last month paid for) and the law's ``payment_due_months``."""
    return last_of(month_index(rows.cycle_month) + rows.payment_due_months)
