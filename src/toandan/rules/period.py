"""Several months paid at once (Article 15.6): months × monthly amounts, at the base salary of the payment day."""

from __future__ import annotations

from ibis.expr.types import IntegerValue


def of_months(month_vnd: IntegerValue, months: IntegerValue) -> IntegerValue:
    """An amount of a month for all months paid at once."""
    return month_vnd * months
