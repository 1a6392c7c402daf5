"""The office's keys: never inside the lake, never printed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from toandan.errors import NotAllowed
from toandan.lake.text import sha256_text
from toandan.values.ids import IdKind, keyed_id, rekeyed_id

KEY_BYTES = 32
PURPOSES = ("ids", "files", "digest")
FINGERPRINT_HEX = 16


@dataclass(frozen=True, slots=True)
class Keyring:
    """Three random keys: ``ids`` hashes identifiers, ``files`` wraps file keys, ``digest`` compares contents.

    ``earlier_ids`` are the keys that hashed identifiers before, oldest first: an id of today is
    made by all of them, one after the other, because the numbers themselves are kept nowhere.
    """

    ids: bytes = field(repr=False)
    files: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    earlier_ids: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def id_keys(self) -> tuple[bytes, ...]:
        """The keys of every generation, oldest first."""
        return (*self.earlier_ids, self.ids)

    def keyed_id(self, kind: IdKind, value: str) -> UUID:
        """The id that the lake keeps of a value under these keys; the plain twin of what intake computes."""
        first, *later = self.id_keys
        found = keyed_id(first, kind, value)
        for key in later:
            found = rekeyed_id(key, found)
        return found

    def fingerprints(self) -> dict[str, str]:
        """A short public name of each key, from which the key cannot be guessed.

        That of ``ids`` names all generations together: without an earlier one no number could be keyed.
        """
        keys = {"ids": b"".join(self.id_keys), "files": self.files, "digest": self.digest}
        return {purpose: _fingerprint(purpose, key) for purpose, key in keys.items()}

    def rotated(self) -> Keyring:
        """New keys for every purpose, with the present key of ids as the newest of the earlier ones."""
        return new_keyring(self.id_keys)

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied out of the process")


def new_keyring(earlier_ids: tuple[bytes, ...] = ()) -> Keyring:
    """Random keys for every purpose."""
    ids, files, digest = (secrets.token_bytes(KEY_BYTES) for _ in PURPOSES)
    return Keyring(ids, files, digest, earlier_ids)


def _fingerprint(purpose: str, key: bytes) -> str:
    return sha256_text(b"toandan key fingerprint:" + purpose.encode() + b":" + key)[:FINGERPRINT_HEX]


def check_fingerprints(keyring: Keyring, expected: Mapping[str, str], where: Path) -> None:
    """Raise NotAllowed unless these are the keys the lake was written with."""
    own = keyring.fingerprints()
    wrong = [purpose for purpose, fingerprint in expected.items() if own.get(purpose) != fingerprint]
    if wrong:
        raise NotAllowed(
            what=f"these are not the keys of this lake ({', '.join(wrong)})",
            where=str(where),
            why="the fingerprints in the manifest differ; nothing was read or written",
            do="name the file with the lake's own keys in TOANDAN_KEYS; "
            "if the keys were rotated since this copy of them was made, the copy is out of date",
        )
