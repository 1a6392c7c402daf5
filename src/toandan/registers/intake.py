"""What makes one register different from another while it is taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
from ibis.expr.types import Table, UUIDValue, Value

from toandan.registers.check import AcrossCheck, Check
from toandan.registers.known import Known
from toandan.schemas.table import Register
from toandan.values.ids import IdKind

type Keyed = Callable[[IdKind, Value], UUIDValue]
type Columns = dict[str, Value]


def _all_rows(rows: Table) -> Table:
    return rows


@dataclass(frozen=True, slots=True)
class RegisterIntake:
    """How one register is read and checked.

    ``read`` adds typed columns to the received texts, among them ``at_vintage`` and
    ``at_place``, which are looked up in ``places``; ``stored`` gives the columns of the stored
    table but row_n. ``suspects`` gives the staged rows that the checks across rows look at, and
    ``beside`` names the received texts they need beside them; texts are fetched for suspects only.
    """

    register: Register
    read: Callable[[Table, Known], Table]
    places: Callable[[Known], pa.Table]
    checks: Callable[[Known], tuple[Check, ...]]
    stored: Callable[[Table, Known, Keyed], Columns]
    across: tuple[AcrossCheck, ...] = ()
    suspects: Callable[[Table], Table] = _all_rows
    beside: tuple[str, ...] = ()
