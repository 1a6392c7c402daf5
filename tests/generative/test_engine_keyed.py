"""The engine's keyed ids equal the plain twin's for every key, kind and text."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.engine import open_engine
from toandan.engine.keyed import bind_key, keyed_uuid
from toandan.engine.session import Settings
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
