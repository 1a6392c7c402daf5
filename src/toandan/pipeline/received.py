"""The rows a closing reads: extracts of one register together, each row with where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from toandan.engine import Engine
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


def rows_of(engine: Engine, register: str, extracts: Sequence[Received]) -> Table:
    """Their rows with the ``scope`` they came in and whether they were ``carried``, lazily."""
    if not extracts:
        return no_rows(engine, REGISTERS[register].stored)
    return ibis.union(*(_marked(engine, one) for one in extracts))


def _marked(engine: Engine, one: Received) -> Table:
    snapshot = one.chosen.snapshot
    rows = rows_in_layout(engine, snapshot.rows, REGISTERS[snapshot.id.register].stored)
    is_carried = one.chosen.use == CARRIED
    return rows.mutate(scope=ibis.literal(one.scope), carried=ibis.literal(is_carried))
