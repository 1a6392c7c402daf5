"""The shape of a file: its headings, and what names them in the same way every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.errors import BadInput
from toandan.lake.text import canonical, sha256_text
from toandan.registers.heading.shown import heading_told, shown
from toandan.registers.mapping.declared import FileRule, Mapping
from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.head import read_head
from toandan.registers.source.kind import Kind, kind_of
from toandan.registers.source.spreadsheet import workbook_heading
from toandan.schemas.table import Column, Table
from toandan.schemas.table import Kind as Values

FINGERPRINT_LENGTH = 16


def headings_of(path: Path, form: Form = UNTOLD, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The headings of a file as they stand; empty ones are left out.

    ``wanted`` are headings by which the right row is told from title rows. Raises BadInput where
    they cannot be read.
    """
    kind = kind_of(path)
    layout = shape_layout(wanted) if wanted else None
    if kind is Kind.TEXT:
        found = read_head(path, layout, form).heading
    elif kind is Kind.PARQUET:
        found = _parquet_names(path)
    else:
        found = workbook_heading(path, layout, form)
    return tuple(heading for heading in found if heading.strip())


def form_of(mapping: Mapping, told: Form = UNTOLD) -> Form:
    """How a mapping says its files are read; what was told besides goes first."""
    said = mapping.file
    return Form(
        encoding=told.encoding or said.encoding,
        separator=told.separator or said.delimiter,
        sheet=told.sheet or said.sheet,
        title_n=said.title_rows if told.title_n is None else told.title_n,
    )


def file_rule(form: Form) -> FileRule:
    """What a mapping says of files that were told to be read so."""
    return FileRule(
        encoding=form.encoding, delimiter=form.separator, sheet=form.sheet, title_rows=form.title_n
    )


def fingerprint(headings: Sequence[str]) -> str:
    """16 hexadecimal digits that files with the same headings share, in whatever order they stand."""
    return sha256_text(canonical(sorted(composed(headings))))[:FINGERPRINT_LENGTH]


def composed(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings without blanks around them, each letter with its marks as one character."""
    return tuple(unicodedata.normalize("NFC", heading.strip()) for heading in headings)


def check_shape(path: Path, headings: Sequence[str], mapping: Mapping) -> None:
    """Raises BadInput for a heading of the mapping that the file lacks, or the other way round."""
    headings = composed(headings)
    wanted = composed(mapping.headings)
    missing = [heading for heading in wanted if heading not in headings]
    if missing:
        raise BadInput(
            what=f"{path.name} has no column {_listed(missing)}, which the mapping names",
            where=str(path),
            why=heading_told(headings, shape_layout(wanted)),
            do="correct the mapping, or make one for this shape with --propose",
        )
    unknown = [heading for heading in headings if heading not in wanted]
    if unknown:
        raise BadInput(
            what=f"the mapping does not say what to do with {_listed([shown(name, shape_layout(wanted)) for name in unknown])} of {path.name}",
            where=str(path),
            why="nothing is dropped silently",
            do="give the heading to a column, or list it under not_used",
        )


def _parquet_names(path: Path) -> tuple[str, ...]:
    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as problem:
        raise BadInput(
            what=f"{path.name} is no readable Parquet file",
            where=str(path),
            why=type(problem).__name__,
            do="export it again; CSV works as well",
        ) from None


def shape_layout(headings: Sequence[str], days: Collection[str] = ()) -> Table:
    """The file's own columns, all of them texts that must be there, for the reader of its format.

    ``days`` are the composed headings of dates: in a workbook a bare number under them is a day.
    """
    kinds = [Values.PARTIAL_DATE if name in days else Values.TEXT for name in composed(headings)]
    columns = tuple(
        Column(heading, kind, "as in the file", "như trong tệp")
        for heading, kind in zip(headings, kinds, strict=True)
    )
    return Table("source", "one row per record of the file", "mỗi dòng một bản ghi của tệp", (), columns)


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(repr(heading) for heading in headings)
