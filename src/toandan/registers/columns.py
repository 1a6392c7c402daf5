"""How declared columns are kept in Arrow and Parquet."""

from __future__ import annotations

import pyarrow as pa

from toandan.schemas.table import Kind, Table

SHARE_DIGITS, SHARE_PLACES = 20, 6
ARROW = {
    Kind.TEXT: pa.string(),
    Kind.CODE: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.PARTIAL_DATE: pa.string(),
    Kind.INT: pa.int64(),
    Kind.DECIMAL: pa.decimal128(SHARE_DIGITS, SHARE_PLACES),
    Kind.UUID: pa.uuid(),
    Kind.BOOL: pa.bool_(),
}
TYPES = {
    Kind.TEXT: "string",
    Kind.CODE: "string",
    Kind.DATE: "date",
    Kind.PARTIAL_DATE: "string",
    Kind.INT: "int64",
    Kind.DECIMAL: "decimal(20, 6)",
    Kind.UUID: "uuid",
    Kind.BOOL: "boolean",
}
"""The same as the engine names its types."""


def arrow_schema(table: Table) -> pa.Schema:
    """The declared columns in their order; a keyed id is a UUID, a decimal has six places."""
    return pa.schema([(column.name, ARROW[column.kind]) for column in table.columns])
