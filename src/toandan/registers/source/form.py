"""What somebody told about a file that cannot be seen in it for certain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How to read the files of a call; what is not told is found out from the file.

    ``encoding`` and ``separator`` are of text files, ``sheet`` of workbooks; ``title_n`` are the
    lines above the heading.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    title_n: int | None = None


UNTOLD = Form()
