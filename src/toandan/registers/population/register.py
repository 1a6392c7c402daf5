"""How the population register is read and checked."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from toandan.registers.check import Check
from toandan.registers.checks.dates import died_before_birth, in_future
from toandan.registers.checks.declared import declared_checks
from toandan.registers.checks.ids import national_checks
from toandan.registers.checks.places import commune_checks
from toandan.registers.intake import Columns, Keyed, RegisterIntake
from toandan.registers.known import Known
from toandan.registers.population.across import ACROSS, with_one_id
from toandan.registers.reading import ids
from toandan.registers.reading.declared import as_declared, typed
from toandan.registers.reading.hamlets import folded_hamlet
from toandan.registers.reading.names import composed
from toandan.registers.reading.stored import birth_columns, hamlet_columns, national_columns, place_columns
from toandan.schemas.population import POPULATION
from toandan.values.ids import IdKind


def read(rows: Table, known: Known) -> Table:
    """The received texts with typed columns, the bare national id, the hamlet in one spelling, and the place to look up."""
    return typed(rows, POPULATION.received).mutate(
        bare_national_id=ids.bare(rows.national_id),
        folded_hamlet=folded_hamlet(rows.hamlet),
        at_vintage=ibis.literal(known.vintage),
        at_place=rows.commune,
    )


def checks(known: Known) -> tuple[Check, ...]:
    """Every row check of the register."""
    return (
        *declared_checks(POPULATION.received),
        *national_checks(),
        in_future(known, "birth_date", "birth_in_future"),
        in_future(known, "residence_from"),
        in_future(known, "died_on", "died_in_future"),
        died_before_birth(),
        *commune_checks("commune"),
    )


def stored(table: Table, known: Known, keyed: Keyed) -> Columns:  # noqa: ARG001 - the shape of every register
    """The columns of ``raw_population__entity_person`` but row_n."""
    national = ids.only(table.bare_national_id, ids.NATIONAL)
    return {
        **as_declared(table, POPULATION),
        **national_columns(table, national, keyed),
        **birth_columns(table),
        **place_columns(table),
        **hamlet_columns(table, keyed),
        "ethnicity": composed(table.ethnicity),
        "household_id": keyed(IdKind.HOUSEHOLD, table.commune + "/" + table.household_no),
    }


INTAKE = RegisterIntake(
    register=POPULATION,
    read=read,
    places=Known.communes,
    checks=checks,
    stored=stored,
    across=ACROSS,
    suspects=with_one_id,
    beside=("full_name",),
)
