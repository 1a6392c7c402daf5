"""The accounts of a month from the released closings in the lake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toandan.accounts.area import area_of, area_of_registers
from toandan.accounts.statement import statement
from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.lake.home import Home
from toandan.lake.lake import Lake
from toandan.lawbook.law import Law
from toandan.pipeline.published import not_closed, read_closing, released_closing
from toandan.values.month import MONTHS_A_YEAR, Month


def accounts_of(
    *,
    home: Home,
    month: Month,
    law: Law,
    places: Sequence[str] = (),
    by: str = "commune",
    settings: Settings | None = None,
) -> dict[str, Any]:
    """The document ``toandan/accounts/1`` of a month, told ``by`` commune, group, age, sex or
    entitlement.

    ``places`` are codes of the map in force on the month's last day; several make one area,
    none means the area whose registers were closed. The year before comes from the released
    closing twelve months earlier, if there is one. ``law`` names groups and categories. Raises BadInput for a month without a released
    closing, or that read no register of facts where entitlement is asked, UnknownPlace for an unknown code, Usage for an unknown ``by``.
    """
    lake = Lake.open(home)
    closing = released_closing(lake, month)
    if closing is None:
        raise not_closed(lake, month)
    earlier = released_closing(lake, month.plus(-MONTHS_A_YEAR))
    with open_engine(settings) as engine:
        now = read_closing(engine, closing)
        before = None if earlier is None else read_closing(engine, earlier)
        area = area_of(now.vintage, places) if places else area_of_registers(now)
        return statement(engine, now, before, area=area, law=law, by=by)
