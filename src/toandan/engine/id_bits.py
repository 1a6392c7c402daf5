"""Some bits of keyed ids as numbers: the first 56 of either half, whichever engine reads them.

A keyed id is a hash, so these bits tell people apart nearly always, and numbers are quicker than ids.
"""

from __future__ import annotations

from uuid import UUID

from ibis import udf
from ibis.expr.types import IntegerColumn, StringColumn, UUIDColumn

# The embedded engine has no function of that name: each session is taught it.
MACRO = """
CREATE OR REPLACE TEMP MACRO id_bits(id, half) AS
    CASE half WHEN 0 THEN (id::UHUGEINT >> 72)::BIGINT ELSE ((id::UHUGEINT & 18446744073709551615) >> 8)::BIGINT END
"""
HALF_DIGITS, DIGITS = 16, 14


@udf.scalar.builtin(name="id_bits")
def embedded(value: UUID, half: int) -> int:
    """The bits, as ``MACRO`` says."""


def cluster(column: UUIDColumn, half: int) -> IntegerColumn:
    """The bits, from the digits of the sixteen bytes an id is to a cluster."""
    digits: StringColumn = _hex(column).substr(half * HALF_DIGITS, DIGITS)
    return _conv(digits, 16, 10).cast("int64")


@udf.scalar.builtin(name="hex")
def _hex(value: UUID) -> str:
    """The hexadecimal digits of bytes."""


@udf.scalar.builtin(name="conv")
def _conv(digits: str, base: int, to: int) -> str:
    """A number written in another base."""
