"""The engine's keyed ids equal the plain twin's for every key, kind and text."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.engine import open_engine
from toandan.engine.keyed import bind_key, bind_keys, chained_uuid, keyed_uuid, pads_of, rekeyed_uuid
from toandan.engine.session import Settings
from toandan.lake.keyring import Keyring
from toandan.values.ids import IdKind, keyed_id

TEXTS = st.lists(
    st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20), min_size=1, max_size=50
)


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.sampled_from(IdKind), TEXTS)
def test_fast_and_plain_agree(key: bytes, kind: IdKind, texts: list[str]) -> None:
    with open_engine(Settings(threads=1)) as engine:
        rows = engine.table_of("numbers", pa.table({"n": range(len(texts)), "value": texts}))
        joined = rows.cross_join(bind_key(engine, "pads", key))
        ids = joined.select("n", id=keyed_uuid(kind, joined.value, joined.inner_pad, joined.outer_pad))
        found = engine.fetch(ids.order_by("n"))["id"].to_pylist()
    assert found == [str(keyed_id(key, kind, text)) for text in texts]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=4), st.sampled_from(IdKind), TEXTS)
def test_fast_and_plain_agree_over_generations_of_keys(
    keys: list[bytes], kind: IdKind, texts: list[str]
) -> None:
    *earlier, newest = keys
    keyring = Keyring(newest, b"f" * 32, b"d" * 32, tuple(earlier))
    with open_engine(Settings(threads=1)) as engine:
        rows = engine.table_of("numbers", pa.table({"n": range(len(texts)), "value": texts}))
        joined = rows.cross_join(bind_keys(engine, "all_pads", keyring.id_keys))
        ids = joined.select("n", id=chained_uuid(kind, joined.value, pads_of(joined)))
        found = engine.fetch(ids.order_by("n"))["id"].to_pylist()
        older = engine.table_of("older", pa.table({"n": range(len(texts)), "id": found}))
        again = older.cross_join(bind_key(engine, "pads", b"n" * 32))
        anew = again.select("n", id=rekeyed_uuid(again.id, again.inner_pad, again.outer_pad)).order_by("n")
        rekeyed = engine.fetch(anew)["id"].to_pylist()
    assert found == [str(keyring.keyed_id(kind, text)) for text in texts]
    turned = Keyring(b"n" * 32, b"f" * 32, b"d" * 32, keyring.id_keys)
    assert rekeyed == [str(turned.keyed_id(kind, text)) for text in texts]
