"""Which counts to hide.

A count is small from 1 to one less than the threshold. Hiding it alone is not enough where it
can be computed from sums. So for every small count another world is sought: counts that obey
every equation, differ in this one, and bear the same marks. Every count that differs between
the two worlds is hidden. Whoever reads the publication cannot tell the worlds apart, so no
hidden count can be computed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from toandan.reports.suppression.programme import FREE, Move, Room, cheapest_move
from toandan.reports.suppression.system import Hidden, Key, Mark, System

NEIGHBOURS = 12
HIDDEN_COST = 0.01


def protect(system: System, threshold: int) -> Hidden:
    """The counts to hide; nothing where the threshold is 0, everything where no other world is found.

    With a threshold of 3 or more: below it "fewer than 2" would say exactly how many.
    """
    small = sorted(key for key, value in system.counts.items() if 0 < value < threshold)
    marks: dict[Key, Mark] = dict.fromkeys(small, Mark.SMALL)
    safe: set[Key] = set()
    for key in small:
        if key not in safe:
            found = _move(system, key, threshold, marks)
            if found is None:
                return Hidden(dict.fromkeys(system.counts, Mark.WITHHELD), threshold)
            move, is_strict = found
            safe.update(move)
            marks |= {one: marks.get(one, Mark.WITHHELD) if is_strict else Mark.WITHHELD for one in move}
    return Hidden(marks, threshold)


def _move(system: System, key: Key, threshold: int, marks: Mapping[Key, Mark]) -> tuple[Move, bool] | None:
    """Another world near the count's own table, else anywhere; and whether small counts stay small in it.

    Where four parts of one or more make a "fewer than 5", each part is known to be one: there
    the marks say too much, and such counts are withheld without saying that they are small.
    """
    near = _near(system, key, marks)
    for is_strict in (True, False):
        for keys in (near, system.counts):
            rooms = _rooms(system, keys, threshold, marks, is_strict=is_strict)
            costs = {one: HIDDEN_COST if one in marks else system.cost_of(one) for one in rooms}
            for step in _steps(rooms[key]):
                move = cheapest_move(system, {key: step}, rooms, costs)
                if move is not None:
                    return move, is_strict
    return None


def _steps(room: Room) -> Iterable[int]:
    return [step for step in (1, -1) if (room.up if step > 0 else room.down) > 0]


def _rooms(
    system: System, keys: Iterable[Key], threshold: int, marks: Mapping[Key, Mark], *, is_strict: bool
) -> dict[Key, Room]:
    """A small count stays small; a large one stays large; nobody hides a count of zero.

    Where it need not be strict, and of a small count that is withheld already, only the zero counts.
    """
    rooms = {}
    for key in keys:
        value = system.counts[key]
        is_small = 0 < value < threshold
        if value and (not is_strict or (is_small and marks.get(key) is Mark.WITHHELD)):
            rooms[key] = Room(value - 1, FREE)
        elif is_small:
            rooms[key] = Room(value - 1, threshold - 1 - value)
        elif value:
            rooms[key] = Room(value - threshold, FREE)
    return rooms


def _near(system: System, key: Key, marks: Mapping[Key, Mark]) -> Collection[Key]:
    """The counts of the same row and of the rows of its table best suited to move against it."""
    table, row, column = key
    rows = {other[1] for other in system.counts if other[0] == table and other[1] != row}
    hidden = {one[1] for one in marks if one[0] == table}

    def suits(other: str) -> tuple[bool, int, str]:
        return other not in hidden, -system.counts.get((table, other, column), 0), other

    chosen = {row, *sorted(rows, key=suits)[:NEIGHBOURS]}
    return [one for one in system.counts if one[0] == table and one[1] in chosen]
