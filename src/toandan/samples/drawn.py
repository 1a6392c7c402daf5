"""What is drawn of people first."""

from __future__ import annotations

from dataclasses import dataclass

from toandan.samples.arrays import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Per person: what is drawn first, and all else follows from."""

    atom: Ints
    sex: Ints
    age: Ints
    household: Ints
    relation: Ints
    named_after: Ints
    fate: Ints
