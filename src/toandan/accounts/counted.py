"""What was counted of an area, out of the published tables in memory."""

from __future__ import annotations

from collections.abc import Mapping

from toandan.accounts.area import Area, is_country
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.goals import Goal
from toandan.accounts.out_table import COMMUNE, Cells
from toandan.accounts.rows import CELL_COUNTS, COUNTS, Counted, Counts, Parts
from toandan.accounts.yearago import Earlier
from toandan.lawbook.law import Law
from toandan.schemas.closing import DIFFERENCE, PARTICIPANTS, RESIDENTS

YEAR_BEFORE = {"year_before_n": "participants_n"}


def parts_of(
    now: ClosedMonth, before: Earlier | None, *, area: Area, plans: Mapping[str, Goal], law: Law
) -> Parts:
    """The counts of an area in one month, and in an earlier one on the map of that month."""
    inside = inside_of(area)
    sources = [
        Counted(now.tables[PARTICIPANTS.name].cells, {"participants_n": "participants_n"}, inside),
        Counted(now.tables[RESIDENTS.name].cells, {name: name for name in CELL_COUNTS[1:4]}, inside),
    ]
    if before is not None:
        sources.append(Counted(before.cells, YEAR_BEFORE, inside))
    return Parts(
        area=area,
        day=now.month.last_day,
        groups=law.groups_at(now.month.last_day),
        communes=_communes(now.tables[DIFFERENCE.name].cells, area),
        counted=tuple(sources),
        before=None if before is None else _by_commune(before.cells, inside),
        split={} if before is None else before.split,
        plans=plans,
    )


def inside_of(area: Area) -> tuple[str, ...] | None:
    """The communes whose rows are of the area; None for the whole country, from which nothing is left out."""
    return None if is_country(area) else area.communes


def _communes(cells: Cells, area: Area) -> dict[str, Counts]:
    """The counts of every commune of the area; zeros where nobody was counted."""
    found = {code: dict.fromkeys(COUNTS, 0) for code in area.communes}
    found |= {code: counts for (code,), counts in cells.sums([cells.coded(COMMUNE)], COUNTS, inside_of(area))}
    return found


def _by_commune(cells: Cells, inside: tuple[str, ...] | None) -> dict[str, int]:
    sums = cells.sums([cells.coded(COMMUNE)], ["participants_n"], inside)
    return {code: counts["participants_n"] for (code,), counts in sums}
