"""Which law it is: one digest over all law files."""

from __future__ import annotations

import hashlib
from pathlib import Path

LAW = Path(__file__).resolve().parents[1] / "law"

SHOWN = 16
# Versions that say the same, only written in another form: of 0.2.0, when a category's place was a field of its file.
SAME_LAW = {"9c97c5e23d86bedd": ("d87dcdb7a3eb9935",)}
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


def is_same(version: str, other: str) -> bool:
    """Whether what was counted under the ``other`` version would be counted the same under this one."""
    return other in (version, *SAME_LAW.get(version, ()))
