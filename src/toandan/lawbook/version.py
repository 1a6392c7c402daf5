"""Which law it is: one digest over all law files."""

from __future__ import annotations

import hashlib
from pathlib import Path

LAW = Path(__file__).resolve().parents[1] / "law"

SHOWN = 16
NOT_IN_FORCE = ("reforms", "cases", "easy-to-miss.yaml")


def version_of(folder: Path) -> str:
    """The first 16 hex digits of the SHA-256 over names and contents of the YAML files below a folder.

    Proposals and worked cases do not count: they leave the law in force as it is. Line ends count as
    one kind, so a checkout on another system is the same law.
    """
    total = hashlib.sha256()
    files = [path for path in folder.rglob("*.yaml") if path.relative_to(folder).parts[0] not in NOT_IN_FORCE]
    for path in sorted(files, key=lambda one: one.relative_to(folder).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(folder).as_posix()
        total.update(f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode())
    return total.hexdigest()[:SHOWN]
