"""The pages as PDF, set in this process: the same content gives the same bytes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import typst

from toandan.reports.handed import Handed
from toandan.reports.pages.content import content
from toandan.reports.pages.fonts import font_folder
from toandan.reports.pages.setter import Content
from toandan.reports.suppression.system import Hidden

TEMPLATE = "report.typ"


def pdf(handed: Handed, hidden: Hidden, lang: str) -> bytes:
    """The report of an area in a language."""
    return typeset(content(handed, hidden, lang))


def typeset(told: Content) -> bytes:
    """Content as PDF. The system's fonts and clock are not looked at."""
    made = typst.compile(
        files(__package__).joinpath(TEMPLATE).read_bytes(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"content": json.dumps(told, ensure_ascii=False, sort_keys=True)},
    )
    if not isinstance(made, bytes):
        raise TypeError("one PDF was asked for")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
