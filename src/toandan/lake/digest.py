"""The keyed digest of a table: equal for equal rows, however they are cut, encrypted or compressed."""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toandan.lake.text import canonical

TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
BINARIES = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view)
BYTE_BITS = 8


class ContentDigest:
    """HMAC-SHA-256 over names, types, number of rows and, column by column, the values.

    A column is three streams: one byte per row (1 where there is a value), the lengths of its
    texts as 64-bit numbers, and the bytes of its values, little-endian. None of them knows where
    a batch ended, and nothing depends on the version of a library. Raises TypeError for nested columns.
    """

    def __init__(self, schema: pa.Schema, key: bytes) -> None:
        self._key = key
        self._named = [[field.name, _type_name(field.type)] for field in schema]
        self._columns = [_Column() for _ in schema]
        self._rows_n = 0

    def update(self, rows: pa.Table) -> None:
        """Add rows of the schema."""
        self._rows_n += rows.num_rows
        for column, values in zip(self._columns, rows.columns, strict=True):
            for chunk in values.chunks:
                column.update(_plain(chunk))

    def hexdigest(self) -> str:
        """The digest so far, in hexadecimal."""
        streams = [column.hexdigests() for column in self._columns]
        content = {"columns": self._named, "rows_n": self._rows_n, "streams": streams}
        return hmac.digest(self._key, canonical(content), hashlib.sha256).hex()


class _Column:
    def __init__(self) -> None:
        self._present, self._lengths, self._bytes = (hashlib.sha256() for _ in range(3))

    def update(self, values: pa.Array) -> None:
        self._present.update(values.is_valid().cast(pa.uint8()).to_numpy())
        kept = values.drop_null()
        if pa.types.is_large_binary(kept.type):
            self._lengths.update(pc.binary_length(kept).to_numpy().astype("<i8"))
        self._bytes.update(_content(kept))

    def hexdigests(self) -> list[str]:
        return [stream.hexdigest() for stream in (self._present, self._lengths, self._bytes)]


def _type_name(kind: pa.DataType) -> str:
    if isinstance(kind, pa.BaseExtensionType):
        return str(kind.extension_name)
    if pa.types.is_dictionary(kind):
        return _type_name(kind.value_type)
    if pa.types.is_nested(kind):
        raise TypeError(f"a sealed table holds plain columns, not {kind}")
    if any(is_kind(kind) for is_kind in TEXTS):
        return "text"
    return "binary" if any(is_kind(kind) for is_kind in BINARIES) else str(kind)


def _plain(values: pa.Array) -> pa.Array:
    """The values in the one form whose bytes are read: large binary, or a fixed number of whole bytes."""
    if isinstance(values, pa.ExtensionArray):
        return _plain(values.storage)
    if pa.types.is_dictionary(values.type):
        return _plain(values.dictionary_decode())
    if any(is_kind(values.type) for is_kind in (*TEXTS, *BINARIES)):
        return values.cast(pa.large_binary())
    return values.cast(pa.uint8()) if pa.types.is_boolean(values.type) else values


def _content(values: pa.Array) -> memoryview:
    """The bytes of values without gaps."""
    buffers = values.buffers()
    if len(values) == 0 or buffers[-1] is None:
        return memoryview(b"")
    content = memoryview(buffers[-1])
    if pa.types.is_large_binary(values.type):
        ends = np.frombuffer(buffers[1], "<i8")[values.offset : values.offset + len(values) + 1]
        return content[int(ends[0]) : int(ends[-1])]
    width = values.type.bit_width // BYTE_BITS
    return content[values.offset * width : (values.offset + len(values)) * width]
