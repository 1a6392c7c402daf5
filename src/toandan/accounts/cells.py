"""The two counts in cells of place, group, sex and age. They are never added or mixed."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.values.month import Month

CELL = ("vintage", "commune_code", "group_code", "sex", "age")


def out_participants__month_cell(core_participant__month_person: Table, month: Month) -> Table:
    """One row per month, card commune, group, sex and age that occurs."""
    people = core_participant__month_person
    cells = people.group_by(*CELL).agg(participants_n=people.count())
    return cells.mutate(month=ibis.literal(str(month)))


def out_residents__month_cell(core_resident__month_person: Table, month: Month) -> Table:
    """One row per month, commune of residence, group of the card held, sex and age that occurs."""
    people = core_resident__month_person
    covered = people.is_covered.cast("int64").sum().cast("int64")
    cells = people.group_by(*CELL).agg(residents_n=people.count(), covered_residents_n=covered)
    return cells.mutate(
        month=ibis.literal(str(month)), uncovered_n=cells.residents_n - cells.covered_residents_n
    )
