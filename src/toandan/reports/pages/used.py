"""The extracts a report was made from, as short as a page needs; each stands whole in the sheet of sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from toandan.lake.snapshot import SnapshotId
from toandan.reports.figure import SPEECH
from toandan.reports.handed import Handed, Row
from toandan.reports.pages.setter import breakable
from toandan.reports.pages.words import PAGES
from toandan.reports.sheets.sources import USES
from toandan.schemas.registers import REGISTERS

NAMED = 2
type Together = tuple[str, str, date]


def used(handed: Handed, lang: str) -> list[str]:
    """A line per register, use and day, then the versions."""
    lines = [_line(key, ids, lang) for key, ids in _together(handed.document["snapshots"]).items()]
    return [*lines, PAGES["versions"][lang].format(**handed.closing)]


def shortened(source: str, lang: str) -> str:
    """The source of a figure; more extracts than fit a cell are counted."""
    ids = source.split(", ")
    return source if len(ids) <= NAMED else PAGES["extracts"][lang].format(n=len(ids))


def _together(snapshots: Sequence[Row]) -> Mapping[Together, list[str]]:
    found: dict[Together, list[str]] = {}
    for one in snapshots:
        name = SnapshotId.parse(one["id"])
        found.setdefault((name.register, one["use"], name.as_of), []).append(one["id"])
    return found


def _line(key: Together, ids: Sequence[str], lang: str) -> str:
    register, use, day = key
    known = REGISTERS[register]
    title = known.title_vi if lang == "vi" else known.title
    told = SPEECH[lang].day(day) if len(ids) > NAMED else ", ".join(ids)
    counted = PAGES["extracts"][lang].format(n=len(ids)) + ", " if len(ids) > NAMED else ""
    return breakable(f"{title}: {counted}{told} ({USES[use][lang]})")
