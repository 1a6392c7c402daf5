"""Merged cells: the value stands in the first of them and is meant for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from toandan.registers.source.cells import Cell

type Range = tuple[tuple[int, int], tuple[int, int]]


def filled(
    rows: Iterable[Sequence[Cell]], ranges: Iterable[Range], first_column: int, named: Collection[int] = ()
) -> Iterator[list[Cell]]:
    """The rows from the top of a sheet with merged cells filled: downwards, and to the right in ``named`` columns.

    ``ranges`` are (row, column) of first and last cell in the sheet, ``first_column`` the column of
    the sheet with which the rows begin.
    """
    waiting = sorted(ranges, reverse=True)
    active: list[tuple[int, list[int], Cell]] = []
    for row_n, row in enumerate(rows):
        cells = list(row)
        for _, places, value in active:
            for place in places:
                cells[place] = value
        while waiting and waiting[-1][0][0] <= row_n:
            (_, first), (last_row, last) = waiting.pop()
            places = [first - first_column]
            places += [
                place for place in range(first - first_column + 1, last - first_column + 1) if place in named
            ]
            places = [place for place in places if 0 <= place < len(cells)]
            if places:
                active.append((last_row, places, cells[places[0]]))
                for place in places:
                    cells[place] = cells[places[0]]
        active = [one for one in active if one[0] > row_n]
        yield cells
