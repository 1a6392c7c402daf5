"""The exceptions of a spine as a closing reads them: snapshot by snapshot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ibis.expr.types import Table


@dataclass(frozen=True, slots=True)
class Exceptions:
    """``core_record__link_person`` of one spine, and the snapshots it says something of; nothing by default."""

    rows: Table | None = None
    snapshots: Collection[str] = field(default=())

    def of(self, snapshot_id: str) -> Table | None:
        """The exceptions of one snapshot, lazily; None where there are none, so that no join is planned."""
        if self.rows is None or snapshot_id not in self.snapshots:
            return None
        return self.rows.filter(self.rows.snapshot_id == snapshot_id).select("row_n", "person_id")


NO_EXCEPTIONS = Exceptions()
