"""How everybody stands in the registers, asked of the ids of all parts; the answer part by part."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
from ibis.expr.types import Table, UUIDColumn

from toandan.engine import Engine
from toandan.linkage.standing import CARD, HOME, Census, Standing, bits_of
from toandan.progress import Progress

SEVERAL, ALONE = "stg_person__link_several", "stg_person__link_alone"
type Sides = tuple[UUIDColumn, UUIDColumn]


def standing_of(
    engine: Engine, parts: Sequence[Sides], rows_n: int, half: int, progress: Progress
) -> tuple[Standing, ...]:
    """How people stand, from the ids of the rows of both registers, part by part; empty ids do not count."""
    census = Census(rows_n)
    for n, sides in enumerate(parts):
        progress.say(f"reading the ids of part {n + 1} of {len(parts)}")
        for side, column in zip((HOME, CARD), sides, strict=True):
            for ids in engine.ids(column):
                census.add(bits_of(ids, half), n, side)
    progress.say("finding who has several rows, or the card elsewhere")
    return census.settled(len(parts))


def standing_tables(engine: Engine, standing: Standing) -> dict[str, Table]:
    """The people of one part who are apart, and those who are alone: ``id_bits``, one row each."""
    found = {SEVERAL: standing.apart, ALONE: standing.alone}
    return {name: engine.table_of(name, pa.table({"id_bits": bits})) for name, bits in found.items()}
