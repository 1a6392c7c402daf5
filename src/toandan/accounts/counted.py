"""What was counted of an area: fetched once from the published tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ibis.expr.types import Table

from toandan.accounts.area import Area, is_country
from toandan.accounts.boundaries import place_links
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.goals import Goal
from toandan.accounts.rows import CELL_COUNTS, COUNTS, Counts, Parts
from toandan.accounts.yearago import participants_on, split_parts
from toandan.engine import Engine
from toandan.lawbook.law import Law

CELL = ("group_code", "sex", "age")
PLACES = "accounts_places"


def parts_of(
    engine: Engine,
    now: ClosedMonth,
    before: ClosedMonth | None,
    *,
    area: Area,
    plans: Mapping[str, Goal],
    law: Law,
) -> Parts:
    """The counts of an area in one month, and twelve months before on the map of that month."""
    places = None if before is None else engine.table_of(PLACES, place_links(now.vintage))
    moved = None if before is None or places is None else _moved(engine, before, places)
    sources = [
        (now.tables["out_participants__month_cell"], {"participants_n": "participants_n"}),
        (now.tables["out_residents__month_cell"], {name: name for name in CELL_COUNTS[1:4]}),
    ]
    if moved is not None:
        sources.append((moved, {"year_before_n": "participants_n"}))
    return Parts(
        area=area,
        day=now.month.last_day,
        groups=law.groups_at(now.month.last_day),
        communes=_communes(engine, now, area),
        cells=_cells(engine, sources, area),
        before=None if moved is None else _by_commune(engine, moved, area),
        split={} if before is None or places is None else _split(engine, before, places),
        plans=plans,
    )


def _moved(engine: Engine, before: ClosedMonth, places: Table) -> Table:
    most_parts = max(engine.fetch(places.select("targets_n").distinct())["targets_n"].to_pylist())
    cells = before.tables["out_participants__month_cell"]
    return engine.stored("accounts_before", participants_on(cells, places, most_parts=most_parts))


def _split(engine: Engine, before: ClosedMonth, places: Table) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in engine.fetch(split_parts(before.tables["out_participants__month_cell"], places)).to_pylist():
        found[row["commune_code"]][row["to_code"]] = int(row["part_n"])
    return dict(found)


def _inside(table: Table, area: Area) -> Table:
    return table if is_country(area) else table.filter(table.commune_code.isin(area.communes))


def _communes(engine: Engine, now: ClosedMonth, area: Area) -> dict[str, Counts]:
    """The counts of every commune of the area; zeros where nobody was counted."""
    found = {code: dict.fromkeys(COUNTS, 0) for code in area.communes}
    rows = engine.fetch(_inside(now.tables["out_difference__month_commune"], area))
    for row in rows.to_pylist():
        found[row["commune_code"]] = {name: row[name] for name in COUNTS}
    return found


def _cells(
    engine: Engine, sources: list[tuple[Table, dict[str, str]]], area: Area
) -> dict[tuple[str, str, int], Counts]:
    found: dict[tuple[str, str, int], Counts] = defaultdict(lambda: dict.fromkeys(CELL_COUNTS, 0))
    for table, names in sources:
        inside = _inside(table, area)
        sums = {told: inside[name].sum().cast("int64") for told, name in names.items()}
        for row in engine.fetch(inside.group_by(*CELL).agg(**sums)).to_pylist():
            cell = found[row["group_code"], row["sex"], row["age"]]
            cell.update({told: int(row[told]) for told in names})
    return dict(found)


def _by_commune(engine: Engine, moved: Table, area: Area) -> dict[str, int]:
    inside = _inside(moved, area)
    sums = inside.group_by("commune_code").agg(people_n=inside.participants_n.sum().cast("int64"))
    return {row["commune_code"]: int(row["people_n"]) for row in engine.fetch(sums).to_pylist()}
