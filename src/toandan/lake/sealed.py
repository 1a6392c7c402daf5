"""Encrypted tables: Parquet with every column and the footer encrypted (AES-GCM).

The bytes of two writes are never equal; ``SealedWriter.digest`` is, for equal rows.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from toandan.errors import BadInput, IdentityBroken, NotAllowed
from toandan.lake.digest import ContentDigest
from toandan.lake.encrypted import is_sealed
from toandan.lake.keyring import Keyring

MASTER = "files"


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
    # Wrapped once: the second wrapping saves calls to a distant key server, with 128-bit keys between.
    configuration = pe.EncryptionConfiguration(
        footer_key=MASTER, uniform_encryption=True, double_wrapping=False, data_key_length_bits=256
    )
    return _factory(keyring).file_encryption_properties(pe.KmsConnectionConfig(), configuration)


class SealedWriter:
    """Writes batches of one schema to an encrypted file; ``digest`` is known once it is closed.

    ``digest`` is keyed with the office's own key and stays empty when the block ended with an
    error. Raises TypeError for nested columns.
    """

    def __init__(self, path: Path, schema: pa.Schema, keyring: Keyring) -> None:
        self._content = ContentDigest(schema, keyring.digest)
        self._writer = pq.ParquetWriter(
            path, schema, compression="zstd", encryption_properties=_encryption(keyring)
        )
        self.rows_n = 0
        self.digest = ""

    def write(self, rows: pa.RecordBatch | pa.Table) -> None:
        """Add rows; how they are cut into batches changes nothing but the bytes."""
        table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
        self._writer.write_table(table)
        self._content.update(table)
        self.rows_n += table.num_rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._writer.close()
            self.digest = self._content.hexdigest()
            return
        # What first went wrong is told, not that the file cannot be finished either.
        with suppress(OSError, pa.ArrowException):
            self._writer.close()


@contextmanager
def _opened(path: Path, keyring: Keyring) -> Iterator[pq.ParquetFile]:
    decryption = _factory(keyring).file_decryption_properties(
        pe.KmsConnectionConfig(), pe.DecryptionConfiguration()
    )
    try:
        _check_encrypted(path)
        with pq.ParquetFile(path, decryption_properties=decryption) as file:
            yield file
    except InvalidUnwrap as problem:
        raise NotAllowed(
            what="these are not the keys of an encrypted file",
            where=str(path),
            why="it was written with other keys, so it cannot be opened",
            do="name the lake's own keys with TOANDAN_KEYS",
        ) from problem
    except FileNotFoundError as problem:
        raise BadInput(
            what="an encrypted file is missing", where=str(path), do="run `toandan lake verify`"
        ) from problem
    except (OSError, pa.ArrowException, binascii.Error) as problem:
        raise BadInput(
            what="an encrypted file cannot be read",
            where=str(path),
            why="it is damaged, or not an encrypted file of this software",
            do="run `toandan lake verify` and restore the folder from a backup",
        ) from problem


def _check_encrypted(path: Path) -> None:
    """A plain file in the place of an encrypted one would open without a key."""
    if not is_sealed(path):
        raise pa.ArrowInvalid("not an encrypted Parquet file")


def read_sealed(path: Path, keyring: Keyring, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of an encrypted file, or some of its columns.

    Raises NotAllowed with other keys, BadInput for a file that is missing or damaged, KeyError
    for a column it does not have.
    """
    with _opened(path, keyring) as file:
        return file.read(columns=_known(file, columns))


def iter_sealed(
    path: Path, keyring: Keyring, columns: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The same, batch by batch."""
    with _opened(path, keyring) as file:
        yield from file.iter_batches(columns=_known(file, columns))


def reseal(
    source: Path,
    target: Path,
    old: Keyring,
    new: Keyring,
    anew: Callable[[pa.Table], pa.Table] = lambda rows: rows,
) -> tuple[str, str]:
    """Write an encrypted file again under other keys, batch by batch; its keyed digests under the old and the new.

    ``anew`` gives the rows to write instead of those read, as many and of the same columns.
    What was written is read back. Raises as ``read_sealed``; IdentityBroken when it is not the same.
    """
    with _opened(source, old) as file, SealedWriter(target, file.schema_arrow, new) as writer:
        before = ContentDigest(file.schema_arrow, old.digest)
        for batch in file.iter_batches():
            rows = pa.Table.from_batches([batch])
            before.update(rows)
            writer.write(anew(rows))
    if digest_of(target, new) != writer.digest:
        raise IdentityBroken(
            what="an encrypted file does not read back as it was written",
            where=str(target),
            do="nothing was changed; have the disk checked and run the same command again",
        )
    return before.hexdigest(), writer.digest


def digest_of(path: Path, keyring: Keyring) -> str:
    """The keyed digest of an encrypted file, read anew; raises as ``read_sealed``."""
    with _opened(path, keyring) as file:
        content = ContentDigest(file.schema_arrow, keyring.digest)
        for batch in file.iter_batches():
            content.update(pa.Table.from_batches([batch]))
    return content.hexdigest()


def _known(file: pq.ParquetFile, columns: Sequence[str] | None) -> list[str] | None:
    unknown = set(columns or ()) - set(file.schema_arrow.names)
    if unknown:
        raise KeyError(*sorted(unknown))
    return None if columns is None else list(columns)
