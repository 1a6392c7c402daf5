"""Workbooks, XLSX and XLS: the sheets that hold the register, as text batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import batched, islice
from pathlib import Path

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from toandan.errors import BadInput
from toandan.registers.source.archive import check_archive
from toandan.registers.source.assemble import assembled
from toandan.registers.source.batch import TextBatch
from toandan.registers.source.cells import Cell, cell_text, day_text, day_text_1904, texts
from toandan.registers.source.columns import check_width, columns_of
from toandan.registers.source.day_count import counts_from_1904
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.head import ENOUGH_KNOWN, MOST_TITLES, heading_at, known_cells
from toandan.registers.source.kind import Kind, kind_of
from toandan.registers.source.letters import SAMPLE_ROWS, Speller, speller_of
from toandan.registers.source.merged import Range, filled
from toandan.schemas import table as schema
from toandan.schemas.table import Table

BATCH_ROWS = 8_192
MOST_MERGED = 100_000
DAYS = (schema.Kind.DATE, schema.Kind.PARTIAL_DATE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its heading found: ``title_n`` rows stand above it, ``known_n`` of its cells are known."""

    opened: CalamineSheet
    name: str
    heading: tuple[str, ...]
    title_n: int
    known_n: int
    first_column: int
    merged: tuple[Range, ...]
    since_1904: bool
    spell: Speller | None

    def rows(self, named: set[int]) -> Iterator[list[Cell]]:
        """The rows below the heading, merged cells filled."""
        return islice(
            filled(self.opened.iter_rows(), self.merged, self.first_column, named), self.title_n + 1, None
        )


def sheet_batches(
    path: Path,
    layout: Table,
    file_n: int,
    first_row_n: int,
    *,
    form: Form = UNTOLD,
    notes: list[str] | None = None,
) -> Iterator[TextBatch]:
    """The records of every sheet with the register's heading, or of the one told; the line is the sheet's row.

    ``notes`` gets a sentence for whatever was found and is not a record. Raises BadInput for a file
    that is no workbook or not safe to open, for no such sheet, and for a heading that does not fit.
    """
    told: list[str] = [] if notes is None else notes
    with _opened(path) as book:
        chosen = _chosen(path, book, layout, form, told)
        for sheet in chosen:
            for batch in _of_sheet(path, sheet, layout, file_n=file_n, first_row_n=first_row_n, notes=told):
                first_row_n += len(batch.rows) + len(batch.broken)
                yield replace(batch, sheet=sheet.name) if len(chosen) > 1 else batch


def workbook_heading(path: Path, layout: Table | None = None, form: Form = UNTOLD) -> tuple[str, ...]:
    """The heading of the first sheet that has one; raises BadInput as ``sheet_batches``."""
    with _opened(path) as book:
        return _chosen(path, book, layout, form, [])[0].heading


@contextmanager
def _opened(path: Path) -> Iterator[CalamineWorkbook]:
    if kind_of(path) is Kind.XLSX:
        check_archive(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            yield book
    except (CalamineError, OSError) as problem:
        raise BadInput(
            what=f"{path.name} cannot be read as a workbook",
            where=str(path),
            why=f"it is broken or has a password ({type(problem).__name__})",
            do="open it in a spreadsheet, remove the password and save it again, or save it as CSV UTF-8",
        ) from None


def _chosen(
    path: Path, book: CalamineWorkbook, layout: Table | None, form: Form, notes: list[str]
) -> list[Sheet]:
    names = [one.name for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    hidden = {one.name for one in book.sheets_metadata if one.visible is not SheetVisibleEnum.Visible}
    if form.sheet and form.sheet not in names:
        raise _no_sheet(path, f"it has no sheet {form.sheet!r}", names)
    wanted = [form.sheet] if form.sheet else [name for name in names if name not in hidden]
    found = [sheet for name in wanted if (sheet := _sheet(path, book, name, layout, form)) is not None]
    if len(wanted) > 1:
        found = [sheet for sheet in found if sheet.known_n >= ENOUGH_KNOWN]
    if not found:
        raise _no_sheet(path, "no visible sheet has a heading of the register", names)
    read = {sheet.name for sheet in found}
    notes.extend(f"{path.name}: sheet {name!r} is not read" for name in names if name not in read)
    return found


def _sheet(path: Path, book: CalamineWorkbook, name: str, layout: Table | None, form: Form) -> Sheet | None:
    opened = book.get_sheet_by_name(name)
    if opened.start is None:
        return None
    check_width(path, opened.width)
    merged = tuple(opened.merged_cell_ranges or ())
    if len(merged) > MOST_MERGED:
        raise _no_sheet(path, f"sheet {name!r} has {len(merged):,} merged cells", [name])
    known = known_cells(layout)
    first = list(filled(islice(opened.iter_rows(), SAMPLE_ROWS), merged, opened.start[1]))

    def texts_of(spell: Speller | None) -> list[list[str]]:
        return [
            [text or "" for text in texts(row, cell_text, spell).to_pylist()] for row in first[:MOST_TITLES]
        ]

    def headings(spell: Speller) -> list[str]:
        rows = texts_of(spell)
        return [cell for cell in rows[heading_at(rows, known, form)] if known([cell])]

    spell = speller_of(path, form.encoding, first, headings)
    rows = texts_of(spell)
    at = heading_at(rows, known, form)
    return Sheet(
        opened,
        name,
        tuple(rows[at]),
        at,
        known(rows[at]),
        opened.start[1],
        merged,
        since_1904=counts_from_1904(path, kind_of(path)),
        spell=spell,
    )


def _of_sheet(
    path: Path, sheet: Sheet, layout: Table, *, file_n: int, first_row_n: int, notes: list[str]
) -> Iterator[TextBatch]:
    known = columns_of(path, sheet.heading, layout)
    notes.extend(_notes(path, sheet, known.left_out))
    days = {place for place, column in zip(known.of, layout.columns, strict=True) if column.kind in DAYS}
    named = set(range(len(sheet.heading))) - set(known.unnamed)
    day = day_text_1904 if sheet.since_1904 else day_text
    readers = [day if place in days else cell_text for place in range(len(sheet.heading))]
    line = sheet.title_n + 2
    for rows in batched(sheet.rows(named), BATCH_ROWS):
        columns = [
            texts(values, read, sheet.spell)
            for values, read in zip(zip(*rows, strict=True), readers, strict=True)
        ]
        places = np.arange(len(rows), dtype=np.int64)
        yield assembled(
            columns, places + first_row_n, places + line, known=known, layout=layout, file_n=file_n
        )
        first_row_n, line = first_row_n + len(rows), line + len(rows)


def _notes(path: Path, sheet: Sheet, left_out: Sequence[str]) -> Iterator[str]:
    where = f"{path.name}, sheet {sheet.name!r}"
    if sheet.spell is not None:
        yield f"{where}: its letters are read as told"
    if sheet.since_1904:
        yield f"{where}: bare numbers of days count from 1904, as the workbook says"
    if sheet.title_n:
        yield f"{where}: {sheet.title_n} rows above the heading are titles, not records"
    if left_out:
        yield f"{where}: column {', '.join(left_out)} only numbers the rows and is left out"


def _no_sheet(path: Path, why: str, names: Sequence[str]) -> BadInput:
    return BadInput(
        what=f"{path.name} has no sheet that can be taken in",
        where=str(path),
        why=why,
        do=f"name one with --sheet: {', '.join(names[:20])}",
    )
