"""The heading of a file against the declared columns of its register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.source.head import read_head
from toandan.schemas.table import Table

MOST_SHOWN = 20


def csv_heading(path: Path) -> tuple[str, ...]:
    """The column names of a text file as they stand, without blanks around them."""
    return read_head(path).heading


def check_heading(path: Path, found: Sequence[str], layout: Table) -> None:
    """Raises BadInput for a column twice, a required column that is missing, one that is not declared."""
    twice = [name for name, times in Counter(found).items() if times > 1]
    if twice:
        raise _problem(path, f"column twice: {', '.join(twice)}", found, "keep one of them")
    required = [column.name for column in layout.columns if column.required]
    missing = [name for name in required if name not in found]
    if missing:
        raise _problem(
            path,
            f"column missing: {', '.join(missing)}",
            found,
            "add the column, or ask for a mapping with --propose: it says which heading is which column",
        )
    unknown = [name for name in found if name not in layout.names]
    if unknown:
        known = ", ".join(layout.names)
        raise _problem(
            path,
            f"column not known: {_listed([repr(name) for name in unknown])}",
            found,
            f"nothing is dropped silently: delete it, rename it to one of {known}, or ask for a mapping with --propose",
        )


def _problem(path: Path, what: str, found: Sequence[str], do: str) -> BadInput:
    return BadInput(
        what=f"{path.name}: {what}",
        where=str(path),
        why=f"the heading holds {_listed(found) or 'nothing'}",
        do=do,
    )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_SHOWN
    return ", ".join(names[:MOST_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
