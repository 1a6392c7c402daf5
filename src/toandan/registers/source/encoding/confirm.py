"""What a person confirms or told wrongly about an encoding, as errors that show how the file would read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toandan.errors import BadInput
from toandan.registers.source.encoding.known import Encoding
from toandan.registers.source.encoding.recognise import Guess


class EncodingUnconfirmed(BadInput):
    """The file is in an encoding that a person must confirm; ``encoding`` is the name of the likeliest.

    ``headings`` are those of its headings that are known, read so; ``is_unicode`` tells a file that
    is Unicode by its bytes and of the older encoding by its letters.
    """

    def __init__(
        self, path: Path, why: str, guess: Guess, headings: Sequence[str], *, is_unicode: bool = False
    ) -> None:
        self.encoding = guess.encoding.name
        kind = "Unicode, but its letters look like" if is_unicode else "not UTF-8; it looks like"
        first = why or "read as it stands, most of its words with marks are no Vietnamese"
        super().__init__(
            what=f"{path.name} is {kind} {guess.encoding.title}",
            where=str(path),
            why=f"{first}; read so, {_read_so(guess, headings)}",
            do=f"if that is right, add --encoding {self.encoding}; if not, save it as CSV UTF-8",
        )


def told_wrongly(path: Path, told: Encoding, other: Encoding) -> BadInput:
    """The error for an encoding that was named though the file plainly is in another."""
    return BadInput(
        what=f"{path.name} is not {told.title}, as was told; it looks like {other.title}",
        where=str(path),
        why="read as told, most of its words with marks would be no Vietnamese",
        do=f"give --encoding {other.name}, and correct `encoding` where a mapping says it",
    )


def _read_so(guess: Guess, headings: Sequence[str]) -> str:
    """What a person judges an encoding by: headings we know, words half hidden, letters."""
    seen = [f"{guess.confidence:.0%} of its marked words are Vietnamese"]
    seen += [f"its heading holds {', '.join(headings)}"] if headings else []
    seen += [f"its usual words are {', '.join(guess.words)}", f"its usual letters {' '.join(guess.letters)}"]
    return "; ".join(seen)
