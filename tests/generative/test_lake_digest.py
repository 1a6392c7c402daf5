"""The digest of a table: like its plain twin, blind to batches and types of text, awake to every value."""

from __future__ import annotations

import hashlib
import hmac
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.lake.digest import ContentDigest
from toandan.lake.keyring import Keyring
from toandan.lake.sealed import SealedWriter, read_sealed

KEYRING = Keyring(b"i" * 32, b"f" * 32, b"d" * 32)
EPOCH = date(1970, 1, 1)
MONEY = pa.decimal128(12, 2)
SCHEMA = pa.schema(
    [
        ("row_n", pa.int64()),
        ("name", pa.string()),
        ("is_new", pa.bool_()),
        ("day", pa.date32()),
        ("sum", MONEY),
    ]
)
ROWS = st.fixed_dictionaries(
    {
        "row_n": st.none() | st.integers(-(2**63), 2**63 - 1),
        "name": st.none() | st.text(max_size=6),
        "is_new": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "sum": st.none() | st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents).scaleb(-2)),
    }
)
TABLES = st.lists(ROWS, max_size=12)


def twin(rows: list[dict[str, Any]]) -> str:
    """The digest by row loops."""
    streams = [[_sha(part) for part in _streams([row[field.name] for row in rows])] for field in SCHEMA]
    named = [["row_n", "int64"], ["name", "text"], ["is_new", "bool"], ["day", "date32[day]"]]
    named.append(["sum", "decimal128(12, 2)"])
    content = {"columns": named, "rows_n": len(rows), "streams": streams}
    message = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    return hmac.new(KEYRING.digest, message.encode(), hashlib.sha256).hexdigest()


def _streams(values: list[Any]) -> tuple[bytes, bytes, bytes]:
    kept = [value for value in values if value is not None]
    present = bytes(value is not None for value in values)
    lengths = b"".join(_little(len(value.encode()), 8) for value in kept if isinstance(value, str))
    return present, lengths, b"".join(_bytes(value) for value in kept)


def _bytes(value: Any) -> bytes:
    match value:
        case bool():
            return bytes([value])
        case int():
            return _little(value, 8)
        case str():
            return value.encode()
        case date():
            return _little((value - EPOCH).days, 4)
        case _:
            return _little(int(value.scaleb(2)), 16)


def _little(number: int, width: int) -> bytes:
    return number.to_bytes(width, "little", signed=True)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest(*tables: pa.Table, schema: pa.Schema = SCHEMA) -> str:
    """The digest of tables one after the other."""
    content = ContentDigest(schema, KEYRING.digest)
    for table in tables:
        content.update(table)
    return content.hexdigest()


@given(TABLES, st.integers(0, 12), st.integers(1, 5))
def test_the_digest_is_its_twins_however_the_rows_are_cut(
    rows: list[dict[str, Any]], at: int, size: int
) -> None:
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    expected = twin(rows)
    assert digest(table) == expected
    assert digest(table.slice(0, at), table.slice(at)) == expected
    batches = table.to_batches(max_chunksize=size)
    assert digest(*(pa.Table.from_batches([batch]) for batch in batches)) == expected


@given(TABLES)
def test_how_texts_are_held_changes_nothing(rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    for kind in (pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        other = table.set_column(
            1,
            "name",
            pa.chunked_array([part.cast(pa.string()) for part in table["name"].chunks], pa.string()).cast(
                kind
            ),
        )
        assert digest(other, schema=other.schema) == digest(table)


@given(TABLES, TABLES)
def test_other_rows_have_another_digest(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    left, right = (digest(pa.Table.from_pylist(rows, schema=SCHEMA)) for rows in (one, other))
    assert (left == right) == (one == other)


@settings(max_examples=25)
@given(TABLES)
def test_what_is_sealed_is_read_back(rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sealed.parquet"
        with SealedWriter(path, SCHEMA, KEYRING) as writer:
            writer.write(table)
        assert writer.digest == digest(table)
        assert writer.rows_n == len(rows)
        assert read_sealed(path, KEYRING).equals(table)
