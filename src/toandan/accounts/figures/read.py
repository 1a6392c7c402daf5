"""Reading a figures file into checked values; the form is told in docs/how-to/figures.md."""

from __future__ import annotations

from pathlib import Path

from toandan.accounts.figures.figure import Figure, FigureBook, PopulationFigure, Source
from toandan.accounts.figures.places import lies_in, read_area
from toandan.accounts.figures.printed import read_claims, read_printed
from toandan.lawbook import yaml_text
from toandan.lawbook.fields import Fields, problem
from toandan.schemas.population_figure import FIGURE_KINDS

_BOOK = ("sources", "populations", "figures")
_SOURCE = ("id", "origin", "title", "title_vi", "url", "language")
_POPULATION = ("place", "date", "kind", "people_n", "source")
_FIGURE = (
    "id",
    "place",
    "name",
    "name_vi",
    "former",
    "date",
    "part_of",
    "forecast_from",
    "sources",
    "printed",
    "claims",
)


def read_book(path: Path) -> FigureBook:
    """The figures of a file; raises BadInput naming the entry and the field that cannot be used."""
    return book_of(yaml_text.read(path), path.name)


def book_of(document: object, where: str) -> FigureBook:
    """The figures of a document already read."""
    fields = Fields.of(document, where).only(_BOOK)
    sources = _sources(fields)
    figures = tuple(_figure(entry, sources) for entry in fields.entries("figures"))
    _once([figure.id for figure in figures], fields.at("figures"))
    populations = fields.entries("populations") if fields.has("populations") else ()
    book = FigureBook(figures, sources, tuple(_population(entry, sources) for entry in populations))
    for figure in figures:
        _links(figure, book, fields.where)
    return book


def _sources(fields: Fields) -> dict[str, Source]:
    found = [_source(entry) for entry in fields.entries("sources")]
    _once([one.id for one in found], fields.at("sources"))
    return {one.id: one for one in found}


def _source(fields: Fields) -> Source:
    fields.only(_SOURCE)
    return Source(
        id=fields.text("id"),
        origin=fields.text("origin"),
        title=fields.text("title"),
        title_vi=fields.text("title_vi" if fields.has("title_vi") else "title"),
        url=fields.text("url") if fields.has("url") else "",
        language=fields.text("language") if fields.has("language") else "",
    )


def _population(fields: Fields, sources: dict[str, Source]) -> PopulationFigure:
    fields.only(_POPULATION)
    day, people_n = fields.day("date"), fields.whole("people_n")
    if people_n <= 0:
        raise problem(fields.at("people_n"), "a population is more than nobody", "check the figure")
    return PopulationFigure(
        area=read_area(fields, day),
        date=day,
        kind=fields.choice("kind", FIGURE_KINDS),
        people_n=people_n,
        source=_listed(fields.text("source"), fields.at("source"), sources),
    )


def _figure(fields: Fields, sources: dict[str, Source]) -> Figure:
    entry = _named(fields).only(_FIGURE)
    day = entry.day("date")
    area = read_area(entry, day)
    return Figure(
        id=entry.text("id"),
        area=area,
        date=day,
        sources=_all_listed(entry, sources),
        printed=read_printed(entry, day, area),
        part_of=entry.text("part_of") if entry.has("part_of") else "",
        forecast_from=entry.text("forecast_from") if entry.has("forecast_from") else "",
        claims=read_claims(entry, sources),
    )


def _named(fields: Fields) -> Fields:
    """The same fields, told by the figure's own id from here on."""
    name = fields.text("id")
    return Fields(fields.data, f"{fields.where.split(':', maxsplit=1)[0]}: figure {name[:60]}")


def _all_listed(fields: Fields, sources: dict[str, Source]) -> tuple[str, ...]:
    return tuple(_listed(one, fields.at("sources"), sources) for one in fields.codes("sources"))


def _listed(source: str, where: str, sources: dict[str, Source]) -> str:
    if source in sources:
        return source
    raise problem(where, f"the source {source[:60]!r} is not listed", "add it under sources:")


def _once(ids: list[str], where: str) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise problem(where, f"the id {twice[0][:60]!r} is used twice", "give each entry its own id")


def _links(figure: Figure, book: FigureBook, where: str) -> None:
    """The figures a figure refers to exist, in the right place and in the right order of time."""
    at = f"{where}: figure {figure.id}"
    if figure.part_of:
        _part(figure, _other(figure.part_of, book, f"{at}: part_of"), f"{at}: part_of")
    if figure.forecast_from:
        _start(figure, _other(figure.forecast_from, book, f"{at}: forecast_from"), f"{at}: forecast_from")


def _other(name: str, book: FigureBook, at: str) -> Figure:
    if name not in book.by_id:
        raise problem(at, f"there is no figure {name[:60]!r} in this file", "write the id of a figure here")
    return book.by_id[name]


def _part(figure: Figure, whole: Figure, at: str) -> None:
    if whole.date != figure.date:
        raise problem(at, "a part and its whole speak of different days", "compare figures of one day")
    if whole.area.codes == figure.area.codes or not lies_in(whole.area, figure.area):
        raise problem(at, f"{figure.area.name} is no part of {whole.area.name}", "check the two places")


def _start(figure: Figure, start: Figure, at: str) -> None:
    if start.area.codes != figure.area.codes:
        raise problem(at, "the forecast is for another place than its start", "check the two places")
    if start.date >= figure.date:
        raise problem(at, "a forecast starts before the day it speaks of", "check the order of the dates")
