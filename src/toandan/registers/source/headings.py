"""The headings of any file that is read, before anybody knows what they mean."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.registers.source.form import UNTOLD, Form
from toandan.registers.source.head import read_head
from toandan.registers.source.kind import Kind, kind_of
from toandan.registers.source.parquet_file import unreadable
from toandan.registers.source.spreadsheet import workbook_heading


def headings_in(path: Path, form: Form = UNTOLD) -> tuple[str, ...]:
    """The headings of a file as they stand, without blanks around them; of a workbook, its first sheet's with any.

    Raises BadInput for a file that cannot be read, as the reader of its kind does.
    """
    kind = kind_of(path)
    if kind is Kind.TEXT:
        return read_head(path, form=form).heading
    if kind is Kind.PARQUET:
        return _of_parquet(path)
    return tuple(heading.strip() for heading in workbook_heading(path, form=form))


def _of_parquet(path: Path) -> tuple[str, ...]:
    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as problem:
        raise unreadable(path, problem) from None
