"""What can be wrong with a place somebody names.

BadInput
├── UnknownPlace     no unit carries this code or name there and then
├── AmbiguousPlace   several units carry the name
└── UnknownVintage   a vintage we hold no data for, or two in the wrong order
"""

from __future__ import annotations

from toandan.errors import BadInput
from toandan.places.unit import Unit


class _PlaceError(BadInput):
    """A place that cannot be told; ``candidates`` are the units it may have meant."""

    def __init__(
        self,
        *,
        what: str,
        where: str = "",
        why: str = "",
        do: str = "",
        candidates: tuple[Unit, ...] = (),
    ) -> None:
        self.candidates = candidates
        super().__init__(what=what, where=where, why=why, do=do)


class UnknownPlace(_PlaceError):
    """No unit carries this code or name in the vintage and place asked for."""


class AmbiguousPlace(_PlaceError):
    """Several units carry the name; the text lists them with their codes."""


class UnknownVintage(BadInput):
    """A vintage we hold no data for, or a crosswalk asked backwards."""
