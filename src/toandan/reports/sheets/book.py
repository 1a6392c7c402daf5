"""All sheets of a report, in order."""

from __future__ import annotations

from toandan.reports.figure import NOTHING, SPEECH
from toandan.reports.handed import Handed
from toandan.reports.sheets.entitlement import entitlement_sheets
from toandan.reports.sheets.goals import conflict_sheet, goal_sheet, rate_sheet
from toandan.reports.sheets.parts import part_sheets
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.sheets.sources import source_sheet
from toandan.reports.sheets.units import difference_sheet, rank_sheet, unit_sheet
from toandan.reports.suppression.system import Hidden


def start_text(handed: Handed, lang: str) -> str:
    """The first day of the period as people write it."""
    return SPEECH[lang].day(handed.start_day) if handed.start_day else NOTHING


def sheets(handed: Handed, hidden: Hidden, lang: str) -> list[Sheet]:
    """Every account table, and last where the figures come from."""
    return [
        unit_sheet(handed, hidden, lang),
        rank_sheet(handed, hidden),
        *part_sheets(handed, hidden, lang),
        difference_sheet(handed, hidden, lang),
        rate_sheet(handed, hidden, lang),
        goal_sheet(handed, hidden, lang),
        *entitlement_sheets(handed, hidden, lang),
        conflict_sheet(handed, hidden, lang),
        source_sheet(handed, hidden, start=start_text(handed, lang), lang=lang),
    ]
