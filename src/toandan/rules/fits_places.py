"""Categories of the place somebody lives in (Article 12.3.o, Decree 188/2025 Article 5.2)."""

from __future__ import annotations

from ibis.expr.types import BooleanValue, Table


def by_place(rows: Table) -> dict[str, BooleanValue]:
    """Whether each of them fits; null where a fact is missing."""
    return {
        "extremely_difficult": rows.place_extremely_difficult,
        "island": rows.place_island,
        "safe_zone": rows.place_safe_zone & rows.is_permanent,
    }
