"""Encrypted tables: Parquet with every column and the footer encrypted (AES-GCM).

The bytes of two writes are never equal; ``SealedWriter.digest`` is, for equal rows.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from toandan.errors import NotAllowed
from toandan.lake.keyring import Keyring

MASTER = "files"
CANONICAL_ROWS = 4096


class _Wrapping(pe.KmsClient):  # type: ignore[misc]
    """Wraps the random key of each file with the office's own key (RFC 3394)."""

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = key

    def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> bytes:  # noqa: ARG002
        """The file key, wrapped."""
        return base64.b64encode(aes_key_wrap(self._key, key_bytes))

    def unwrap_key(self, wrapped_key: bytes, master_key_identifier: str) -> bytes:  # noqa: ARG002
        """The file key, unwrapped."""
        return aes_key_unwrap(self._key, base64.b64decode(wrapped_key))


def _factory(keyring: Keyring) -> pe.CryptoFactory:
    return pe.CryptoFactory(lambda _: _Wrapping(keyring.files))


def _encryption(keyring: Keyring) -> pe.FileEncryptionProperties:
    configuration = pe.EncryptionConfiguration(
        footer_key=MASTER, uniform_encryption=True, double_wrapping=True, data_key_length_bits=256
    )
    return _factory(keyring).file_encryption_properties(pe.KmsConnectionConfig(), configuration)


class SealedWriter:
    """Writes batches of one schema to an encrypted file; ``digest`` is known once it is closed."""

    def __init__(self, path: Path, schema: pa.Schema, keyring: Keyring) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(
            path, schema, compression="zstd", encryption_properties=_encryption(keyring)
        )
        self._hash = hmac.new(keyring.digest, schema.to_string().encode(), hashlib.sha256)
        self._rest: pa.Table = schema.empty_table()
        self.rows_n = 0
        self.digest = ""

    def write(self, rows: pa.RecordBatch | pa.Table) -> None:
        """Add rows; how they are cut into batches changes nothing but the bytes."""
        table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
        self._writer.write_table(table)
        self.rows_n += table.num_rows
        waiting = pa.concat_tables([self._rest, table]).combine_chunks()
        whole = waiting.num_rows - waiting.num_rows % CANONICAL_ROWS
        for start in range(0, whole, CANONICAL_ROWS):
            self._add(waiting.slice(start, CANONICAL_ROWS))
        self._rest = waiting.slice(whole)

    def _add(self, rows: pa.Table) -> None:
        """Hash a fixed run of rows in Arrow's stream form, copied so that no offset shows."""
        copied = rows.take(pa.array(range(rows.num_rows), pa.int64())).combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, self._schema) as stream:
            stream.write_table(copied)
        self._hash.update(sink.getvalue())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        if self._rest.num_rows:
            self._add(self._rest)
        self.digest = self._hash.hexdigest()


def _opened(path: Path, keyring: Keyring) -> pq.ParquetFile:
    decryption = _factory(keyring).file_decryption_properties(
        pe.KmsConnectionConfig(), pe.DecryptionConfiguration()
    )
    try:
        return pq.ParquetFile(path, decryption_properties=decryption)
    except (OSError, pa.ArrowException, InvalidUnwrap, ValueError) as problem:
        raise NotAllowed(
            what="an encrypted file cannot be opened",
            where=path.name,
            why="these are not its keys, or the file is damaged",
            do="name the lake's keys with TOANDAN_KEYS; then run `toandan lake verify`",
        ) from problem


def read_sealed(path: Path, keyring: Keyring, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of an encrypted file, or some of its columns; raises NotAllowed with other keys."""
    return _opened(path, keyring).read(columns=list(columns) if columns is not None else None)


def iter_sealed(
    path: Path, keyring: Keyring, columns: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The same, batch by batch."""
    yield from _opened(path, keyring).iter_batches(columns=list(columns) if columns is not None else None)
