"""The access log of a home: who took personal data out of the lake in clear, when, and what for."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from toandan.lake import durable
from toandan.lake.durable import told
from toandan.lake.home import Home

LOG = "access.jsonl"
ACCESS_SCHEMA = "toandan/access/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One time that rows left in clear; ``at`` is record time, ``codes`` counts rows by main reason.

    Nothing in it is a value of a person whose rows they are.
    """

    at: str
    by: str
    purpose: str
    snapshot: str
    rows_n: int
    codes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        """As it was written; raises TypeError or KeyError for anything else."""
        if fields["schema"] != ACCESS_SCHEMA:
            raise KeyError(fields["schema"])
        return cls(**{name: value for name, value in fields.items() if name != "schema"})


def log_access(home: Home, access: Access) -> None:
    """Add one line and flush it; what is there is never changed. Raises NotAllowed where it cannot be written."""
    path = home.root / LOG
    line = json.dumps({"schema": ACCESS_SCHEMA, **asdict(access)}, ensure_ascii=False, sort_keys=True)
    with told(home.root):
        durable.make_folder(home.root)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            durable.step("write access log")
            # A power cut may have torn the line before: it must not take this one with it.
            before = "" if _ends_whole(path) else "\n"
            os.write(descriptor, f"{before}{line}\n".encode())
            durable.step("fsync access log")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        durable.fsync_folder(home.root)


def accesses(home: Home) -> tuple[tuple[Access, ...], int]:
    """Every entry in the order of time, and how many lines cannot be read."""
    try:
        lines = (home.root / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return (), 0
    found = [_parsed(line) for line in lines if line]
    whole = tuple(access for access in found if access is not None)
    return whole, len(found) - len(whole)


def _parsed(line: str) -> Access | None:
    try:
        return Access.from_fields(json.loads(line))
    except (ValueError, KeyError, TypeError):
        return None


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
