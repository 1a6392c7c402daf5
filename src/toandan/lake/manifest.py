"""The manifest: the one file that says what is committed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from toandan.errors import BadInput, NotAllowed
from toandan.lake import durable
from toandan.lake.event import Event
from toandan.lake.release import Release
from toandan.lake.text import canonical

MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "toandan/lake/3"
# The first has no log; neither has works or releases.
EARLIER = ("toandan/lake/1", "toandan/lake/2")


@dataclass(frozen=True)
class Manifest:
    """Key fingerprints by purpose; snapshots, closings and works by name → card sha256, in order of commit.

    ``released`` has the released closing of each month. ``log`` has an entry for every commit since
    logs are written. ``announced`` names the folders of a commit of several: until the manifest
    names them as snapshots or works they were never committed.
    """

    keys: dict[str, str] = field(default_factory=dict)
    snapshots: dict[str, str] = field(default_factory=dict)
    closings: dict[str, str] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    released: dict[str, Release] = field(default_factory=dict)
    log: tuple[Event, ...] = ()
    announced: tuple[str, ...] = ()

    @cached_property
    def destroyed(self) -> dict[str, Event]:
        """The destroyed snapshots, and closings and works whose files in ``core`` are, with how it came about."""
        return {event.id: event for event in self.log if event.is_destruction}

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
            found = cls._of(content) if schema in (*EARLIER, MANIFEST_SCHEMA) else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as problem:
            raise unreadable(path) from problem
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise _broken(path, "its content is not what this software writes") from problem
        if found is None:
            raise _broken(path, f"it is written as {schema}, this software reads {MANIFEST_SCHEMA}")
        return found

    @classmethod
    def _of(cls, content: dict[str, Any]) -> Manifest:
        closings = _pairs(content["closings"])
        is_earlier = content["schema"] in EARLIER
        return cls(
            keys=_texts(content["keys"]),
            snapshots=_pairs(content["snapshots"]),
            closings=closings,
            works={} if is_earlier else _pairs(content["works"]),
            released=_newest(closings) if is_earlier else _releases(content["released"], closings),
            log=tuple(Event.from_fields(fields) for fields in content.get("log", ())),
            announced=tuple(str(name) for name in content.get("announced", ())),
        )

    def write(self, lake: Path) -> None:
        """Replace the manifest in one step."""
        content = {
            "schema": MANIFEST_SCHEMA,
            "keys": self.keys,
            "snapshots": _listed(self.snapshots),
            "closings": _listed(self.closings),
            "works": _listed(self.works),
            "released": [{"month": month, **asdict(one)} for month, one in sorted(self.released.items())],
            "log": [event.to_fields() for event in self.log],
            "announced": list(self.announced),
        }
        durable.write_bytes(lake / MANIFEST, canonical(content))

    def with_snapshot(self, name: str, card_sha256: str, event: Event) -> Manifest:
        """With one more snapshot at the end."""
        return replace(self.with_events(event), snapshots={**self.snapshots, name: card_sha256})

    def with_closing(self, name: str, card_sha256: str, event: Event) -> Manifest:
        """With one more closing at the end, as the newest of its month."""
        return replace(self.with_events(event), closings={**self.closings, name: card_sha256})

    def with_work(self, name: str, card_sha256: str, event: Event) -> Manifest:
        """With one more work at the end, as the newest of its kind."""
        return replace(self.with_events(event), works={**self.works, name: card_sha256})

    def with_release(self, name: str, by: str, at: str) -> Manifest:
        """With a closing as the released one of its month."""
        month, closing = name.split("/")
        return replace(self, released={**self.released, month: Release(closing, by, at)})

    def released_closing(self, month: str) -> str:
        """The name of the released closing of a month, or an empty text."""
        found = self.released.get(month)
        return f"{month}/{found.closing}" if found is not None else ""

    def with_events(self, *events: Event) -> Manifest:
        """With more entries at the end of the log."""
        return replace(self, log=(*self.log, *events))


def _texts(fields: dict[str, str]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in fields.values()):
        raise TypeError("not a text")
    return dict(fields)


def _newest(closings: dict[str, str]) -> dict[str, Release]:
    """Before releases were kept, the closing of a month that was committed last was the one that was read.

    None of them is of a proposal: months are closed under one only since releases are kept.
    """
    return {month: Release(closing) for month, closing in (name.split("/") for name in closings)}


def _releases(entries: list[dict[str, str]], closings: dict[str, str]) -> dict[str, Release]:
    released = {one["month"]: Release(one["closing"], one["by"], one["at"]) for one in map(_texts, entries)}
    for month, one in released.items():
        if f"{month}/{one.closing}" not in closings:
            raise KeyError(one.closing)
    return released


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
