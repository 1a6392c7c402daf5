"""The card of a snapshot: where it came from, what is in it, how to check it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from toandan.errors import IdentityBroken
from toandan.lake.difference import Difference
from toandan.lake.text import canonical

CARD_SCHEMA = "toandan/card/1"
# Left out where they say nothing: a card without them is written as it always was.
LATER_FIELDS = (
    "committed_as",
    "difference",
    "corrects",
    "erased",
    "padded",
    "corrections",
    "complete_since",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the extract, as it was received."""

    name: str
    bytes_n: int
    sha256: str
    rows_n: int


@dataclass(frozen=True, slots=True)
class Erased:
    """That a version was made from another by leaving rows out: how many, whatever became of them."""

    made_from: str
    accepted_n: int
    quarantined_n: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One snapshot described. ``received_at`` is record time, given by the caller.

    ``files`` maps a file name to its sha256; ``digests`` maps an encrypted file to the keyed
    digest of its content, which is equal for equal content while the bytes never are. ``mapping``
    is the SHA-256 of what the column mapping says; empty for files in our own columns.
    ``committed_as`` is the SHA-256 of the card as it was first committed, where the keys were
    rotated since: the same rows under other keys, so closings go on naming them by it.
    ``difference`` compares with the version before, where there is one. ``corrects`` names the
    snapshot whose quarantined rows this one brings back and ``corrections`` the files that brought
    rows back to it and the versions before (``rows_n`` of them, counted in ``sources`` already); ``erased`` stands on a version that was
    made from another without some of its rows: ``sources`` are then what was received, and the
    counts what is left. ``padded`` counts, by column, the values
    that got leading zeros back (``padded_n`` of ``filled_n``, to ``digits``, and why that is known).
    ``complete_since`` is the first day (yyyy-mm-dd) from which the extract holds every spell of its
    register; empty where the office did not declare it.
    Cards written before these fields existed have none of them.
    """

    id: str
    origin: str
    sources: tuple[Source, ...]
    received_at: str
    received_n: int
    accepted_n: int
    quarantined_n: int
    quarantine_codes: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    legal_basis: str
    synthetic: bool
    layout: str
    key_fingerprints: dict[str, str] = field(default_factory=dict)
    places_version: str
    software_version: str
    mapping: str = ""
    committed_as: str = ""
    difference: Difference | None = None
    corrects: str = ""
    erased: Erased | None = None
    corrections: tuple[Source, ...] = ()
    padded: dict[str, dict[str, Any]] = field(default_factory=dict)
    complete_since: str = ""

    def __post_init__(self) -> None:
        if self.received_n != self.accepted_n + self.quarantined_n:
            raise IdentityBroken(
                what=f"received {self.received_n} rows, but accepted {self.accepted_n} and quarantined {self.quarantined_n}",
                where=self.id,
                why="every row is accepted or quarantined",
                do="nothing was committed; report this with the file's layout",
            )

    def to_json(self) -> bytes:
        """The card as it is written."""
        fields = asdict(self)
        for name in LATER_FIELDS:
            if not fields[name]:
                del fields[name]
        return canonical({"schema": CARD_SCHEMA, **fields})

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The card as it was written."""
        fields: dict[str, Any] = json.loads(content)
        fields.pop("schema")
        fields["sources"] = tuple(Source(**source) for source in fields["sources"])
        fields["corrections"] = tuple(Source(**source) for source in fields.get("corrections", ()))
        for name, kind in (("difference", Difference), ("erased", Erased)):
            if fields.get(name):
                fields[name] = kind(**fields[name])
        return cls(**fields)

    @property
    def fingerprint_of_sources(self) -> tuple[str, ...]:
        """The hashes of the files in their order: the same bytes twice give the same tuple."""
        return tuple(source.sha256 for source in self.sources)
