"""What part of the country an extract is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toandan.errors import BadInput

BETWEEN = "@"
# The text is a folder of the lake: nothing else may pass.
FORM = re.compile(r"(?P<code>[0-9]{1,9}|VN)@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")


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
        matched = FORM.fullmatch(text)
        try:
            if matched is not None:
                return cls(date.fromisoformat(matched["day"]), matched["code"])
        except ValueError:
            pass
        raise BadInput(
            what=f"{text!r} is not a scope",
            why="a scope is a place code and the day of its map",
            do="write code@vintage, for example 15@2025-07-01",
        )
