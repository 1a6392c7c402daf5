"""How everybody stands in the two registers, told from the ids alone.

A person is *plain* with at most one row in each register, both in one part of the country.
Everybody else is *apart*: several rows in one register, or the row in one part and the card in
another. *Alone* is a plain person with a card and no row in the population register.

A keyed id is a hash, so half of its bits tell people apart nearly always, and sorting these of
everybody is many times cheaper than grouping the ids. Where two people share them, either both are
apart, which changes no count, or they look like a row and its card: then a card is left over when
the registers are linked, which is counted there, and the other half of the bits is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

HOME, CARD = 0, 1
ID_BYTES = 16
PART_BITS, SIDE_BITS = 7, 1
PARTS_MOST = 1 << PART_BITS
PERSON = PART_BITS + SIDE_BITS
AT_ONCE = 1 << 20

type Keys = npt.NDArray[np.uint64]
type Marks = npt.NDArray[np.bool_]
type Bits = npt.NDArray[np.int64]


def bits_of(ids: pa.FixedSizeBinaryArray, half: int) -> Keys:
    """The first (``half`` 0) or the last 64 bits of 16-byte ids, none of them empty."""
    start, end = ids.offset * ID_BYTES, (ids.offset + len(ids)) * ID_BYTES
    return np.frombuffer(ids.buffers()[1][start:end], dtype=">u8")[half::2].astype(np.uint64)


class Census:
    """Takes in the ids of every row of both registers, part by part, and tells how people stand.

    ``rows_n`` is at least the number of ids that will come; eight bytes are held for each.
    """

    def __init__(self, rows_n: int) -> None:
        self._keys = np.empty(rows_n, np.uint64)
        self._taken_n = 0

    def add(self, bits: Keys, part: int, side: int) -> None:
        """Rows of one part and register, by the bits of their ids."""
        if part >= PARTS_MOST:
            raise ValueError(f"at most {PARTS_MOST} parts can be told apart")
        end = self._taken_n + len(bits)
        own = np.uint64(part << SIDE_BITS | side)
        np.bitwise_or(
            bits >> np.uint64(PERSON) << np.uint64(PERSON), own, out=self._keys[self._taken_n : end]
        )
        self._taken_n = end

    def settled(self, parts_n: int) -> tuple[Standing, ...]:
        """How they stand, part by part; nothing can be added after."""
        keys = self._keys[: self._taken_n]
        keys.sort()
        found = [_standing(chunk) for chunk in _whole_people(keys)]
        apart, alone = (np.concatenate([one[side] for one in found]) for side in (0, 1))
        return tuple(Standing(_of_part(apart, part), _of_part(alone, part)) for part in range(parts_n))


def _of_part(keys: Keys, part: int) -> Bits:
    """The people among the sorted keys who have a row in the part, by their bits, each once."""
    here = keys[(keys >> np.uint64(SIDE_BITS)) & np.uint64(PARTS_MOST - 1) == np.uint64(part)]
    people = here >> np.uint64(PERSON)
    is_new = np.concatenate([np.ones(min(len(people), 1), np.bool_), people[1:] != people[:-1]])
    found: Bits = people[is_new].astype(np.int64)
    return found


def _whole_people(keys: Keys) -> list[Keys]:
    """The sorted keys in pieces, no person in two of them."""
    cuts = [0]
    for at in range(AT_ONCE, len(keys), AT_ONCE):
        person = (keys[at] >> np.uint64(PERSON)) << np.uint64(PERSON)
        cuts.append(int(np.searchsorted(keys, person)))
    cuts.append(len(keys))
    return [keys[start:end] for start, end in pairwise(cuts)]


def _standing(keys: Keys) -> tuple[Keys, Keys]:
    """Those of the sorted keys that are of people who are apart, and those that are cards of people alone."""
    if not len(keys):
        return keys, keys
    differ = keys[1:] ^ keys[:-1]
    edge = np.zeros(1, np.bool_)
    same = differ < np.uint64(1 << PERSON)
    with_last, with_next = np.concatenate([edge, same]), np.concatenate([same, edge])
    paired = _paired(differ, with_last, with_next)
    several = with_last | with_next
    is_card = (keys & np.uint64(1)) == np.uint64(CARD)
    return keys[several & ~paired], keys[~several & is_card]


def _paired(differ: Keys, with_last: Marks, with_next: Marks) -> Marks:
    """Which keys are one home and one card of one part, and of nobody else: they differ in the last bit only."""
    edge = np.zeros(1, np.bool_)
    first: Marks = np.concatenate([differ == np.uint64(1), edge]) & ~with_last
    first[:-1] &= ~with_next[1:]
    paired: Marks = first | np.concatenate([edge, first[:-1]])
    return paired


@dataclass(frozen=True, slots=True)
class Standing:
    """The people of one part who are apart and who are alone, by the first 56 bits of a half of their ids, sorted."""

    apart: Bits
    alone: Bits
