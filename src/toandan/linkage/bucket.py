"""People by ranges of their keyed id, so that a large extract is linked in ranges that fit into memory.

A keyed id is a hash: equal ranges hold nearly equal numbers of people, wherever they live and
whatever province their card is of. Nothing that is counted depends on how many ranges there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import ibis
from ibis.expr.types import BooleanValue, UUIDValue

ID_VALUES = 1 << 128


@dataclass(frozen=True, slots=True)
class Bucket:
    """The ``n``-th of ``of`` equal ranges of keyed ids, counted from 0."""

    n: int
    of: int

    def holds(self, person_id: UUIDValue) -> BooleanValue:
        """Whether the person belongs here; rows without a person belong to the first range."""
        if self.of == 1:
            return ibis.literal(value=True)
        first, end = (ID_VALUES * at // self.of for at in (self.n, self.n + 1))
        is_before_end = person_id <= _id(end - 1)
        if self.n == 0:
            return person_id.isnull() | is_before_end
        return (person_id >= _id(first)) & is_before_end


EVERYBODY = Bucket(0, 1)


def buckets(rows_n: int, rows_in_one: int) -> tuple[Bucket, ...]:
    """Ranges for registers of so many rows together."""
    of = max(1, -(-rows_n // rows_in_one))
    return tuple(Bucket(n, of) for n in range(of))


def _id(value: int) -> UUIDValue:
    return ibis.literal(str(UUID(int=value)), type="uuid")
