"""The tables of works other than closings, by kind: what a table of persons is must be known to rotate its keys."""

from __future__ import annotations

from toandan.schemas.spine import SPINE_TABLES
from toandan.schemas.table import Table

# A kind is named here before anything of it is committed; `retention` of the settings may then name it too.
WORK_TABLES: dict[str, tuple[Table, ...]] = {"spine": SPINE_TABLES}
