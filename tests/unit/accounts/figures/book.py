"""A small figures file for tests; a test changes one thing of it."""

from __future__ import annotations

from toandan.accounts.figures.figure import FigureBook
from toandan.accounts.figures.read import book_of
from toandan.lawbook.yaml_text import parse

TEXT = """\
sources:
  - {id: paper, origin: paper-1, title: A paper}
  - {id: paper-en, origin: paper-1, title: A paper in translation}
  - {id: agency, origin: agency-7, title: An agency}
populations:
  - {place: "15", date: 2025-07-01, kind: census, people_n: 1800, source: agency}
figures:
  - id: whole
    place: "15"
    date: 2025-10-31
    sources: [paper, paper-en]
    printed:
      participants_n: 900
      change_on_year_n: -10
      plan_percent: 90.0
      population_percent: 60.0
      targets:
        - {percent: 66.7, comparison: at_least, date: 2025-12-31, of: population, document: Goal}
  - id: part
    place: ["02905", "02923"]
    date: 2025-10-31
    part_of: whole
    sources: [agency]
    printed: {participants_n: 90, change_on_year_n: 4}
"""


def book(old: str = "", new: str = "", text: str = TEXT) -> FigureBook:
    """The book of the text with one passage replaced; the passage must be there."""
    assert old in text
    return book_of(parse(text.replace(old, new, 1) if old else text, "mine.yaml"), "mine.yaml")
