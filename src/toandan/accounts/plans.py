"""Plans, targets and population figures as known on the last day of a month."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.schemas.closing import FIGURES_MONTH, PLAN_MONTH
from toandan.values.month import Month

EXACT = "decimal(20, 6)"


def out_plan__month_target(raw_plan__entity_target: Table, month: Month) -> Table:
    """One row per month and plan or target whose period holds the last day of the month or lies after it."""
    plans = raw_plan__entity_target
    known = plans.filter(plans.period_end > month.last_day)
    rows = known.mutate(
        month=ibis.literal(str(month)),
        group_code=ibis.coalesce(known.group_code, ""),
        value=known.value.cast(EXACT),
    )
    return rows.select(*PLAN_MONTH.names).distinct()


def out_population__month_figure(raw_population_figure__entity_figure: Table, month: Month) -> Table:
    """One row per month and population figure known, any date up to the last day."""
    figures = raw_population_figure__entity_figure
    known = figures.filter(figures.date <= month.last_day)
    return known.mutate(month=ibis.literal(str(month))).select(*FIGURES_MONTH.names).distinct()
