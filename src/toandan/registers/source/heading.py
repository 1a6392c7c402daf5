"""The heading of a file against the declared columns of its register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.heading.shown import heading_told, listed, shown
from toandan.registers.source.head import read_head
from toandan.schemas.table import Table


def csv_heading(path: Path) -> tuple[str, ...]:
    """The column names of a text file as they stand, without blanks around them."""
    return read_head(path).heading


def check_heading(path: Path, found: Sequence[str], layout: Table) -> None:
    """Raises BadInput for a column twice, a required column that is missing, one that is not declared."""
    twice = [name for name, times in Counter(found).items() if times > 1]
    if twice:
        raise _problem(
            path,
            f"column twice: {listed([shown(name, layout) for name in twice])}",
            found,
            layout,
            "keep one of them",
        )
    required = [column.name for column in layout.columns if column.required]
    missing = [name for name in required if name not in found]
    if missing:
        raise _problem(
            path,
            f"column missing: {', '.join(missing)}",
            found,
            layout,
            "add the column, or ask for a mapping with --propose: it says which heading is which column",
        )
    unknown = {name: place for place, name in enumerate(found, 1) if name not in layout.names}
    if unknown:
        known = ", ".join(layout.names)
        raise _problem(
            path,
            f"column not known: {listed([_placed(name, place, layout) for name, place in unknown.items()])}",
            found,
            layout,
            f"nothing is dropped silently: delete it, rename it to one of {known}, or ask for a mapping with --propose",
        )


def _placed(name: str, place: int, layout: Table) -> str:
    seen = shown(name, layout)
    return repr(seen) if seen == name else f"{seen!r} (number {place} of the headings)"


def _problem(path: Path, what: str, found: Sequence[str], layout: Table, do: str) -> BadInput:
    return BadInput(what=f"{path.name}: {what}", where=str(path), why=heading_told(found, layout), do=do)
