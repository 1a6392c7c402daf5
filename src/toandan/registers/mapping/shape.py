"""The shape of a file: its headings, and what names them in the same way every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toandan.errors import BadInput
from toandan.lake.text import canonical, sha256_text
from toandan.registers.mapping.declared import Mapping
from toandan.registers.source.heading import csv_heading
from toandan.schemas.table import Column, Kind, Table

FINGERPRINT_LENGTH = 16


def headings_of(path: Path) -> tuple[str, ...]:
    """The headings of a file as they stand; raises BadInput where they cannot be read."""
    if path.suffix.lower() != ".parquet":
        return csv_heading(path)
    try:
        return tuple(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as problem:
        raise BadInput(
            what=f"{path.name} is no readable Parquet file",
            where=str(path),
            why=type(problem).__name__,
            do="export it again; CSV works as well",
        ) from None


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
            why=f"its headings are {', '.join(headings) or 'none'}",
            do="correct the mapping, or make one for this shape with --propose",
        )
    unknown = [heading for heading in headings if heading not in wanted]
    if unknown:
        raise BadInput(
            what=f"the mapping does not say what to do with {_listed(unknown)} of {path.name}",
            where=str(path),
            why="nothing is dropped silently",
            do="give the heading to a column, or list it under not_used",
        )


def shape_layout(headings: Sequence[str]) -> Table:
    """The file's own columns, all of them texts that must be there, for the reader of its format."""
    columns = tuple(Column(heading, Kind.TEXT, "as in the file", "như trong tệp") for heading in headings)
    return Table("source", "one row per record of the file", "mỗi dòng một bản ghi của tệp", (), columns)


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(repr(heading) for heading in headings)
