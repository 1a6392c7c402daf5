"""The published JSON of `toandan figures check`."""

from __future__ import annotations

from toandan.accounts.figures.conflicts import Conflict, check
from toandan.accounts.figures.derive import Derived, derive, outward, percent_text
from toandan.accounts.figures.figure import Area, Figure, FigureBook, Printed, Target

SCHEMA = "toandan/figures/1"


def statement(book: FigureBook) -> dict[str, object]:
    """The document: every figure with what was printed and what follows, then the conflicts.

    Counts are whole numbers, per cents decimal strings.
    """
    return {
        "schema": SCHEMA,
        "figures": [figure_entry(figure, book) for figure in book.figures],
        "conflicts": [conflict_entry(one) for one in check(book)],
    }


def figure_entry(figure: Figure, book: FigureBook) -> dict[str, object]:
    """One figure with its place, origins, what was printed and what is derived."""
    derived: dict[str, object] = {name: derived_entry(one) for name, one in derive(figure, book).items()}
    derived |= {f"{claim.measure}_used": _used(claim.use, claim.why_en) for claim in figure.claims}
    return {
        "id": figure.id,
        "place": _place(figure.area),
        "date": figure.date.isoformat(),
        "origins": list(book.origins(figure.sources)),
        "sources": [_source(name, book) for name in figure.sources],
        "printed": _printed(figure.printed),
        "derived": derived,
    }


def derived_entry(one: Derived) -> dict[str, object]:
    """A derived figure with its interval and the arithmetic."""
    if one.is_percent:
        low, high = outward(one)
        return {"value": percent_text(one.value), "low": low, "high": high, "how": one.how}
    return {"value": int(one.value), "low": int(one.low), "high": int(one.high), "how": one.how}


def conflict_entry(one: Conflict) -> dict[str, object]:
    """A conflict in words of both languages, with its evidence."""
    return {"code": one.code, "text_vi": one.text_vi, "text_en": one.text_en, "evidence": one.evidence}


def _used(value: str, why: str) -> dict[str, object]:
    return {"value": value, "low": value, "high": value, "how": why}


def _place(area: Area) -> dict[str, object]:
    return {"vintage": area.vintage.isoformat(), "codes": list(area.codes), "name": area.name}


def _source(name: str, book: FigureBook) -> dict[str, object]:
    source = book.sources[name]
    return {
        "id": source.id,
        "origin": source.origin,
        "title": source.title,
        "url": source.url,
        "language": source.language,
    }


def _printed(printed: Printed) -> dict[str, object]:
    told: dict[str, object | None] = {
        "participants_n": printed.participants_n,
        "change_on_year_n": printed.change_on_year_n,
        "plan_percent": _text(printed.plan_percent),
        "population_percent": _text(printed.population_percent),
        "forecast_participants_n": printed.forecast_participants_n,
        "forecast_population_percent": _text(printed.forecast_population_percent),
        "targets": [_target(one) for one in printed.targets] or None,
        "low_communes": list(printed.low_communes) or None,
        "document": printed.document or None,
        "carries_out": printed.carries_out or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)


def _target(target: Target) -> dict[str, object]:
    return {
        "percent": str(target.percent),
        "comparison": target.comparison,
        "date": target.date.isoformat(),
        "of": target.of,
        "document": target.document,
    }
