"""Which column of a file is which column of a layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.heading.match import match_headings
from toandan.registers.source.heading import check_heading
from toandan.schemas.table import Table

MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Columns:
    """The places (from 0) of a file's columns.

    ``of`` has the place of every column of the layout, none where the file lacks it;
    ``unnamed`` are columns without a heading, ``required`` those every row fills,
    ``left_out`` the headings that only number the rows.
    """

    of: tuple[int | None, ...]
    required: tuple[int, ...]
    unnamed: tuple[int, ...]
    left_out: tuple[str, ...]


def columns_of(path: Path, heading: Sequence[str], layout: Table) -> Columns:
    """The columns of a file by its heading.

    Raises BadInput for more than 500 columns, a column twice, one that is missing or unknown.
    """
    check_width(path, len(heading))
    named = [match for match in match_headings(heading, layout) if match.heading.strip() or match.column]
    told = [match for match in named if match.is_sure or not match.is_serial]
    check_heading(path, [match.column if match.is_sure else match.heading.strip() for match in told], layout)
    places = {match.column: match.place for match in told}
    return Columns(
        of=tuple(places.get(name) for name in layout.names),
        required=tuple(places[column.name] for column in layout.columns if column.required),
        unnamed=tuple(sorted(set(range(len(heading))) - {match.place for match in named})),
        left_out=tuple(match.heading.strip() for match in named if match not in told),
    )


def check_width(path: Path, columns_n: int) -> None:
    """Raises BadInput for a file of more columns than any register has."""
    if columns_n > MOST_COLUMNS:
        raise BadInput(
            what=f"{path.name} has {columns_n:,} columns; at most {MOST_COLUMNS} are read",
            where=str(path),
            why="no register has so many; perhaps lines do not end, or the separator is another",
            do="export only the columns of the register",
        )
