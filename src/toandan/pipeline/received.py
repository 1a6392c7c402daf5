"""The rows a closing reads: extracts of one register together, each row with where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from toandan.engine import Engine
from toandan.linkage.exceptions import NO_EXCEPTIONS, Exceptions
from toandan.linkage.person import with_linked_id
from toandan.pipeline.chosen import CARRIED, Chosen, scope_names
from toandan.pipeline.published import no_rows
from toandan.registers.in_layout import rows_in_layout
from toandan.schemas.registers import REGISTERS


@dataclass(frozen=True, slots=True)
class Received:
    """An extract as it is read: the snapshot, how it is used, and the name of its scope among the others."""

    chosen: Chosen
    scope: str

    @property
    def rows_n(self) -> int:
        """Rows accepted."""
        return self.chosen.snapshot.card.accepted_n


def received(used: Sequence[Chosen]) -> tuple[Received, ...]:
    """The extracts of one register with the names of their scopes."""
    return tuple(Received(one, scope) for one, scope in zip(used, scope_names(used), strict=True))


def rows_of(
    engine: Engine, register: str, extracts: Sequence[Received], exceptions: Exceptions = NO_EXCEPTIONS
) -> Table:
    """Their rows with the ``scope`` they came in and whether they were ``carried``, lazily.

    With ``exceptions`` of any of the extracts every row has ``linked_id`` too (``linkage.person``).
    """
    if not extracts:
        return no_rows(engine, REGISTERS[register].stored)
    others = [exceptions.of(str(one.chosen.snapshot.id)) for one in extracts]
    marked = [_marked(engine, one) for one in extracts]
    if any(other is not None for other in others):
        marked = [with_linked_id(rows, other) for rows, other in zip(marked, others, strict=True)]
    return ibis.union(*marked)


def _marked(engine: Engine, one: Received) -> Table:
    snapshot = one.chosen.snapshot
    rows = rows_in_layout(engine, snapshot.rows, REGISTERS[snapshot.id.register].stored)
    is_carried = one.chosen.use == CARRIED
    return rows.mutate(scope=ibis.literal(one.scope), carried=ibis.literal(is_carried))
