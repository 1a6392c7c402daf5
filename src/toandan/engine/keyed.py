"""Keyed ids for whole columns: HMAC-SHA-256 computed by the engine.

The two padded keys come from a one-row table joined to the rows, so that no secret is a
literal of the expression: it cannot appear in SQL text, a log or a plan.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pyarrow as pa
from ibis import udf
from ibis.expr.types import BinaryValue, StringValue, Table, UUIDValue, Value

from toandan.engine.session import STREAM, Embedded
from toandan.values.ids import OLDER, SEPARATOR, IdKind

BLOCK_BYTES = 64
INNER_PAD, OUTER_PAD = "inner_pad", "outer_pad"
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


def bind_key(engine: Embedded, name: str, key: bytes) -> Table:
    """The padded keys of HMAC as a one-row table with columns ``inner_pad`` and ``outer_pad``."""
    return engine.bind_secret(name, {INNER_PAD: _padded(key, INNER), OUTER_PAD: _padded(key, OUTER)})


def bind_keys(engine: Embedded, name: str, keys: Sequence[bytes]) -> Table:
    """The padded keys of every generation as a one-row table, for ``pads_of``."""
    pads: dict[str, bytes] = {}
    for number, key in enumerate(keys):
        pads |= {
            f"{INNER_PAD}_{number}": _padded(key, INNER),
            f"{OUTER_PAD}_{number}": _padded(key, OUTER),
        }
    return engine.bind_secret(name, pads)


def pads_of(rows: Table) -> list[tuple[Value, Value]]:
    """The pads of ``bind_keys`` joined to the rows, by generation."""
    generations_n = sum(name.startswith(f"{INNER_PAD}_") for name in rows.columns)
    return [(rows[f"{INNER_PAD}_{n}"], rows[f"{OUTER_PAD}_{n}"]) for n in range(generations_n)]


def _padded(key: bytes, mask: int) -> bytes:
    return bytes(byte ^ mask for byte in key.ljust(BLOCK_BYTES, b"\0"))


def keyed_uuid(kind: IdKind, value: Value, inner_pad: Value, outer_pad: Value) -> UUIDValue:
    """``values.ids.keyed_id`` for a column; empty where the value is empty.

    ``inner_pad`` and ``outer_pad`` are the columns of ``bind_key`` joined to the rows.
    """
    return _hmac(kind.value, value, inner_pad, outer_pad)


def chained_uuid(kind: IdKind, value: Value, pads: Sequence[tuple[Value, Value]]) -> UUIDValue:
    """``lake.keyring.Keyring.keyed_id`` for a column: keyed once by every generation of keys, oldest first."""
    first, *later = pads
    found = keyed_uuid(kind, value, *first)
    for pair in later:
        found = rekeyed_uuid(found, *pair)
    return found


def rekeyed_uuid(older: Value, inner_pad: Value, outer_pad: Value) -> UUIDValue:
    """``values.ids.rekeyed_id`` for a column; empty where there is no id."""
    return _hmac(OLDER, older, inner_pad, outer_pad)


def _hmac(kind: str, value: Value, inner_pad: Value, outer_pad: Value) -> UUIDValue:
    message: StringValue = ibis.literal(f"{kind}{SEPARATOR}") + value.cast("string")
    inner: BinaryValue = _unhex(_sha256(_joined(inner_pad, _utf8(message))))
    digest: StringValue = _sha256(_joined(outer_pad, inner))
    return digest[:UUID_HEX].cast("uuid")


def digested_texts(
    engine: Embedded, name: str, reader: pa.RecordBatchReader, *, row: str, columns: Sequence[str], key: bytes
) -> Table:
    """The stream's column ``row`` and, as UUIDs, a keyed digest of each text of ``columns``.

    Equal texts have equal digests under one key; empty ones have none. The texts pass through the
    engine batch by batch and are kept nowhere; the key is a bound parameter.
    """
    digests = (
        f'substr(sha256(?::BLOB || encode("{column}")), 1, {UUID_HEX})::UUID AS "{column}"'
        for column in columns
    )
    query = f'SELECT {", ".join([row, *digests])} FROM "{name}{STREAM}"'
    return engine.stream(name, reader, query, [key] * len(columns))
