"""A closing: the kind of work that counts a month, with a card of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from toandan.lake.text import canonical, sha256_text
from toandan.lake.work import (
    CLOSING,
    ID_HEX,
    SNAPSHOT,
    MadeCard,
    Work,
    WorkInput,
    Written,
    table_of_file,
    tables_of,
    without_empty,
)

__all__ = ["Closing", "ClosingCard", "UsedSnapshot", "Written", "table_of_file"]

CLOSING_SCHEMA = "toandan/closing/1"
# Left out where they say nothing: a card without them is written, and named, as it always was.
LATER_FIELDS = ("committed_as", "works", "parameters", "proposals")


@dataclass(frozen=True, slots=True, order=True)
class UsedSnapshot:
    """A snapshot as a closing used it: of the day, carried from earlier, or read back from history."""

    id: str
    use: str
    card_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCard(MadeCard):
    """A closing is a function of these inputs and of nothing else; ``works`` are other works it was made from.

    ``proposals`` names the proposals in ``law_version``; with any, it is a trial and no closing of its month.
    """

    month: str
    snapshots: tuple[UsedSnapshot, ...]
    law_version: str
    spine_version: str
    places_version: str
    software_version: str
    works: tuple[WorkInput, ...] = ()
    parameters: dict[str, int] = field(default_factory=dict)
    proposals: tuple[str, ...] = ()
    input_kind: ClassVar[str] = CLOSING

    @property
    def id(self) -> str:
        """The closing's name, made from its inputs alone."""
        fields = without_empty(self, *LATER_FIELDS)
        for outcome in ("tables", "findings", "synthetic", "committed_as"):
            fields.pop(outcome, None)
        return sha256_text(canonical(fields))[:ID_HEX]

    @property
    def name(self) -> str:
        """``month/id``."""
        return f"{self.month}/{self.id}"

    @property
    def title(self) -> str:
        """What an error calls it."""
        return f"closing {self.id}"

    @property
    def title_vi(self) -> str:
        """The same in Vietnamese."""
        return f"kỳ chốt {self.id}"

    @property
    def made_from(self) -> tuple[WorkInput, ...]:
        """Its snapshots, then its works."""
        snapshots = (WorkInput(SNAPSHOT, one.id, one.card_sha256, one.use) for one in self.snapshots)
        return (*snapshots, *self.works)

    @property
    def sealed(self) -> dict[str, str]:
        """None: a closing holds no encrypted file."""
        return {}

    @property
    def outlives(self) -> bool:
        """Never: the persons in it are those of its snapshots."""
        return False

    @property
    def software(self) -> str:
        """The version of the software that made it."""
        return self.software_version

    def to_json(self) -> bytes:
        """The card as it is written."""
        return canonical({"schema": CLOSING_SCHEMA, "id": self.id, **without_empty(self, *LATER_FIELDS)})

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The card as it was written."""
        fields: dict[str, Any] = json.loads(content)
        fields.pop("schema")
        fields.pop("id")
        fields["snapshots"] = tuple(UsedSnapshot(**used) for used in fields["snapshots"])
        fields["works"] = tuple(WorkInput(**one) for one in fields.get("works", ()))
        fields["proposals"] = tuple(fields.get("proposals", ()))
        fields["tables"] = tables_of(fields["tables"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Closing(Work[ClosingCard]):
    """A committed closing and where its tables lie."""
