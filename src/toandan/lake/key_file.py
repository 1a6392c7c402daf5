"""The file the office's keys lie in: one file, readable by its owner only, never inside the lake."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toandan.errors import NotAllowed
from toandan.lake import durable
from toandan.lake.durable import fsync_folder, told
from toandan.lake.keyring import KEY_BYTES, PURPOSES, Keyring, new_keyring
from toandan.lake.text import canonical

OTHERS = 0o077
OWNER_ONLY = 0o600
LARGEST = 1 << 16
FIRST_SCHEMA, KEYS_SCHEMA = "toandan/keys/1", "toandan/keys/2"


@dataclass(frozen=True, slots=True)
class Escrow:
    """That shares of the keys were given out: when, how many, how many are needed, of which keys."""

    made_at: str
    shares_n: int
    threshold_n: int
    fingerprints: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """What the file holds. ``coming`` are the keys of a rotation that has not ended yet."""

    keyring: Keyring = field(repr=False)
    note: str = ""
    made_at: str = ""
    rotated_at: str = ""
    coming: Keyring | None = field(default=None, repr=False)
    escrow: Escrow | None = None

    def fitting(self, expected: Mapping[str, str]) -> Keyring:
        """The keys of a lake with these fingerprints: the coming ones once the lake has changed to them."""
        if self.coming is not None and self.coming.fingerprints() == dict(expected):
            return self.coming
        return self.keyring


def create_keyring(path: Path, *, note: str = "", made_at: str = "") -> Keyring:
    """Make new keys in a new file only its owner can read; refuses to overwrite."""
    made = KeyFile(keyring=new_keyring(), note=note, made_at=made_at)
    create_key_file(path, made)
    return made.keyring


def create_key_file(path: Path, content: KeyFile) -> None:
    """Write a key file that is not there yet; raises NotAllowed when it is."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            write_private(path, _written(content))
        except FileExistsError as problem:
            raise NotAllowed(
                what="there are keys already; they are not overwritten",
                where=str(path),
                why="without the old keys the lake cannot be read",
                do="use them, or name another file with TOANDAN_KEYS",
            ) from problem
        fsync_folder(path.parent)


def replace_key_file(path: Path, content: KeyFile) -> None:
    """Replace a key file in one step: it is the old one or the new one, never half of either."""
    target = path.resolve()
    aside = target.with_name(f".{target.name}.part")
    with told(target):
        aside.unlink(missing_ok=True)
        write_private(aside, _written(content))
        durable.step(f"replace {target.name}")
        aside.replace(target)
        fsync_folder(target.parent)


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read, and flush it; raises FileExistsError where one stands."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            durable.step("fsync keys")
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise


def load_keyring(path: Path, fits: Mapping[str, str] | None = None) -> Keyring:
    """The keys in the file; those of a lake with the fingerprints ``fits``, should a rotation have been cut short.

    Raises NotAllowed when the file is missing, readable by others, or broken.
    """
    return read_key_file(path).fitting(fits or {})


def read_key_file(path: Path) -> KeyFile:
    """What the file holds; raises NotAllowed when it is missing, readable by others, or broken."""
    try:
        mode, content = _mode_and_content(path)
    except FileNotFoundError as problem:
        raise NotAllowed(
            what="there are no keys",
            where=str(path),
            do="make them once with `toandan keys new`, or name the right file with TOANDAN_KEYS; "
            "lost keys come back from their shares: `toandan keys restore`",
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


def _written(content: KeyFile) -> bytes:
    fields: dict[str, Any] = {
        "schema": KEYS_SCHEMA,
        "note": content.note,
        "made_at": content.made_at,
        "rotated_at": content.rotated_at,
        **_hexadecimal(content.keyring),
    }
    if content.coming is not None:
        fields["coming"] = _hexadecimal(content.coming)
    if content.escrow is not None:
        one = content.escrow
        fields["escrow"] = {
            "made_at": one.made_at,
            "shares_n": one.shares_n,
            "threshold_n": one.threshold_n,
            "fingerprints": dict(one.fingerprints),
        }
    return canonical(fields)


def _hexadecimal(keyring: Keyring) -> dict[str, Any]:
    keys: dict[str, Any] = {purpose: getattr(keyring, purpose).hex() for purpose in PURPOSES}
    return {**keys, "earlier_ids": [key.hex() for key in keyring.earlier_ids]}


def _parsed(content: bytes, path: Path) -> KeyFile:
    found = None
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        found = _key_file(json.loads(content))
    if found is None:
        raise NotAllowed(
            what="the key file is broken",
            where=str(path),
            why="three different keys of 32 bytes belong into it, and those that came before",
            do="restore it from its safe copy, or from its shares with `toandan keys restore`",
        )
    return found


def _key_file(fields: dict[str, Any]) -> KeyFile | None:
    keyring = _keyring(fields)
    coming = _keyring(fields["coming"]) if "coming" in fields else None
    is_coming_broken = "coming" in fields and coming is None
    if keyring is None or is_coming_broken or fields["schema"] not in {FIRST_SCHEMA, KEYS_SCHEMA}:
        return None
    return KeyFile(
        keyring=keyring,
        note=fields["note"],
        made_at=fields.get("made_at", ""),
        rotated_at=fields.get("rotated_at", ""),
        coming=coming,
        escrow=Escrow(**fields["escrow"]) if "escrow" in fields else None,
    )


def _keyring(fields: dict[str, Any]) -> Keyring | None:
    named = [bytes.fromhex(fields[purpose]) for purpose in PURPOSES]
    earlier = tuple(bytes.fromhex(key) for key in fields.get("earlier_ids", []))
    keys = [*named, *earlier]
    if {len(key) for key in keys} != {KEY_BYTES} or len(set(keys)) != len(keys):
        return None
    ids, files, digest = named
    return Keyring(ids, files, digest, earlier)
