"""The figures the project carries: printed in public articles, with their origin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toandan.accounts.figures.figure import Figure, FigureBook
from toandan.accounts.figures.read import read_book
from toandan.errors import BadInput

DATA = Path(__file__).parent / "data" / "published.yaml"


@cache
def published_book() -> FigureBook:
    """The published figures with their sources and the population figures beside them."""
    return read_book(DATA)


def published() -> tuple[Figure, ...]:
    """The published figures, in the order of the file."""
    return published_book().figures


def figure_named(figure_id: str) -> Figure:
    """One published figure by its id; raises BadInput naming those there are."""
    found = published_book().by_id.get(figure_id)
    if found is None:
        raise BadInput(
            what=f"no published figure is called {figure_id[:60]!r}",
            where="published figures",
            why="there are " + ", ".join(published_book().by_id),
            do="write one of these ids",
        )
    return found
