"""The exceptions of a spine as a closing reads them: snapshot by snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ibis.expr.types import Table


@dataclass(frozen=True, slots=True)
class Exceptions:
    """``core_record__link_person`` of one spine by snapshot; nothing by default.

    ``rows`` has the columns ``number``, ``row_n`` and ``person_id``, in the order of the first two;
    ``numbers`` gives the number of each snapshot that the spine says something of. A country's rows are
    asked some five hundred times for those of one extract: by a number of their own order that is
    quick, by the name of the snapshot it took longer than joining them.
    """

    rows: Table | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)

    def of(self, snapshot_id: str) -> Table | None:
        """The exceptions of one snapshot, lazily; None where there are none, so that no join is planned."""
        if self.rows is None or snapshot_id not in self.numbers:
            return None
        return self.rows.filter(self.rows.number == self.numbers[snapshot_id]).select("row_n", "person_id")


NO_EXCEPTIONS = Exceptions()
