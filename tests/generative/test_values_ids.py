"""Keyed ids and masks, on generated values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toandan.values.ids import IdKind, keyed_id, masked

KEYS = st.binary(min_size=32, max_size=32)
KINDS = st.sampled_from(IdKind)
DIGITS = st.text("0123456789", min_size=1, max_size=15)


@given(KEYS, KINDS, DIGITS, KINDS, DIGITS)
def test_ids_are_equal_only_for_equal_kind_and_value(
    key: bytes, kind: IdKind, value: str, other_kind: IdKind, other: str
) -> None:
    same = keyed_id(key, kind, value) == keyed_id(key, other_kind, other)
    assert same == ((kind, value) == (other_kind, other))


@given(st.text(max_size=30), st.integers(min_value=1, max_value=4))
def test_a_mask_keeps_the_length_and_hides_all_but_the_last(value: str, keep: int) -> None:
    shown = masked(value, keep=keep)
    assert len(shown) == len(value)
    assert all(mark == "•" for mark in shown[:-keep])
