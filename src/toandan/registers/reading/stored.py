"""Stored columns that several registers have: the person's id, birth and place."""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table

from toandan.registers.intake import Columns, Keyed
from toandan.registers.reading import dates, ids
from toandan.registers.reading.hamlets import UNNAMED
from toandan.values.ids import IdKind


def national_columns(table: Table, national: StringValue, keyed: Keyed) -> Columns:
    """``schemas.common.STORED_NATIONAL``: the keyed id and what may be kept of the number."""
    return {
        "national_id": keyed(IdKind.NATIONAL, national),
        "national_birth_year": ids.birth_year(national),
        "national_agrees": national.notnull().ifelse(
            ids.agrees(national, table.sex, table.as_birth_date), ibis.null("boolean")
        ),
    }


def birth_columns(table: Table) -> Columns:
    """``schemas.common.STORED_BIRTH``."""
    return {"birth_date": table.as_birth_date, "birth_precision": dates.precision(table.birth_date)}


def place_columns(table: Table) -> Columns:
    """``schemas.common.STORED_PLACE``."""
    return {"vintage": table.at_vintage, "commune_code": table.at_place}


def hamlet_columns(table: Table, keyed: Keyed) -> Columns:
    """``schemas.common.HAMLET_ID``: a hamlet is known by its name within its commune."""
    return {"hamlet_id": keyed(IdKind.HAMLET, table.commune + "/" + table.folded_hamlet.nullif(UNNAMED))}
