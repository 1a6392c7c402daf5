"""Identifiers of people: their kinds, their forms, their masked spelling.

Three forms occur in one column of real files: the 10-digit insurance number, the
15-character card number that contains it, and (since 1 August 2025) the 12-digit
national id used in its place. Kinds never mix: the kind is hashed with the value.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum
from uuid import UUID


class IdKind(StrEnum):
    """What a number is a number of; part of what is hashed."""

    NATIONAL = "national_id"
    INSURANCE = "insurance_no"
    HOUSEHOLD = "household_no"
    MINTED = "minted"
    HAMLET = "hamlet"


NATIONAL_DIGITS = 12
INSURANCE_DIGITS = 10
CARD_CHARACTERS = 15
UUID_BYTES = 16
SEPARATOR = ":"
OLDER = "keyed_id"


def keyed_id(key: bytes, kind: IdKind, value: str) -> UUID:
    """The keyed id of one value: the first 128 bits of HMAC-SHA-256(key, kind ‖ value).

    The plain twin of what the engine computes for whole tables; the kind is separated
    from the value by a colon, so no pair of (kind, value) collides with another.
    """
    message = f"{kind.value}{SEPARATOR}{value}".encode()
    return UUID(bytes=hmac.digest(key, message, hashlib.sha256)[:UUID_BYTES])


def rekeyed_id(key: bytes, older: UUID) -> UUID:
    """The keyed id of an older keyed id, for a key that came after: how numbers that nobody keeps are keyed anew."""
    message = f"{OLDER}{SEPARATOR}{older}".encode()
    return UUID(bytes=hmac.digest(key, message, hashlib.sha256)[:UUID_BYTES])


def masked(value: str, *, keep: int = 2) -> str:
    """The value with all but its last characters hidden; short values are hidden whole."""
    shown = value[-keep:] if len(value) > 2 * keep else ""
    return "•" * (len(value) - len(shown)) + shown
