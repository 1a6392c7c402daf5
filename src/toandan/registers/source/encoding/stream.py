"""A text file in any known encoding, as a stream of UTF-8: decoded on the way, never copied to disk."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.source.encoding.known import Encoding

CHUNK = 1 << 18
LONGEST_LINE = 1 << 20


class Utf8Stream(io.RawIOBase):
    """The bytes of a file as composed UTF-8, in memory bounded by the longest line.

    Reading raises BadInput for bytes that the encoding does not have and for a line of more
    than ``longest`` characters.
    """

    def __init__(self, path: Path, encoding: Encoding, *, longest: int = LONGEST_LINE) -> None:
        super().__init__()
        self._path, self._encoding, self._longest = path, encoding, longest
        self._source = path.open("rb")
        self._parts = self._lines()
        self._ready = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, fewer only at the end; all of them for a negative size."""
        while size < 0 or len(self._ready) < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._ready += part
        end = len(self._ready) if size < 0 else size
        given, self._ready = self._ready[:end], self._ready[end:]
        return given

    def close(self) -> None:
        """Close the file."""
        self._source.close()
        super().close()

    def _lines(self) -> Iterator[bytes]:
        """Whole lines, so that a letter and its marks are never parted."""
        waiting = ""
        for text in self._decoded():
            waiting += text
            cut = waiting.rfind("\n") + 1 or waiting.rfind("\r", 0, -1) + 1
            if cut:
                yield self._encoding.spell(waiting[:cut]).encode()
                waiting = waiting[cut:]
            if len(waiting) > self._longest:
                raise line_too_long(self._path, self._longest)
        yield self._encoding.spell(waiting).encode()

    def _decoded(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self._encoding.codec)()
        try:
            while chunk := self._source.read(CHUNK):
                yield decoder.decode(chunk)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as problem:
            raise BadInput(
                what=f"{self._path.name} is not {self._encoding.title}",
                where=str(self._path),
                why=f"it holds bytes that {self._encoding.title} does not have ({problem.reason})",
                do="save it as CSV UTF-8, or name its encoding with --encoding",
            ) from None


def line_too_long(path: Path, longest: int) -> BadInput:
    """The error for a line that no register has."""
    return BadInput(
        what=f"{path.name} has a line of more than {longest:,} characters",
        where=str(path),
        why="no row of a register is that long; perhaps its lines do not end, or it is no text",
        do="export it again as CSV UTF-8 with one row on each line",
    )
