"""Persons of a closed month, told from what the closing keeps: linked tables, and law and map as it was counted with."""

from __future__ import annotations

from ibis.expr.types import Table

from toandan.accounts.boundaries import place_links
from toandan.engine import Engine
from toandan.errors import BadInput, Vietnamese
from toandan.lake.closing import Closing
from toandan.lawbook.law import Law
from toandan.lawbook.tables import group_table
from toandan.lawbook.version import is_same
from toandan.linkage.person import as_now
from toandan.pipeline.spine import EXACT, Spine
from toandan.places.load import place_data_version
from toandan.places.vintage import vintage_at
from toandan.schemas.closing import PERSON_VIEWS
from toandan.schemas.kept_inputs import KEPT_INPUTS, MONTH_GROUP, MONTH_LINK
from toandan.schemas.linked import LINKED_TABLES
from toandan.values.month import Month


def persons(
    engine: Engine, closing: Closing, *, law: Law | None = None, spine: Spine = EXACT
) -> dict[str, Table]:
    """``core_participant__month_person`` and ``core_resident__month_person`` of a closing by name, lazily.

    They are told under the law and map the closing keeps, whatever is in force or shipped today. Only a
    closing of before these were kept needs ``law``: it is told when law and places have the versions it was
    counted with. ``spine`` is a later one under whose ids people are named, so that two months can be compared
    although somebody was known under another id in the first; two rows that turned out to be one person stay two.

    Raises BadInput where the closing's tables of persons were destroyed, or it keeps none, and where it
    keeps neither law nor map and other versions are held today: its persons would not be those it counted.
    """
    from toandan.pipeline import graph  # noqa: PLC0415  (Hamilton is slow to import)

    month = Month.parse(closing.card.month)
    inputs = {
        **{one.name: engine.read_parquet(closing.files(one.name)) for one in LINKED_TABLES},
        "month": month,
        **(_kept(engine, closing) or _of_today(engine, closing, month, law)),
    }
    made = graph.run(engine, graph.COUNTING, [one.name for one in PERSON_VIEWS], inputs)[0]
    if spine.aliases is None:
        return made
    aliases = engine.read_parquet([spine.aliases])
    return {name: as_now(rows, aliases) for name, rows in made.items()}


def _kept(engine: Engine, closing: Closing) -> dict[str, Table]:
    """Law and map as the closing keeps them; nothing for a closing of before it kept them."""
    if any(one.name not in closing.card.tables for one in KEPT_INPUTS):
        return {}
    return {
        "law": engine.read_parquet(closing.files(MONTH_GROUP.name)),
        "places": engine.read_parquet(closing.files(MONTH_LINK.name)),
    }


def _of_today(engine: Engine, closing: Closing, month: Month, law: Law | None) -> dict[str, Table]:
    day = month.last_day
    counted, places = _versions(closing)
    if law is None or not is_same(law.version, counted) or place_data_version() != places:
        raise _counted_otherwise(closing, law)
    return {
        "law": engine.table_of("law", group_table(law, day)),
        "places": engine.table_of("places", place_links(vintage_at(day))),
    }


def _versions(closing: Closing) -> tuple[str, str]:
    return closing.card.law_version, closing.card.places_version


def _counted_otherwise(closing: Closing, law: Law | None) -> BadInput:
    counted, held = _versions(closing), ("" if law is None else law.version, place_data_version())
    names = (("law", "luật"), ("places", "địa giới"))
    other = [name for name, was, now in zip(names, counted, held, strict=True) if was != now]
    month = closing.card.month
    return BadInput(
        what=f"closing {closing.card.id} was counted with other data of {' and '.join(en for en, _ in other)}",
        where=str(closing.out),
        why="it is of before closings kept the law and map they were counted with; "
        "persons told with what this software holds would not be those it counted",
        do=f"close {month} again (`toandan close {month}`)",
        vi=Vietnamese(
            what=f"kỳ chốt {closing.card.id} được tính với dữ liệu {' và '.join(vi for _, vi in other)} khác",
            why="kỳ chốt này có trước khi luật và địa giới được lưu cùng kỳ chốt; "
            "danh sách người lập theo dữ liệu hiện có sẽ khác với những người đã được đếm",
            do=f"chốt lại tháng {month} (`toandan close {month}`)",
        ),
    )
