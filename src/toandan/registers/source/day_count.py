"""From which day a workbook counts: 1900 everywhere, 1904 where it was first made on an old Macintosh."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from toandan.registers.source.kind import Kind

WORKBOOK = "xl/workbook.xml"
MOST_BYTES = 1 << 20
_SINCE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
# XLS is a sequence of records: kind, length, content. The first says that a workbook begins.
_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_HEAD, _COUNT, _END = 4, 0x22, 0x0A


def counts_from_1904(path: Path, kind: Kind) -> bool:
    """Whether bare numbers of days in a workbook count from 1 January 1904."""
    return _in_xlsx(path) if kind is Kind.XLSX else _in_xls(path)


def _in_xlsx(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive, archive.open(WORKBOOK) as opened:
        return _SINCE_1904.search(opened.read(MOST_BYTES)) is not None


def _in_xls(path: Path) -> bool:
    """Follows the records from the beginning of the workbook; the one looked for is among the first."""
    with path.open("rb") as opened:
        content = opened.read(MOST_BYTES)
    at = content.find(_BEGIN)
    while 0 <= at <= len(content) - _HEAD:
        kind, length = (int.from_bytes(content[at + start : at + start + 2], "little") for start in (0, 2))
        if kind == _COUNT:
            return content[at + _HEAD : at + _HEAD + 2] == b"\x01\x00"
        if kind == _END:
            return False
        at += _HEAD + length
    return False
