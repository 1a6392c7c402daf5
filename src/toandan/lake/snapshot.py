"""The name of a snapshot, and the snapshot on disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toandan.errors import BadInput
from toandan.lake.card import Card
from toandan.lake.scope import Scope
from toandan.lake.work import SNAPSHOT, WorkInput

ROWS = "rows.parquet"
SEALED = "sealed.parquet"
QUARANTINE = "quarantine.parquet"
CARD = "card.json"
# The text is a path of the lake: one spelling for each id, and nothing else may pass.
FORM = re.compile(
    r"(?P<register>[a-z][a-z_]*)/(?P<scope>[^/]+)/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"/v(?P<version>00[1-9]|0[1-9][0-9]|[1-9][0-9]{2,8})"
)


@dataclass(frozen=True, slots=True, order=True)
class SnapshotId:
    """One version of one register's extract for one scope and day."""

    register: str
    scope: Scope
    as_of: date
    version: int

    def __str__(self) -> str:
        return f"{self.register}/{self.scope}/{self.as_of}/v{self.version:03d}"

    @classmethod
    def parse(cls, text: str) -> SnapshotId:
        """The id written as ``population/15@2025-07-01/2025-10-31/v001``."""
        matched = FORM.fullmatch(text)
        try:
            if matched is not None:
                scope, day = Scope.parse(matched["scope"]), date.fromisoformat(matched["day"])
                return cls(matched["register"], scope, day, int(matched["version"]))
        except (BadInput, ValueError):
            pass
        raise BadInput(
            what=f"{text!r} is not a snapshot",
            do="write register/scope/as-of/version as `toandan lake show` prints it",
        )


def is_snapshot_id(text: str) -> bool:
    """Whether the text names a snapshot."""
    try:
        SnapshotId.parse(text)
    except BadInput:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A committed snapshot: immutable files in a folder, described by its card.

    ``card_sha256`` is that of the card as it was first committed; a rotation of the keys keeps it.
    """

    id: SnapshotId
    folder: Path
    card: Card
    card_sha256: str

    def as_input(self, use: str = "") -> WorkInput:
        """How a work that is made from it names it."""
        return WorkInput(SNAPSHOT, str(self.id), self.card_sha256, use)

    @property
    def rows(self) -> Path:
        """The accepted rows, plain Parquet, ordered by row number."""
        return self.folder / ROWS

    @property
    def sealed(self) -> Path:
        """Names, phones and addresses of the accepted rows, encrypted."""
        return self.folder / SEALED

    @property
    def quarantine(self) -> Path:
        """The rows not accepted, whole, encrypted."""
        return self.folder / QUARANTINE
