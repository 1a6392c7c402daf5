"""The sheets as CSV: UTF-8 with a mark by which spreadsheets know it, one file a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from toandan.reports.figure import SPEECH, Figure
from toandan.reports.sheets.sheet import Sheet
from toandan.reports.suppression.system import Hidden
from toandan.values.share import rounded
from toandan.values.sheet_text import harmless


def csv_files(book: Sequence[Sheet], hidden: Hidden) -> dict[str, bytes]:
    """The files by name; columns by their names, shares as decimals, days as 2025-10-31, nothing where not known."""
    return {f"{sheet.name}.csv": _file(sheet, hidden) for sheet in book}


def _file(sheet: Sheet, hidden: Hidden) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([heading.name for heading in sheet.headings])
    writer.writerows([[_cell(figure, hidden) for figure in line] for line in sheet.lines])
    return written.getvalue().encode("utf-8-sig")


def _cell(figure: Figure, hidden: Hidden) -> str:
    if figure.mark:
        return SPEECH["en"].mark(figure.mark, hidden.threshold)
    value = figure.value
    if isinstance(value, Fraction):
        return str(rounded(value))
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else "" if value is None else str(value)
