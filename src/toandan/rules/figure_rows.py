"""Every figure of the law as rows that are joined by day; an open end is written as a day far away."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import Table

from toandan.lawbook.tables import LawTables

FAR = date(9999, 12, 31)


def figure_rows(tables: LawTables) -> pa.Table:
    """One row per period in which no figure changes, ``law_end`` always filled."""
    figures = tables.figures
    ends = pc.fill_null(figures["law_end"], pa.scalar(FAR, pa.date32()))
    return figures.set_column(figures.schema.get_field_index("law_end"), "law_end", ends)


def with_figures(rows: Table, figures: Table) -> Table:
    """The rows with the figures of their ``day``; a day before the first figures keeps its row, without any."""
    return rows.left_join(figures, [rows.day >= figures.law_start, rows.day < figures.law_end])
