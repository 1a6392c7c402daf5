"""What part of the country an extract is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toandan.errors import BadInput

BETWEEN = "@"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A place by (vintage, code); ``VN`` is the whole country."""

    vintage: date
    code: str

    def __str__(self) -> str:
        return f"{self.code}{BETWEEN}{self.vintage}"

    @classmethod
    def parse(cls, text: str) -> Scope:
        """The scope written as ``15@2025-07-01``."""
        code, _, day = text.partition(BETWEEN)
        try:
            return cls(date.fromisoformat(day), code)
        except ValueError as problem:
            raise BadInput(
                what=f"{text!r} is not a scope", do="write code@vintage, for example 15@2025-07-01"
            ) from problem
