"""The tables of the second page: units in the columns of offices, groups, ages."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from toandan.reports.figure import Figure, Value
from toandan.reports.handed import Handed
from toandan.reports.pages.setter import Content, Setter
from toandan.reports.pages.words import PAGES
from toandan.reports.sheets.parts import part_sheet
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.sheets.units import clauses_met, unit_sheet
from toandan.reports.suppression.linked import AGE, GROUP, clause
from toandan.reports.suppression.system import Hidden

ROWS_KEPT = 34
LOWEST_SHOWN = 20
GROUP_COLUMNS = ("group_code", "group_name", "participants_n", "change_n", "share")
GROUP_HEADINGS = ("group_code", "group_name", "people", "change", "part")
AGE_COLUMNS = ("age", "residents_n", "covered_residents_n", "uncovered_n", "covered_share")
AGE_HEADINGS = ("age", "age_residents", "age_covered", "age_uncovered", "age_share")
type Rows = Sequence[tuple[Figure, ...]]


def unit_tables(handed: Handed, hidden: Hidden, rank: Sheet, setter: Setter) -> Content:
    """The units of page two, those of the annex, and what stands above and below them."""
    sheet, lang = unit_sheet(handed, hidden, setter.lang), setter.lang
    known = [row for row in sheet.rows if _says_something(row)]
    silent = [row for row in sheet.rows if not _says_something(row)]
    by_code = {row[0].value: row for row in known}
    lowest = [by_code[row[1].value] for row in rank.rows if row[1].value in by_code][:LOWEST_SHOWN]
    has_annex = len(known) > ROWS_KEPT
    kept = lowest if has_annex else known if len(sheet.rows) > 1 else []
    return {
        "units": _units(sheet, handed, setter, kept),
        "all_units": _units(sheet, handed, setter, known) if has_annex else None,
        "units_note": _above(sheet, has_annex=has_annex, lang=lang),
        "units_unknown": _below(silent, sheet.at("unit_name"), lang),
    }


def _says_something(row: tuple[Figure, ...]) -> bool:
    """Whether anybody is counted in a unit; what is hidden says something, whatever it is."""
    return any(figure.mark or figure.value for figure in row[2:])


def _below(silent: Rows, at: int, lang: str) -> str:
    """The units without figures and those without anybody, by name where they are not too many."""
    unknown = [row for row in silent if all(figure.value is None for figure in row[2:])]
    empty = [row for row in silent if row not in unknown]
    told = []
    for word, rows in (("unknown_units", unknown), ("empty_units", empty)):
        named = len(rows) <= ROWS_KEPT
        names = ": " + ", ".join(str(row[at].value) for row in rows) if named else ""
        told += [PAGES[word][lang].format(n=len(rows), names=names)] if rows else []
    return " ".join(told)


def _above(sheet: Sheet, *, has_annex: bool, lang: str) -> str:
    if len(sheet.rows) == 1:
        return PAGES["one_unit"][lang]
    told = PAGES["lowest_units"][lang].format(n=LOWEST_SHOWN) if has_annex else ""
    return f"{sheet.title[lang]}{told}"


def _units(sheet: Sheet, handed: Handed, setter: Setter, rows: Rows) -> Content:
    names = [heading.name for heading in sheet.headings if heading.name != "unit_code"]
    clauses = clauses_met(handed)
    return setter.table(sheet, names, rows=rows) | {
        "total": [setter.told(figure) for figure in (sheet.total or ())[1:]],
        "clauses": [names.index(clause(clauses[0])), len(clauses)],
    }


def groups(handed: Handed, hidden: Hidden, setter: Setter) -> Content:
    """The groups somebody holds a card of, with short headings."""
    sheet = part_sheet(GROUP, handed, hidden, setter.lang)
    told = setter.table(sheet, GROUP_COLUMNS, rows=[row for row in sheet.rows if row[0].value])
    return told | {"headings": [PAGES[name][setter.lang] for name in GROUP_HEADINGS]}


def ages(handed: Handed, hidden: Hidden, setter: Setter) -> Content:
    """Residents and those found covered by age, with a bar as long as their share."""
    sheet = part_sheet(AGE, handed, hidden, setter.lang)
    at = sheet.at("covered_share")
    return setter.table(sheet, AGE_COLUMNS) | {
        "headings": [PAGES[name][setter.lang] for name in AGE_HEADINGS],
        "bars": [_length(row[at].shown) for row in sheet.rows],
    }


def _length(value: Value) -> float:
    """Nothing where the share is hidden or nobody lives."""
    return float(value) if isinstance(value, Fraction) else 0.0
