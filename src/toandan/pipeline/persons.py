"""Persons of a closed month, told from the linked tables that the closing keeps."""

from __future__ import annotations

from ibis.expr.types import Table

from toandan.accounts.boundaries import place_links
from toandan.engine import Engine
from toandan.errors import BadInput
from toandan.lake.closing import Closing
from toandan.lawbook.groups import group_table, law_version
from toandan.places.load import place_data_version
from toandan.places.vintage import vintage_at
from toandan.schemas.closing import PERSON_VIEWS
from toandan.schemas.linked import LINKED_TABLES
from toandan.values.month import Month


def persons(engine: Engine, closing: Closing) -> dict[str, Table]:
    """``core_participant__month_person`` and ``core_resident__month_person`` of a closing by name, lazily.

    Raises BadInput where the closing's tables of persons were destroyed, or it keeps none, and where it
    was counted with another law or map than is told now: its persons would not be those it counted.
    """
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

    _check_versions(closing)
    month = Month.parse(closing.card.month)
    inputs = {
        **{one.name: engine.read_parquet(closing.files(one.name)) for one in LINKED_TABLES},
        "month": month,
        "law": engine.table_of("law", group_table(month.last_day)),
        "places": engine.table_of("places", place_links(vintage_at(month.last_day))),
    }
    return graph.run(engine, graph.COUNTING, [one.name for one in PERSON_VIEWS], inputs)[0]


def _check_versions(closing: Closing) -> None:
    counted = {"law": closing.card.law_version, "places": closing.card.places_version}
    now = {"law": law_version(), "places": place_data_version()}
    other = [name for name, version in counted.items() if version != now[name]]
    if other:
        raise BadInput(
            what=f"closing {closing.card.id} was counted with other data of {' and '.join(other)}",
            where=str(closing.out),
            why="persons are told with what this software holds, and would not be those it counted",
            do=f"close {closing.card.month} again (`toandan close {closing.card.month}`)",
        )
