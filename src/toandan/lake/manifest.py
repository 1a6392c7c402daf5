"""The manifest: the one file that says what is committed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from toandan.errors import BadInput, NotAllowed
from toandan.lake import durable
from toandan.lake.text import canonical

MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "toandan/lake/1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Key fingerprints by purpose; snapshot id → card sha256; closing folder → card sha256, in order of commit."""

    keys: dict[str, str] = field(default_factory=dict)
    snapshots: dict[str, str] = field(default_factory=dict)
    closings: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, lake: Path) -> Manifest:
        """The lake's manifest; raises BadInput when there is none or it is broken, NotAllowed without the right to read."""
        found = cls.find(lake)
        if found is None:
            raise BadInput(
                what="there is no lake here",
                where=str(lake),
                do="take a register in first (`toandan intake`), or name the right folder with --home or TOANDAN_HOME",
            )
        return found

    @classmethod
    def find(cls, lake: Path) -> Manifest | None:
        """The same, but None where there is none."""
        path = lake / MANIFEST
        try:
            content = json.loads(path.read_bytes())
            schema = content["schema"]
            found = cls(_texts(content["keys"]), _pairs(content["snapshots"]), _pairs(content["closings"]))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as problem:
            raise unreadable(path) from problem
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise _broken(path, "its content is not what this software writes") from problem
        if schema != MANIFEST_SCHEMA:
            raise _broken(path, f"it is written as {schema}, this software reads {MANIFEST_SCHEMA}")
        return found

    def write(self, lake: Path) -> None:
        """Replace the manifest in one step."""
        content = {
            "schema": MANIFEST_SCHEMA,
            "keys": self.keys,
            "snapshots": _listed(self.snapshots),
            "closings": _listed(self.closings),
        }
        durable.write_bytes(lake / MANIFEST, canonical(content))

    def with_snapshot(self, name: str, card_sha256: str) -> Manifest:
        """With one more snapshot at the end."""
        return replace(self, snapshots={**self.snapshots, name: card_sha256})

    def with_closing(self, name: str, card_sha256: str) -> Manifest:
        """With a closing at the end, as the newest of its month."""
        others = {key: value for key, value in self.closings.items() if key != name}
        return replace(self, closings={**others, name: card_sha256})


def _texts(fields: dict[str, str]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in fields.values()):
        raise TypeError("not a text")
    return dict(fields)


def _pairs(entries: list[dict[str, str]]) -> dict[str, str]:
    return _texts({entry["id"]: entry["card_sha256"] for entry in entries})


def _listed(entries: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "card_sha256": digest} for name, digest in entries.items()]


def _broken(path: Path, why: str) -> BadInput:
    return BadInput(
        what="the lake's manifest cannot be read",
        where=str(path),
        why=why,
        do="restore manifest.json from the last backup; no snapshot was touched",
    )


def unreadable(path: Path) -> NotAllowed:
    """The error for a file of the lake that this user may not read."""
    return NotAllowed(
        what="the lake cannot be read by this user", where=str(path), do="ask its owner for the right to read"
    )
