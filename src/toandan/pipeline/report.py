"""The tables a report is drawn from, out of the released closings in the lake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toandan.accounts.area import Area, area_of, area_of_registers
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.entitlement import BY as ENTITLEMENT
from toandan.accounts.entitlement import Row, entitled_cells, entitlement_rows, is_told
from toandan.accounts.rows import rows_by
from toandan.accounts.statement import drawn
from toandan.accounts.units import units_of
from toandan.accounts.yearago import Earlier
from toandan.lake.closing import Closing
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lake.threshold import suppression_threshold
from toandan.lawbook.law import Law
from toandan.pipeline.published import not_closed, read_closing, read_earlier, released_closing
from toandan.reports.handed import YEAR_BEFORE, YEAR_START, Handed
from toandan.values.month import MONTHS_A_YEAR, Month

PARTS = ("group", "age", "sex")


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a report's period, and the closing of its month where there is one."""

    since: str
    day: date
    closing: Closing | None


def report_tables(
    *,
    home: Home,
    month: Month,
    law: Law,
    places: Sequence[str] = (),
    since: str | None = None,
) -> Handed:
    """The accounts of a month for a report.

    ``law`` names groups and categories. ``since`` is year-start (31 December before) or year-before
    (twelve months before); None takes the first of the two whose month has a released closing. Raises
    BadInput for a month without one or settings that cannot be used, UnknownPlace for an unknown code.
    """
    lake, threshold = Lake.open(home), suppression_threshold(home)
    closing = released_closing(lake, month)
    if closing is None:
        raise not_closed(lake, month)
    start = _start(lake, month, since)
    now = read_closing(closing)
    before = None if start.closing is None else read_earlier(start.closing, now.vintage)
    area = area_of(now.vintage, places) if places else area_of_registers(now)
    return _handed(now, before, area, closing, start, threshold, law)


def _entitled(now: ClosedMonth, area: Area, law: Law) -> dict[str, list[Row]]:
    """The rows by what the law entitles to, where the closing says it."""
    if not is_told(now):
        return {}
    return {ENTITLEMENT: entitlement_rows(entitled_cells(now, area), law=law)}


def _start(lake: Lake, month: Month, since: str | None) -> Start:
    days = {YEAR_START: month.year_start, YEAR_BEFORE: month.plus(-MONTHS_A_YEAR).last_day}
    wanted = [since] if since else [YEAR_START, YEAR_BEFORE]
    starts = [Start(name, days[name], released_closing(lake, Month.of(days[name]))) for name in wanted]
    return next((one for one in starts if one.closing is not None), starts[0])


def _handed(  # noqa: PLR0917  (everything that was opened above, handed on)
    now: ClosedMonth,
    before: Earlier | None,
    area: Area,
    closing: Closing,
    start: Start,
    threshold: int,
    law: Law,
) -> Handed:
    document, parts = drawn(now, before, area=area, law=law)
    return Handed(
        document=document,
        units=units_of(now, parts),
        rows={by: rows_by(parts, by) for by in PARTS} | _entitled(now, area, law),
        groups=parts.groups,
        since=start.since,
        threshold=threshold,
        is_whole=set(area_of_registers(now).communes) <= set(area.communes),
        closing={
            "id": closing.card.id,
            "start_day": start.day.isoformat(),
            "law_version": closing.card.law_version,
            "places_version": closing.card.places_version,
            "software_version": closing.card.software_version,
        },
    )
