"""JSON as the lake writes it: equal content, equal bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

BLOCK = 1 << 20


def canonical(content: Any) -> bytes:  # noqa: ANN401  (any JSON value)
    """The value as JSON with sorted keys, readable, ending in a newline; ValueError for a number that is none."""
    return (
        json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"
    ).encode()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sha256_text(content: bytes) -> str:
    """The SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
