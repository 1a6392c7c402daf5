"""The office's keys: never inside the lake, never printed."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from toandan.errors import NotAllowed
from toandan.lake import durable
from toandan.lake.durable import fsync_folder, told
from toandan.lake.text import canonical, sha256_text

KEY_BYTES = 32
PURPOSES = ("ids", "files", "digest")
FINGERPRINT_HEX = 16
OTHERS = 0o077
LARGEST = 1 << 16
KEYS_SCHEMA = "toandan/keys/1"


@dataclass(frozen=True, slots=True)
class Keyring:
    """Three random keys: ``ids`` hashes identifiers, ``files`` wraps file keys, ``digest`` compares contents."""

    ids: bytes = field(repr=False)
    files: bytes = field(repr=False)
    digest: bytes = field(repr=False)

    def fingerprints(self) -> dict[str, str]:
        """A short public name of each key, from which the key cannot be guessed."""
        return {purpose: _fingerprint(purpose, getattr(self, purpose)) for purpose in PURPOSES}

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied out of the process")


def _fingerprint(purpose: str, key: bytes) -> str:
    return sha256_text(b"toandan key fingerprint:" + purpose.encode() + b":" + key)[:FINGERPRINT_HEX]


def create_keyring(path: Path, *, note: str = "") -> Keyring:
    """Make new keys in a new file only its owner can read; refuses to overwrite."""
    keyring = Keyring(*(secrets.token_bytes(KEY_BYTES) for _ in PURPOSES))
    content: dict[str, Any] = {purpose: getattr(keyring, purpose).hex() for purpose in PURPOSES}
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, canonical({"schema": KEYS_SCHEMA, "note": note, **content}))
        fsync_folder(path.parent)
    return keyring


def _write_new(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as problem:
        raise NotAllowed(
            what="there are keys already; they are not overwritten",
            where=str(path),
            why="without the old keys the lake cannot be read",
            do="use them, or name another file with TOANDAN_KEYS",
        ) from problem
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            durable.step("fsync keys")
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise


def load_keyring(path: Path) -> Keyring:
    """The keys in the file; raises NotAllowed when missing, readable by others, or broken."""
    try:
        mode, content = _mode_and_content(path)
    except FileNotFoundError as problem:
        raise NotAllowed(
            what="there are no keys",
            where=str(path),
            do="make them once with `toandan keys new`, or name the right file with TOANDAN_KEYS",
        ) from problem
    except OSError as problem:
        raise NotAllowed(
            what="the key file cannot be read by this user",
            where=str(path),
            why=problem.strerror or "",
            do="ask its owner, or name the right file with TOANDAN_KEYS",
        ) from problem
    if mode & OTHERS:
        raise NotAllowed(
            what="the key file can be read by others",
            where=str(path),
            why="whoever has it can try out numbers of people",
            do=f"run: chmod 600 {path}",
        )
    return _parsed(content, path)


def _mode_and_content(path: Path) -> tuple[int, bytes]:
    """Of one open file, so that what is checked is what is read."""
    with path.open("rb") as file:
        return os.fstat(file.fileno()).st_mode, file.read(LARGEST)


def _parsed(content: bytes, path: Path) -> Keyring:
    try:
        fields = json.loads(content)
        keys = [bytes.fromhex(fields[purpose]) for purpose in PURPOSES]
        if fields["schema"] != KEYS_SCHEMA:
            keys = []
    except (ValueError, KeyError, TypeError):
        keys = []
    if [len(key) for key in keys] != [KEY_BYTES] * len(PURPOSES) or len(set(keys)) != len(keys):
        raise NotAllowed(
            what="the key file is broken",
            where=str(path),
            why="three different keys of 32 bytes belong into it",
            do="restore it from its safe copy",
        )
    return Keyring(*keys)


def check_fingerprints(keyring: Keyring, expected: dict[str, str], where: Path) -> None:
    """Raise NotAllowed unless these are the keys the lake was written with."""
    own = keyring.fingerprints()
    wrong = [purpose for purpose, fingerprint in expected.items() if own.get(purpose) != fingerprint]
    if wrong:
        raise NotAllowed(
            what=f"these are not the keys of this lake ({', '.join(wrong)})",
            where=str(where),
            why="the fingerprints in the manifest differ; nothing was read or written",
            do="name the file with the lake's own keys in TOANDAN_KEYS",
        )
