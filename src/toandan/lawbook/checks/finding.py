"""What a check returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toandan.errors import Language
from toandan.lawbook.law import Law


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong: ``path`` of the entry as `toandan law show` names it, a ``code``, what is wrong in both languages."""

    path: str
    code: str
    message: str
    message_vi: str

    def said(self, lang: Language) -> str:
        """The entry and what is wrong with it."""
        return f"{self.path}: {self.message_vi if lang == 'vi' else self.message}"


Check = Callable[[Law], Iterator[Finding]]
