"""A workbook before it is opened: how large it becomes, and whether it is what it pretends to be.

A workbook is a zip of XML. A few kilobytes of it can unfold to more than any memory, a single
far cell can make a table of billions, and XML can define text that multiplies.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from toandan.errors import BadInput

CHUNK, OVERLAP = 1 << 20, 64
MOST_PARTS = 10_000
MOST_BYTES, MOST_RATIO, SMALL_BYTES = 4 << 30, 300, 64 << 20
CELLS_PER_VALUE, SMALL_TABLE = 50, 5_000_000
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
WIDEST = 16_384
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may unfold to, in bytes; tests set it lower."""

    most_bytes: int = MOST_BYTES
    small_bytes: int = SMALL_BYTES


NORMAL = Limits()


def check_archive(path: Path, limits: Limits = NORMAL) -> None:
    """Raises BadInput for a zip that is broken, bombed or no workbook, for XML entities and far cells."""
    status = path.stat()
    _checked(path, status.st_size, status.st_mtime_ns, limits)


@lru_cache(64)
def _checked(path: Path, size: int, changed_ns: int, limits: Limits) -> None:  # noqa: ARG001 - the key of the memory
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path, parts, limits)
            for part in parts:
                _check_part(path, archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as problem:
        raise _refused(path, f"the zip cannot be read ({type(problem).__name__})") from None


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > MOST_PARTS:
        raise _refused(path, f"it has {len(parts):,} parts")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise _refused(path, "it is a zip, but holds no workbook")
    total = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if total > limits.most_bytes or (total > limits.small_bytes and total > packed * MOST_RATIO):
        raise _refused(path, f"{packed:,} bytes would unfold to {total:,}")


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    declared = part.file_size
    # The reader stops at the declared size; whoever lies about it is only found out beyond it.
    part.file_size = declared + 2 * CHUNK
    is_xml = part.filename.endswith((".xml", ".rels"))
    is_sheet = part.filename.startswith("xl/worksheets/")
    table = _Table()
    read, last = 0, b""
    with archive.open(part) as opened:
        while chunk := opened.read(CHUNK):
            read += len(chunk)
            if read > declared:
                raise _refused(path, "a part is larger than the zip says")
            if is_xml and _ENTITY.search(last + chunk):
                raise _refused(path, "its XML defines entities, which workbooks never do")
            if is_sheet:
                table.see(last, chunk)
            last = chunk[-OVERLAP:]
    part.file_size = declared
    if is_sheet and table.is_hollow:
        raise _refused(
            path, f"a sheet spans {table.rows:,} rows and {table.columns:,} columns for {table.cells:,} cells"
        )


@dataclass(slots=True)
class _Table:
    """How far a sheet reaches and how many cells it has: the reader makes a full table of it."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    placed: int = 0

    def see(self, last: bytes, chunk: bytes) -> None:
        """Take in a stretch of the sheet's XML; ``last`` is the end of the one before."""
        found = _REFERENCE.findall(last + chunk)
        self.cells += len(_CELL.findall(chunk))
        self.placed += sum(letters != b"" for letters, _ in found)
        if not found:
            return
        self.rows = max(self.rows, *(int(row) for _, row in found))
        self.columns = max(self.columns, *(_column(letters) for letters in {letters for letters, _ in found}))

    @property
    def is_hollow(self) -> bool:
        """Whether nearly all of a large table would be empty."""
        # A cell may leave its column unsaid; then only the format bounds how far a row reaches.
        columns = self.columns if self.placed >= self.cells else min(self.cells, WIDEST)
        area = self.rows * columns
        return area > SMALL_TABLE and area > self.cells * CELLS_PER_VALUE


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refused(path: Path, why: str) -> BadInput:
    return BadInput(
        what=f"{path.name} is not opened",
        where=str(path),
        why=why,
        do="open it in a spreadsheet and save the sheet as CSV UTF-8; if it came from outside, ask who sent it",
    )
