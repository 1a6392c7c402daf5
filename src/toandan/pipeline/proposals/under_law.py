"""What the rules say of the same facts under one law after another, without reading or writing anything twice."""

from __future__ import annotations

from collections.abc import Sequence

from ibis.expr.types import Table

from toandan.engine import Embedded
from toandan.lawbook.law import Law
from toandan.lawbook.tables import tables_of
from toandan.rules.decided import decided
from toandan.rules.law_rows import LawRows, law_rows
from toandan.rules.law_shape import shape_of

OUTCOME = "under_law"
PERIODS, PROVINCES, WORDS = (f"{OUTCOME}_{name}" for name in ("periods", "provinces", "words"))


class UnderLaw:
    """The outcome of every person under a law that another takes the place of within milliseconds.

    The rules are written down once in the session; a law is two small tables that they read. Nothing
    is computed before somebody reads ``outcome``, which then answers under the law of that moment.
    """

    def __init__(self, engine: Embedded, facts: Table, laws: Sequence[Law]) -> None:
        """Under the first of ``laws``; all of them can take its place without the rules being written again."""
        rows = [law_rows(tables_of(law)) for law in laws]
        self._engine, self._facts = engine, facts
        self._shape = shape_of(rows)
        self.outcome = self._written(rows[0])

    def switch(self, law: Law) -> None:
        """Take another law. One with more levels or items than were foreseen costs writing the rules again."""
        rows = law_rows(tables_of(law))
        shape = self._shape.widened(rows)
        if shape != self._shape:
            self._shape = shape
            self.outcome = self._written(rows)
        else:
            wide = shape.of(rows)
            self._engine.replace(PERIODS, wide.periods)
            self._engine.replace(PROVINCES, wide.provinces)

    def _written(self, rows: LawRows) -> Table:
        wide, engine = self._shape.of(rows), self._engine
        periods, provinces = (
            engine.table_of(PERIODS, wide.periods),
            engine.table_of(PROVINCES, wide.provinces),
        )
        words = engine.table_of(WORDS, wide.words)
        return engine.written(OUTCOME, decided(self._facts, periods, provinces, words))
