"""The line of truth and the four figures below it, each with what it is a share of or compared with."""

from __future__ import annotations

from toandan.reports.figure import change, people, share
from toandan.reports.handed import Handed
from toandan.reports.pages.setter import Setter
from toandan.reports.pages.words import PAGES
from toandan.reports.sheets.goals import total
from toandan.reports.sheets.units import Line, total_of
from toandan.reports.suppression.linked import START
from toandan.reports.suppression.system import Hidden

REGISTER = "register"
TRUTH = ("participants_n", "covered_residents_n", "residents_n", "uncovered_n")
type Tile = dict[str, str]


def truth(handed: Handed, hidden: Hidden, setter: Setter) -> str:
    """One sentence with both counts; where registers are missing it says of how many units it speaks."""
    line = total_of(handed, hidden)
    figures = {name: setter.told(line.people(name)) for name in TRUTH}
    return PAGES["truth"][setter.lang].format(
        place=_place(handed, setter.lang), day=setter.speech.day(handed.day), **figures
    )


def _place(handed: Handed, lang: str) -> str:
    name: str = handed.document["place"]["name"]
    known = sum(one.has_register for one in handed.units)
    if known == len(handed.units):
        return name
    return PAGES["partial"][lang].format(place=name, known=known, all=len(handed.units))


def tiles(handed: Handed, hidden: Hidden, setter: Setter) -> list[Tile]:
    """People, rate, plan and change."""
    line = total_of(handed, hidden)
    return [
        {
            "value": setter.told(line.people("participants_n")),
            "name": PAGES["tile_people"][setter.lang],
            "of": PAGES["by_card"][setter.lang],
        },
        _rate(handed, hidden, setter),
        _plan(handed, line, setter),
        _change(handed, hidden, setter),
    ]


def _rate(handed: Handed, hidden: Hidden, setter: Setter) -> Tile:
    first = handed.document["rates"][0]
    below = (total("residents_n"),) if first["kind"] == REGISTER else ()
    mark = hidden.derived(total("participants_n"), *below)
    whole = people(first["denominator_n"], hidden.mark(below[0]) if below else None)
    of = f"{setter.told(whole)} · {setter.speech.kind(first['kind'])}"
    return {
        "value": setter.told(share(first["numerator_n"], first["denominator_n"], mark)),
        "name": PAGES["tile_rate"][setter.lang],
        "of": PAGES["of"][setter.lang].format(of=of),
    }


def _plan(handed: Handed, line: Line, setter: Setter) -> Tile:
    plan, lang = handed.document["plan"], setter.lang
    if plan["value_n"] is None:
        return {"value": "–", "name": PAGES["tile_plan"][lang], "of": plan[f"why_{lang}"]}
    of = f"{setter.told(people(plan['value_n']))} · {plan['period']}"
    return {
        "value": setter.told(line.plan_share()),
        "name": PAGES["tile_plan"][lang],
        "of": PAGES["of"][lang].format(of=of),
    }


def _change(handed: Handed, hidden: Hidden, setter: Setter) -> Tile:
    lang, start = setter.lang, handed.document["year_before"]["participants_n"]
    name = PAGES["tile_change"][lang]
    if start is None or handed.start_day is None:
        return {"value": "–", "name": name, "of": PAGES["not_closed"][lang]}
    now, before = total("participants_n"), total(START)
    moved = change(handed.document["participants_n"], start, hidden.derived(now, before))
    of = {"day": setter.speech.day(handed.start_day), "n": setter.told(people(start, hidden.mark(before)))}
    return {"value": setter.told(moved), "name": name, "of": PAGES["against"][lang].format(**of)}
