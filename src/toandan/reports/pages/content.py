"""What stands on the pages, in one language, as texts ready to be set."""

from __future__ import annotations

from fractions import Fraction

from toandan.reports.figure import SPEECH, Figure, text
from toandan.reports.handed import Handed
from toandan.reports.pages.headline import tiles, truth
from toandan.reports.pages.map import Point, drawn_map
from toandan.reports.pages.parts import ages, groups, unit_tables
from toandan.reports.pages.setter import Content, Setter
from toandan.reports.pages.used import shortened, used
from toandan.reports.pages.words import PAGES
from toandan.reports.sheets.book import start_text
from toandan.reports.sheets.entitlement import entitlement_told
from toandan.reports.sheets.goals import goal_sheet, rate_sheet, told_conflicts
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.sheets.sources import SYNTHETIC, notes
from toandan.reports.sheets.units import line_of, rank_sheet
from toandan.reports.suppression.system import Hidden

LOWEST_NAMED = 10
RATE_COLUMNS = ("share", "numerator", "denominator_n", "kind", "date", "source")
GOAL_COLUMNS = ("goal", "date", "needed_n", "reached_share", "missing_n", "document")
RANK_COLUMNS = ("rank", "unit_name", "population_share", "participants_n", "residents_n")


def content(handed: Handed, hidden: Hidden, lang: str) -> Content:
    """Every text, table and drawing of the report in a language."""
    rank, setter = rank_sheet(handed, hidden), Setter(SPEECH[lang], hidden.threshold)
    lowest = _ranked(rank)[:LOWEST_NAMED]
    return {
        "lang": lang,
        "words": {name: words[lang] for name, words in PAGES.items()},
        "date": [handed.day.year, handed.day.month, handed.day.day],
        "title": handed.document["place"]["name"],
        "as_of": setter.speech.day(handed.day),
        "synthetic": SYNTHETIC[lang] if handed.synthetic else "",
        "truth": truth(handed, hidden, setter),
        "tiles": tiles(handed, hidden, setter),
        "conflicts": [told for _, told in told_conflicts(handed, hidden, lang)],
        "entitled": entitlement_told(handed, hidden, lang),
        "rates": setter.table(
            rate_sheet(handed, hidden, lang), RATE_COLUMNS, rows=_rates(handed, hidden, setter)
        ),
        "goals": setter.table(goal_sheet(handed, hidden, lang), GOAL_COLUMNS),
        "why_no_plan": handed.document["plan"].get(f"why_{lang}", ""),
        **_map(handed, hidden, rank, lang),
        "ages": ages(handed, hidden, setter),
        "lowest": setter.table(rank, RANK_COLUMNS, rows=lowest),
        "lowest_bars": [float(_rate_of(row)) for row in lowest],
        **unit_tables(handed, hidden, rank, setter),
        "groups": groups(handed, hidden, setter),
        "notes": notes(handed, hidden, start=start_text(handed, lang), lang=lang),
        "sources": used(handed, lang),
    }


def _rates(handed: Handed, hidden: Hidden, setter: Setter) -> list[tuple[Figure, ...]]:
    """The rows of rates: what is counted beside its number, sources short enough for a cell."""
    sheet = rate_sheet(handed, hidden, setter.lang)
    what, number, source = (sheet.at(name) for name in ("numerator", "numerator_n", "source"))
    rows = []
    for row in sheet.rows:
        told = list(row)
        told[what] = text(f"{setter.told(row[number])} {row[what].value}")
        told[source] = text(shortened(str(row[source].value), setter.lang))
        rows.append(tuple(told))
    return rows


def _ranked(rank: Sheet) -> list[tuple[Figure, ...]]:
    """The rows of the ranking whose rate is shown."""
    at = rank.at("population_share")
    return [row for row in rank.rows if isinstance(row[at].shown, Fraction)]


def _rate_of(row: tuple[Figure, ...]) -> Fraction:
    value = row[3].shown
    return value if isinstance(value, Fraction) else Fraction(0)


def _map(handed: Handed, hidden: Hidden, rank: Sheet, lang: str) -> dict[str, str]:
    """The map where there is more than one unit, and what its circles mean."""
    if len(handed.units) == 1:
        return {"map": "", "map_note": ""}
    points = _points(handed, hidden, rank)
    hollow = PAGES["map_hollow"][lang] if any(point.share is None for point in points) else ""
    return {"map": drawn_map(points, lang), "map_note": f"{PAGES['map_note'][lang]}{hollow}"}


def _points(handed: Handed, hidden: Hidden, rank: Sheet) -> list[Point]:
    places = {row[1].value: str(row[0].value) for row in _ranked(rank)[:LOWEST_NAMED]}
    points = []
    for one in handed.units:
        line = line_of(one, handed, hidden)
        rate, residents = line.share("participants_n", "residents_n").shown, line.people("residents_n").shown
        if one.unit.lat is not None and one.unit.lon is not None:
            points.append(
                Point(
                    lon=one.unit.lon,
                    lat=one.unit.lat,
                    share=round(float(rate), 4) if isinstance(rate, Fraction) else None,
                    people_n=residents if isinstance(residents, int) else None,
                    label=places.get(one.unit.code, ""),
                )
            )
    return points
