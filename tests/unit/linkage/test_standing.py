"""How people stand in the registers, told from bits of their ids: drawn, and against plain counting."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toandan.linkage import standing
from toandan.linkage.standing import CARD, HOME, PARTS_MOST, Census, Standing, bits_of

ROWS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2), st.sampled_from([HOME, CARD])), max_size=40)


def _counted(rows: list[tuple[int, int, int]]) -> tuple[Standing, ...]:
    census = Census(len(rows))
    for person, part, side in rows:
        census.add(np.array([person << 8 | 0xAB], np.uint64), part, side)
    return census.settled(3)


def _slowly(rows: list[tuple[int, int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """Apart and alone by part, from the rows of each person looked at one by one."""
    of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person, part, side in rows:
        of[person].append((part, side))
    apart: list[set[int]] = [set() for _ in range(3)]
    alone: list[set[int]] = [set() for _ in range(3)]
    for person, found in of.items():
        is_pair = len(found) == 2 and len(set(found)) == 2 and len({part for part, _ in found}) == 1
        for part, side in found:
            if len(found) > 1 and not is_pair:
                apart[part].add(person)
            elif len(found) == 1 and side == CARD:
                alone[part].add(person)
    return [sorted(one) for one in apart], [sorted(one) for one in alone]


@given(rows=ROWS, at_once=st.sampled_from([1, 3, 1 << 20]))
def test_sorting_bits_tells_what_looking_at_everybody_tells(
    rows: list[tuple[int, int, int]], at_once: int
) -> None:
    known = standing.AT_ONCE
    standing.AT_ONCE = at_once
    try:
        found = _counted(rows)
    finally:
        standing.AT_ONCE = known
    apart, alone = _slowly(rows)
    assert [one.apart.tolist() for one in found] == apart
    assert [one.alone.tolist() for one in found] == alone


def test_either_half_of_an_id_is_read_as_it_is_written() -> None:
    ids = pa.array([bytes(range(16)), bytes(range(16, 32))], pa.binary(16))
    assert [hex(bits) for bits in bits_of(ids, 0)] == ["0x1020304050607", "0x1011121314151617"]
    assert [hex(bits) for bits in bits_of(ids[1:], 1)] == ["0x18191a1b1c1d1e1f"]


def test_more_parts_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 128 parts"):
        Census(1).add(np.array([1], np.uint64), PARTS_MOST, HOME)
