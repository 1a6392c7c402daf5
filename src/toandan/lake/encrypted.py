"""Telling an encrypted file from a plain one, without the library that opens it."""

from __future__ import annotations

from pathlib import Path

MAGIC = b"PARE"


def is_sealed(path: Path) -> bool:
    """Whether a file is an encrypted one of ours."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
