"""What happened to the lake: one entry per commit, written with the commit itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from toandan.lake.card import Card

SNAPSHOT, CLOSING, FORGOTTEN, EXPIRED = "snapshot", "closing", "forgotten", "expired"
WORK, RELEASED, ROTATED = "work", "released", "rotated"
DESTROYING = (FORGOTTEN, EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the lake's log.

    ``what``: ``snapshot``, ``closing`` and ``work`` were committed; of a ``forgotten`` or ``expired`` one the
    files (of closings and works: those in ``core``) were destroyed; ``released``: a closing is the one read of its
    month from then on; ``rotated``: the whole lake was put under
    other keys. ``id`` is the snapshot's, closing's, work's or key's (its fingerprint),
    ``at`` record time, empty where none was recorded; ``previous`` the version, or released closing, before it,
    ``instead`` what stands for a destroyed one, ``corrects`` the snapshot whose
    quarantined rows it brings back. ``released`` stands on a closing that was released by its commit.
    ``counts`` are rows. Nothing in it is a value of a person.
    """

    what: str
    id: str
    at: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    previous: str = ""
    instead: str = ""
    corrects: str = ""
    reason: str = ""
    by: str = ""
    synthetic: bool = False
    released: bool = False

    @classmethod
    def of_card(cls, card: Card) -> Self:
        """The entry of a committed snapshot."""
        counts = {
            "received_n": card.received_n,
            "accepted_n": card.accepted_n,
            "quarantined_n": card.quarantined_n,
        }
        return cls(
            what=SNAPSHOT,
            id=card.id,
            at=card.received_at,
            counts=counts | (card.difference.counts if card.difference else {}),
            previous=card.difference.to if card.difference else "",
            corrects=card.corrects,
            synthetic=card.synthetic,
        )

    @property
    def is_destruction(self) -> bool:
        """Whether files were destroyed by it."""
        return self.what in DESTROYING

    def to_fields(self) -> dict[str, Any]:
        """As it is written: what is empty is left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> Self:
        """As it was written."""
        return cls(**fields)
