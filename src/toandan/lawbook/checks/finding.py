"""What a check returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toandan.lawbook.law import Law


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong: ``path`` of the entry as `toandan law show` names it, a ``code``, what is wrong."""

    path: str
    code: str
    message: str


Check = Callable[[Law], Iterator[Finding]]
