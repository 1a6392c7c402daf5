"""Keyed ids for whole columns: HMAC-SHA-256 computed by the engine.

The two padded keys come from a one-row table joined to the rows, so that no secret is a
literal of the expression: it cannot appear in SQL text, a log or a plan.
"""

from __future__ import annotations

import ibis
from ibis import udf
from ibis.expr.types import BinaryValue, StringValue, Table, UUIDValue, Value

from toandan.engine.session import Engine
from toandan.values.ids import SEPARATOR, IdKind

BLOCK_BYTES = 64
INNER, OUTER = 0x36, 0x5C
UUID_HEX = 32


@udf.scalar.builtin(name="sha256")
def _sha256(message: bytes) -> str:
    """SHA-256 in hexadecimal digits."""


@udf.scalar.builtin(name="unhex")
def _unhex(digits: str) -> bytes:
    """The bytes that hexadecimal digits spell."""


@udf.scalar.builtin(name="encode")
def _utf8(text: str) -> bytes:
    """The UTF-8 bytes of a text."""


@udf.scalar.builtin(name="concat")
def _joined(left: bytes, right: bytes) -> bytes:
    """The bytes of both, one after the other."""


def bind_key(engine: Engine, name: str, key: bytes) -> Table:
    """The padded keys of HMAC as a one-row table with columns ``inner_pad`` and ``outer_pad``."""
    block = key.ljust(BLOCK_BYTES, b"\0")
    return engine.bind_secret(
        name,
        {
            "inner_pad": bytes(byte ^ INNER for byte in block),
            "outer_pad": bytes(byte ^ OUTER for byte in block),
        },
    )


def keyed_uuid(kind: IdKind, value: Value, inner_pad: Value, outer_pad: Value) -> UUIDValue:
    """``values.ids.keyed_id`` for a column; empty where the value is empty.

    ``inner_pad`` and ``outer_pad`` are the columns of ``bind_key`` joined to the rows.
    """
    message: StringValue = ibis.literal(f"{kind.value}{SEPARATOR}") + value.cast("string")
    inner: BinaryValue = _unhex(_sha256(_joined(inner_pad, _utf8(message))))
    digest: StringValue = _sha256(_joined(outer_pad, inner))
    return digest[:UUID_HEX].cast("uuid")
