"""Ids for people whom no number names: made from the first record that speaks of them."""

from __future__ import annotations

from uuid import UUID

from toandan.lake.keyring import Keyring
from toandan.values.ids import IdKind


def minted_id(keyring: Keyring, snapshot_id: str, row_n: int) -> UUID:
    """The id of the person whose first record is that row: 128 bits of HMAC under the key of ids.

    As uniform as the ids of numbers, on which the quick way of linking rests; the same whenever it is
    made again; rotated as all ids are.
    """
    return keyring.keyed_id(IdKind.MINTED, f"{snapshot_id}/{row_n}")
