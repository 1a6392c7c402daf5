"""What the digest of a table knows: names, types, order, ids."""

from __future__ import annotations

from uuid import UUID

import pyarrow as pa
import pytest

from toandan.lake.digest import ContentDigest

KEY = b"d" * 32
IDS = [UUID(int=1).bytes, None, UUID(int=2).bytes]


def digest(table: pa.Table) -> str:
    """The digest of one table."""
    content = ContentDigest(table.schema, KEY)
    content.update(table)
    return content.hexdigest()


def test_ids_are_digested_by_their_bytes_however_they_are_cut() -> None:
    table = pa.table({"person_id": pa.array(IDS, pa.uuid())})
    content = ContentDigest(table.schema, KEY)
    for at in range(3):
        content.update(table.slice(at, 1))
    assert content.hexdigest() == digest(table)
    assert digest(table) != digest(pa.table({"person_id": pa.array(reversed(IDS), pa.uuid())}))


def test_names_types_and_order_of_columns_count() -> None:
    table = pa.table({"a": pa.array([1, 2], pa.int64()), "b": pa.array([1, 2], pa.int64())})
    others = [
        table.rename_columns(["a", "c"]),
        table.select(["b", "a"]),
        table.select(["a"]),
        pa.table({"a": table["a"], "b": table["b"].cast(pa.int32())}),
    ]
    assert len({digest(table), *map(digest, others)}) == 5


def test_where_one_text_ends_and_the_next_begins_counts() -> None:
    texts = [["ab", "c"], ["a", "bc"], ["abc", ""], ["abc", None], [None, "abc"]]
    assert len({digest(pa.table({"name": pa.array(pair, pa.string())})) for pair in texts}) == len(texts)


def test_nested_columns_are_refused() -> None:
    with pytest.raises(TypeError, match="plain columns"):
        ContentDigest(pa.schema([("codes", pa.list_(pa.string()))]), KEY)
