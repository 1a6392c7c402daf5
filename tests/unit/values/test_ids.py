"""Keyed ids and masked spellings."""

from __future__ import annotations

from uuid import UUID

from toandan.values.ids import IdKind, keyed_id, masked

KEY = b"k" * 32


def test_a_keyed_id_is_the_first_half_of_the_hmac() -> None:
    """The expected value was computed with `openssl dgst -sha256 -hmac`, not with our code."""
    assert keyed_id(KEY, IdKind.NATIONAL, "010123456789") == UUID(hex="e3f40ad8f8d7f3421fbebb62bfcf2a59")


def test_kinds_never_mix() -> None:
    ids = {keyed_id(KEY, kind, "0101234567") for kind in IdKind}
    assert len(ids) == len(IdKind)


def test_another_key_gives_another_id() -> None:
    assert keyed_id(KEY, IdKind.NATIONAL, "010123456789") != keyed_id(
        b"x" * 32, IdKind.NATIONAL, "010123456789"
    )


def test_masks_show_the_last_characters_of_long_values_only() -> None:
    assert masked("010123456789") == "••••••••••89"
    assert masked("1234") == "••••"
    assert masked("12345") == "•••45"
    assert masked("") == ""
    assert masked("12345678", keep=4) == "••••••••"
