"""Taking a quarantine out of the lake: logged before a row leaves in clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toandan.errors import Usage
from toandan.lake.access import Access, log_access
from toandan.lake.home import Home
from toandan.lake.keyring import Keyring
from toandan.lake.log_text import check_log_text
from toandan.registers.correction.export import Chosen, check_target, write_export

MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Who wants the values in clear, what for, and when."""

    by: str
    purpose: str
    at: datetime

    def __post_init__(self) -> None:
        for name, text in (("--by", self.by), ("--purpose", self.purpose)):
            if not text.strip() or len(text) > MOST_LETTERS:
                raise Usage(
                    what=f"{name} says nothing, or more than {MOST_LETTERS} letters",
                    do="say in a sentence who takes the rows out in clear, and what for; it is kept in the access log",
                )
            check_log_text(name, text)


def export_quarantine(home: Home, keyring: Keyring, chosen: Chosen, target: Path, asked: Asked | None) -> int:
    """Write the chosen rows to ``target`` and return how many they are.

    Values in clear (``chosen.unmasked``) are logged first, so that no crash leaves an export that
    nobody knows of. Raises Usage where nobody ``asked`` for them with a purpose, BadInput and
    NotAllowed for a target that may not be written.
    """
    counts = chosen.counts(keyring)
    check_target(target, home.lake, counts.total())
    if chosen.unmasked:
        if asked is None:
            raise Usage(
                what="values in clear need a purpose and a name", do="add --purpose TEXT and --by NAME"
            )
        log_access(home, _access(chosen, asked, dict(sorted(counts.items()))))
    return write_export(target, chosen, keyring)


def _access(chosen: Chosen, asked: Asked, codes: dict[str, int]) -> Access:
    return Access(
        at=asked.at.isoformat(),
        by=asked.by.strip(),
        purpose=asked.purpose.strip(),
        snapshot=str(chosen.snapshot.id),
        rows_n=sum(codes.values()),
        codes=codes,
    )
