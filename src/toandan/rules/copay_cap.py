"""When co-pay of a year ends (Law Article 22.1.d, Decree 188/2025 Article 18.2).

Five continuous years and co-pay strictly above six base salaries in the year: then the fund pays
all to 31 December. In a year with two base salaries, what was paid before the change counts as
salaries of its time and the rest is measured in new ones; whoever reached six before is exempt.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from toandan.rules.money import part


def cap_left_vnd(rows: Table) -> IntegerValue:
    """Co-pay the cap leaves for the part of the year since the change (the whole year without one).

    Reads ``paid_before_vnd`` (co-pay that counts, 1 January to the eve of the change),
    ``old_base_vnd`` (base salary before it; null without a change in the year), ``base_salary_vnd``,
    ``copay_cap_times``. Rounded half up to whole đồng.
    """
    whole = rows.base_salary_vnd * rows.copay_cap_times
    missing = ibis.greatest(rows.old_base_vnd * rows.copay_cap_times - rows.paid_before_vnd, 0)
    return ibis.ifelse(
        rows.old_base_vnd.isnull(), whole, part(missing, rows.base_salary_vnd, rows.old_base_vnd)
    )


def is_copay_free(rows: Table) -> BooleanValue:
    """Whether the fund pays all from here to 31 December; needs ``cap_left_vnd``, ``paid_since_vnd``, ``five_years_on``."""
    reached = _reached_before(rows) | (rows.paid_since_vnd > rows.cap_left_vnd)
    return _has_five_years(rows) & reached


def copay_code(rows: Table) -> StringValue:
    """Why co-pay goes on or has ended."""
    return ibis.cases(
        (~_has_five_years(rows), "copay_no_five_years"),
        (_reached_before(rows), "copay_reached_before_change"),
        (rows.paid_since_vnd > rows.cap_left_vnd, "copay_cap_passed"),
        else_="copay_cap_not_passed",
    )


def _has_five_years(rows: Table) -> BooleanValue:
    return (rows.five_years_on <= rows.day).fill_null(False)


def _reached_before(rows: Table) -> BooleanValue:
    reached = rows.paid_before_vnd >= rows.old_base_vnd * rows.copay_cap_times
    return reached.fill_null(False)
