"""Persons of a closed month, told from the linked tables that the closing keeps."""

from __future__ import annotations

from ibis.expr.types import Table

from toandan.accounts.boundaries import place_links
from toandan.engine import Engine
from toandan.lake.closing import Closing
from toandan.lawbook.groups import group_table
from toandan.places.vintage import vintage_at
from toandan.schemas.closing import PERSON_VIEWS
from toandan.schemas.linked import LINKED_TABLES
from toandan.values.month import Month


def persons(engine: Engine, closing: Closing) -> dict[str, Table]:
    """``core_participant__month_person`` and ``core_resident__month_person`` of a closing by name, lazily.

    Raises BadInput where the closing's tables of persons were destroyed, or it keeps none.
    """
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

    month = Month.parse(closing.card.month)
    inputs = {
        **{one.name: engine.read_parquet(closing.files(one.name)) for one in LINKED_TABLES},
        "month": month,
        "law": engine.table_of("law", group_table(month.last_day)),
        "places": engine.table_of("places", place_links(vintage_at(month.last_day))),
    }
    return graph.run(engine, graph.COUNTING, [one.name for one in PERSON_VIEWS], inputs)[0]
