"""Every known failure, as one tree.

    ToanDanError                exit 1   root of what a user may see
    ├── BadInput                exit 1   a file, a code or a date that cannot be used
    ├── NotAllowed              exit 1   keys, rights or folders that do not permit it
    ├── Usage                   exit 2   a command asked in a way it does not know
    ├── IdentityBroken          exit 3   an accounting identity does not hold
    └── Busy                    exit 4   somebody else holds the writing lock

Each error says what happened, where, why, and what to do next. None of them ever
carries a person's name, number or other personal value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

type Language = Literal["en", "vi"]
LABELS: dict[Language, tuple[str, str, str]] = {
    "en": ("where", "why", "do"),
    "vi": ("ở đâu", "vì sao", "cách xử lý"),
}


@dataclass(frozen=True, slots=True)
class Vietnamese:
    """What an error says in Vietnamese; where it happened is the same in both languages."""

    what: str
    why: str = ""
    do: str = ""


class ToanDanError(Exception):
    """A failure we know and can explain; shown without a traceback.

    ``what`` is one sentence; ``where`` a file, line, register or place; ``why`` the
    cause; ``do`` the next step for the person who reads it. ``vi`` says the same in
    Vietnamese; ``lang`` is the language the command was asked in.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, *, what: str, where: str = "", why: str = "", do: str = "", vi: Vietnamese | None = None
    ) -> None:
        self.what = what
        self.where = where
        self.why = why
        self.do = do
        self.vi = vi
        self.lang: Language = "en"
        super().__init__(self.text())

    def text(self, lang: Language = "en") -> str:
        """The four parts as the lines a person reads; in English where no Vietnamese was given."""
        said = self.vi if lang == "vi" and self.vi is not None else None
        what, why, do = (self.what, self.why, self.do) if said is None else (said.what, said.why, said.do)
        labels = LABELS["en" if said is None else "vi"]
        labelled = zip(labels, (self.where, why, do), strict=True)
        return "\n".join([what, *(f"  {label}: {part}" for label, part in labelled if part)])


class BadInput(ToanDanError):
    """Something handed to us cannot be used as it is."""


class NotAllowed(ToanDanError):
    """Keys, rights or folders do not permit the step."""


class Usage(ToanDanError):
    """The command was asked in a way it does not know."""

    exit_code = 2


class IdentityBroken(ToanDanError):
    """Numbers that must agree do not; nothing was published."""

    exit_code = 3


class Busy(ToanDanError):
    """Another process holds the lock of the lake."""

    exit_code = 4
