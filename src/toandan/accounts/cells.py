"""The two counts in cells of place, group, sex and age. They are never added or mixed."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.values.month import Month

CELL = ("vintage", "commune_code", "group_code", "sex", "age")


def out_participants__month_cell(stg_participant__month_alike: Table, month: Month) -> Table:
    """One row per month, card commune, group, sex and age that occurs."""
    rows = stg_participant__month_alike
    cells = rows.group_by(*CELL).agg(participants_n=rows.people_n.sum().cast("int64"))
    return cells.mutate(month=ibis.literal(str(month)))


def out_residents__month_cell(stg_resident__month_alike: Table, month: Month) -> Table:
    """One row per month, commune of residence, group of the card held, sex and age that occurs."""
    rows = stg_resident__month_alike
    covered = ibis.ifelse(rows.is_covered, rows.people_n, 0).sum().cast("int64")
    cells = rows.group_by(*CELL).agg(
        residents_n=rows.people_n.sum().cast("int64"), covered_residents_n=covered
    )
    return cells.mutate(
        month=ibis.literal(str(month)), uncovered_n=cells.residents_n - cells.covered_residents_n
    )
