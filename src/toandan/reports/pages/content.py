"""What stands on the pages, in one language, as texts ready to be set."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from toandan.reports.figure import SPEECH, Figure, Kind, Speech, Value, change, people, share
from toandan.reports.handed import Handed
from toandan.reports.pages.map import Point, drawn_map
from toandan.reports.pages.words import PAGES
from toandan.reports.sheets.book import start_text
from toandan.reports.sheets.goals import goal_sheet, rate_sheet, told_conflicts, total
from toandan.reports.sheets.parts import part_sheet
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.sheets.sources import SYNTHETIC, USES, notes
from toandan.reports.sheets.units import ALL, line_of, rank_sheet, total_of, unit_sheet
from toandan.reports.suppression.linked import AGE, GROUP, START
from toandan.reports.suppression.system import Hidden

LOWEST_NAMED = 10
ROWS_KEPT = 34
LOWEST_SHOWN = 20
RATE_COLUMNS = ("share", "numerator", "denominator_n", "kind", "date", "source")
GOAL_COLUMNS = ("goal", "date", "needed_n", "reached_share", "missing_n", "document")
RANK_COLUMNS = ("rank", "unit_name", "population_share", "participants_n", "residents_n")
GROUP_COLUMNS = ("group_code", "group_name", "participants_n", "change_n", "share")
BREAK = "/\u200b"
AGE_COLUMNS = ("age", "residents_n", "covered_residents_n", "uncovered_n")
GROUP_HEADINGS = ("group_code", "group_name", "people", "change", "part")
type Content = dict[str, Any]


def content(handed: Handed, hidden: Hidden, lang: str) -> Content:
    """Every text, table and drawing of the report in a language."""
    speech, units, rank = SPEECH[lang], unit_sheet(handed, hidden), rank_sheet(handed, hidden)
    setter = Setter(speech, hidden.threshold)
    return {
        "lang": lang,
        "words": {name: words[lang] for name, words in PAGES.items()},
        "date": [handed.day.year, handed.day.month, handed.day.day],
        "title": handed.document["place"]["name"],
        "as_of": speech.day(handed.day),
        "synthetic": SYNTHETIC[lang] if handed.synthetic else "",
        "truth": _truth(handed, hidden, setter),
        "tiles": _tiles(handed, hidden, setter),
        "conflicts": [told for _, told in told_conflicts(handed, hidden, lang)],
        "rates": setter.table(rate_sheet(handed, hidden, lang), RATE_COLUMNS),
        "goals": setter.table(goal_sheet(handed, hidden, lang), GOAL_COLUMNS),
        "why_no_plan": handed.document["plan"].get(f"why_{lang}", ""),
        "map": drawn_map(_points(handed, hidden, rank), lang) if len(handed.units) > 1 else "",
        "ages": setter.table(part_sheet(AGE, handed, hidden, lang), AGE_COLUMNS),
        "age_bars": _age_bars(part_sheet(AGE, handed, hidden, lang)),
        "lowest": setter.table(rank, RANK_COLUMNS, rows=_ranked(rank)[:LOWEST_NAMED]),
        "lowest_bars": [float(value) for value in _shares(_ranked(rank)[:LOWEST_NAMED])],
        "units": _units(units, setter, lang, _kept(units, rank)),
        "all_units": _units(units, setter, lang, units.rows) if len(units.rows) > ROWS_KEPT else None,
        "units_note": _units_note(units, lang),
        "groups": _groups(handed, hidden, setter),
        "notes": notes(handed, hidden, start=start_text(handed, lang), lang=lang),
        "sources": _sources(handed, lang),
    }


def _units_note(units: Sheet, lang: str) -> str:
    if len(units.rows) == 1:
        return PAGES["one_unit"][lang]
    told = PAGES["lowest_units"][lang].format(n=LOWEST_SHOWN) if len(units.rows) > ROWS_KEPT else ""
    return f"{units.title[lang]}{told}"


def _age_bars(ages: Sheet) -> list[float]:
    """Covered residents as a part of residents, band by band; nothing where it is hidden or nobody lives."""
    residents, covered = ages.at("residents_n"), ages.at("covered_residents_n")
    return [_part(row[covered].shown, row[residents].shown) for row in ages.rows]


def _part(part: Value, whole: Value) -> float:
    return part / whole if isinstance(part, int) and isinstance(whole, int) and whole else 0.0


class Setter:
    """Figures and sheets as texts of one language."""

    def __init__(self, speech: Speech, threshold: int) -> None:
        self.speech, self.threshold = speech, threshold

    def told(self, figure: Figure) -> str:
        """A figure as text."""
        return self.speech.told(figure, self.threshold)

    def table(
        self, sheet: Sheet, names: Sequence[str], rows: Sequence[tuple[Figure, ...]] | None = None
    ) -> Content:
        """Some columns of a sheet: title, headings, alignment, rows of text."""
        places, lang = [sheet.at(name) for name in names], self.speech.lang
        chosen = sheet.rows if rows is None else rows
        return {
            "title": sheet.title[lang],
            "headings": [sheet.headings[at].words[lang] for at in places],
            "rows": [[self.told(row[at]).replace("/", BREAK) for at in places] for row in chosen],
            "is_number": [_is_number(chosen, at) for at in places],
        }


def _is_number(rows: Sequence[tuple[Figure, ...]], at: int) -> bool:
    return bool(rows) and rows[0][at].kind in {Kind.PEOPLE, Kind.CHANGE, Kind.SHARE}


def _ranked(rank: Sheet) -> list[tuple[Figure, ...]]:
    return [row for row in rank.rows if isinstance(row[rank.at("population_share")].shown, Fraction)]


def _shares(rows: Sequence[tuple[Figure, ...]]) -> list[Fraction]:
    return [value for row in rows if isinstance(value := row[3].shown, Fraction)]


def _kept(units: Sheet, rank: Sheet) -> Sequence[tuple[Figure, ...]]:
    """All units where they fit on the page, else those with the lowest rates."""
    if len(units.rows) <= ROWS_KEPT:
        return units.rows if len(units.rows) > 1 else []
    by_code = {row[0].value: row for row in units.rows}
    return [by_code[row[1].value] for row in rank.rows[:LOWEST_SHOWN]]


def _units(sheet: Sheet, setter: Setter, lang: str, rows: Sequence[tuple[Figure, ...]]) -> Content:
    names = [heading.name for heading in sheet.headings if heading.name != "unit_code"]
    table = setter.table(sheet, names, rows=rows)
    total_row = [setter.told(figure) for figure in (sheet.total or ())[1:]]
    return table | {"total": [ALL[lang], *total_row[1:]]}


def _groups(handed: Handed, hidden: Hidden, setter: Setter) -> Content:
    """The groups somebody holds a card of, with short headings."""
    lang = setter.speech.lang
    sheet = part_sheet(GROUP, handed, hidden, lang)
    told = setter.table(sheet, GROUP_COLUMNS, rows=[row for row in sheet.rows if row[0].value])
    return told | {"headings": [PAGES[name][lang] for name in GROUP_HEADINGS]}


def _truth(handed: Handed, hidden: Hidden, setter: Setter) -> str:
    document, lang = handed.document, setter.speech.lang
    line = total_of(handed, hidden)
    figures = {
        name: setter.told(line.people(name))
        for name in ("participants_n", "covered_residents_n", "residents_n", "uncovered_n")
    }
    day = setter.speech.day(handed.day)
    return PAGES["truth"][lang].format(place=document["place"]["name"], day=day, **figures)


def _tiles(handed: Handed, hidden: Hidden, setter: Setter) -> list[dict[str, str]]:
    """Four figures to remember, each with what it is a share of or compared with."""
    lang, speech, line = setter.speech.lang, setter.speech, total_of(handed, hidden)
    first = handed.document["rates"][0]
    plan = handed.document["plan"]
    now = total("participants_n")
    below = (total("residents_n"),) if first["kind"] == "register" else ()
    rate = share(first["numerator_n"], first["denominator_n"], hidden.derived(now, *below))
    whole = people(first["denominator_n"], hidden.mark(below[0]) if below else None)
    start = handed.document["year_before"]["participants_n"]
    moved = change(
        handed.document["participants_n"],
        start,
        hidden.derived(now, total(START)) if start is not None else None,
    )
    kind = speech.kind(first["kind"])
    of = f"{setter.told(whole)} · {kind}"
    return [
        {
            "value": setter.told(line.people("participants_n")),
            "name": PAGES["tile_people"][lang],
            "of": PAGES["by_card"][lang],
        },
        {"value": setter.told(rate), "name": PAGES["tile_rate"][lang], "of": PAGES["of"][lang].format(of=of)},
        {
            "value": setter.told(line.plan_share()),
            "name": PAGES["tile_plan"][lang],
            "of": PAGES["of"][lang].format(of=setter.told(people(plan["value_n"])))
            if plan["value_n"] is not None
            else PAGES["no_plan"][lang],
        },
        {
            "value": setter.told(moved),
            "name": PAGES["tile_change"][lang],
            "of": PAGES["against"][lang].format(day=start_text(handed, lang)),
        },
    ]


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


def _sources(handed: Handed, lang: str) -> list[str]:
    used = [f"{one['id']} ({USES[one['use']][lang]})" for one in handed.document["snapshots"]]
    closing = handed.closing
    return [*used, PAGES["versions"][lang].format(**closing)]
