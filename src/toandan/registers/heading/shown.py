"""Headings as an error may show them: where a heading should be, the first row of people may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.masking import initials
from toandan.schemas.table import Table
from toandan.values.ids import masked

MOST_SHOWN = 20
# The shortest number of a person has nine digits; a day has eight.
NUMBER = re.compile(r"[0-9](?:[ .-]?[0-9]){8}")


def heading_told(found: Sequence[str], layout: Table) -> str:
    """What a row read as heading holds; not shown where no column of the register is in it: it may be data."""
    if not found:
        return "the heading holds nothing"
    if set(found).isdisjoint(layout.names):
        return f"its heading of {len(found)} columns names none of this register; it may be a row of data and is not shown"
    return f"the heading holds {listed([shown(name, layout) for name in found])}"


def shown(heading: str, layout: Table) -> str:
    """A heading as it stands, unless it looks like a number or a name of a person."""
    if NUMBER.search(heading):
        return masked(heading)
    if heading in layout.names:
        return heading
    words = heading.split()
    is_like_a_name = len(words) > 1 and all(word[:1].isupper() for word in words)
    return initials(heading) if is_like_a_name else heading


def check_is_heading(path: Path, found: Sequence[str]) -> None:
    """Raises BadInput for a row that holds a number of a person: it is data, and no heading may be made of it."""
    places = [place for place, name in enumerate(found, 1) if NUMBER.search(name)]
    if places:
        raise BadInput(
            what=f"{path.name} has no heading",
            where=str(path),
            why=f"where it should be, cell {places[0]} holds a number as people have; the row is not shown",
            do="put the names of the columns into the first row",
        )


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - MOST_SHOWN
    return ", ".join(names[:MOST_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
