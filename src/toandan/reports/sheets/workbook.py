"""The sheets as one workbook; nothing in it is a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from textwrap import wrap
from typing import Any

import xlsxwriter

from toandan.reports.figure import SPEECH as SPEECHES
from toandan.reports.figure import Figure, Kind, Speech
from toandan.reports.handed import Handed
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.sheets.sources import SYNTHETIC, hiding
from toandan.reports.suppression.system import Hidden
from toandan.values.share import rounded
from toandan.values.sheet_text import harmless

NAME_CHARACTERS = 31
WIDEST, NARROWEST, PADDING = 90, 11, 3
LINE_HEIGHT = 15
BANNER_WIDTH, STANDARD_WIDTH = 80, 8
ROW_NAMES = frozenset({"unit_name", "group_name", "category_name", "age", "sex"})
FORMATS = {
    Kind.PEOPLE: "#,##0",
    Kind.CHANGE: "+#,##0;-#,##0;0",
    Kind.MONEY: "#,##0",
    Kind.SHARE: "0.00%",
    Kind.DAY: "dd/mm/yyyy",
}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(book: Sequence[Sheet], handed: Handed, hidden: Hidden, lang: str) -> bytes:
    """The workbook. Its times are those of the month, so that equal content gives equal bytes."""
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content, OPTIONS)
    day = handed.day
    made.set_properties(
        {
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC),
            "title": handed.document["place"]["name"],
        }
    )
    formats = _formats(made)
    for sheet in book:
        _sheet(
            made.add_worksheet(sheet.title[lang].split(",")[0].split(":")[0][:NAME_CHARACTERS]),
            sheet,
            _above(sheet, handed, hidden, lang),
            formats,
            hidden,
            lang,
        )
    made.close()
    return content.getvalue()


def _formats(made: Any) -> Mapping[str, Any]:  # noqa: ANN401  (the library declares no types)
    plain: dict[str, Any] = {
        kind: made.add_format({"num_format": form, "valign": "top"}) for kind, form in FORMATS.items()
    }
    totals = {
        f"{kind} total": made.add_format({"num_format": form, "bold": True, "top": 1})
        for kind, form in FORMATS.items()
    }
    heading = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bg_color": "#EEF3F6"}
    words = {"num_format": "@", "align": "left", "indent": 1, "text_wrap": True, "valign": "top"}
    others = {
        "title": made.add_format({"bold": True, "font_size": 13}),
        "synthetic": made.add_format({"bold": True, "font_color": "white", "bg_color": "#A3122A"}),
        "note": made.add_format({"italic": True, "font_color": "#5B6670"}),
        "heading": made.add_format(heading | {"align": "left", "indent": 1}),
        "number heading": made.add_format(heading | {"align": "right"}),
        "mark": made.add_format({"align": "right", "font_color": "#5B6670", "valign": "top"}),
        "text": made.add_format(words),
        "text total": made.add_format(words | {"bold": True, "top": 1}),
    }
    return plain | totals | others


def _above(sheet: Sheet, handed: Handed, hidden: Hidden, lang: str) -> list[tuple[str, str]]:
    """The lines above the headings: title, what is synthetic, what is hidden; each with its format."""
    speech = SPEECHES[lang]
    told = [(f"{sheet.title[lang]} – {handed.document['place']['name']}, {speech.day(handed.day)}", "title")]
    if handed.synthetic:
        told.append((SYNTHETIC[lang], "synthetic"))
    return [*told, (hiding(hidden, lang), "note")]


def _sheet(  # noqa: PLR0917  (one caller)
    page: Any,  # noqa: ANN401  (the library declares no types)
    sheet: Sheet,
    above: Sequence[tuple[str, str]],
    formats: Mapping[str, Any],
    hidden: Hidden,
    lang: str,
) -> None:
    head = len(above) + 1
    widths = [_width(sheet, column, SPEECHES[lang], hidden) for column in range(len(sheet.headings))]
    _write_above(page, above, formats, _columns_of_banner(widths))
    _write_headings(page, head, sheet, formats, widths, lang)
    for at, line in enumerate(sheet.lines, head + 1):
        is_total = sheet.total is not None and at == head + len(sheet.lines)
        if (height := _height(line, widths)) > 1:
            page.set_row(at, LINE_HEIGHT * height)
        for column, figure in enumerate(line):
            _cell(page, at, column, figure, formats, hidden, is_total=is_total)
    page.freeze_panes(head + 1, _named_columns(sheet))
    if sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.headings) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, head)
    page.set_footer("&R&P / &N")


def _write_above(
    page: Any,  # noqa: ANN401  (the library declares no types)
    above: Sequence[tuple[str, str]],
    formats: Mapping[str, Any],
    columns: int,
) -> None:
    """The lines above the table; a coloured one is coloured as far as its words may run."""
    for at, (words, form) in enumerate(above):
        page.write_string(at, 0, harmless(words), formats[form])
        if form == "synthetic":
            for column in range(1, columns):
                page.write_blank(at, column, None, formats[form])


def _write_headings(  # noqa: PLR0917  (one caller)
    page: Any,  # noqa: ANN401  (the library declares no types)
    head: int,
    sheet: Sheet,
    formats: Mapping[str, Any],
    widths: Sequence[int],
    lang: str,
) -> None:
    """The headings, in a row as high as the longest needs."""
    most = 1
    for column, heading in enumerate(sheet.headings):
        words, width = heading.words[lang], widths[column]
        form = "number heading" if _is_number(sheet, column) else "heading"
        page.write_string(head, column, words, formats[form])
        page.set_column(column, column, width)
        most = max(most, len(wrap(words, width - 1)))
    page.set_row(head, LINE_HEIGHT * most + 2)


def _columns_of_banner(widths: Sequence[int]) -> int:
    """As many columns as the words above the table may run over."""
    covered = [n for n in range(1, len(widths) + 1) if sum(widths[:n]) >= BANNER_WIDTH]
    return len(widths) if covered else len(widths) + -(-(BANNER_WIDTH - sum(widths)) // STANDARD_WIDTH)


def _height(line: Sequence[Figure], widths: Sequence[int]) -> int:
    """How many lines of text a row needs; not every spreadsheet finds out by itself."""
    told = [
        (figure.value, width)
        for figure, width in zip(line, widths, strict=True)
        if isinstance(figure.value, str)
    ]
    return max((len(wrap(words, width)) for words, width in told), default=1)


def _is_number(sheet: Sheet, column: int) -> bool:
    return any(
        line[column].kind in {Kind.PEOPLE, Kind.CHANGE, Kind.MONEY, Kind.SHARE} for line in sheet.lines
    )


def _named_columns(sheet: Sheet) -> int:
    """How many columns stay in sight: those up to the name of the row."""
    return max((at for at, heading in enumerate(sheet.headings, 1) if heading.name in ROW_NAMES), default=0)


def _width(sheet: Sheet, column: int, speech: Speech, hidden: Hidden) -> int:
    """Wide enough for the figures and for the longest word above them; long sentences are wrapped."""
    cells = [speech.told(line[column], hidden.threshold) for line in sheet.lines]
    words = sheet.headings[column].words[speech.lang].split()
    longest = max([len(text) for text in (*cells, *words)], default=0)
    return max(NARROWEST, min(WIDEST, longest + PADDING))


def _cell(  # noqa: PLR0917  (a cell, where it stands and how)
    page: Any,  # noqa: ANN401  (the library declares no types)
    row: int,
    column: int,
    figure: Figure,
    formats: Mapping[str, Any],
    hidden: Hidden,
    *,
    is_total: bool,
) -> None:
    value, form = (
        figure.value,
        formats.get(f"{figure.kind} total" if is_total else figure.kind, formats["text"]),
    )
    if figure.mark:
        page.write_string(row, column, SPEECHES["en"].mark(figure.mark, hidden.threshold), formats["mark"])
    elif isinstance(value, str):
        page.write_string(row, column, harmless(value), formats["text total" if is_total else "text"])
    elif isinstance(value, Fraction):
        page.write_number(row, column, float(rounded(value)), form)
    elif isinstance(value, int):
        page.write_number(row, column, value, form)
    elif value is not None:
        page.write_datetime(row, column, value, form)
