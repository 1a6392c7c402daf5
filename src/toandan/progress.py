"""How long work tells where it stands: on stderr, and only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step says while it works. ``say`` gets one finished sentence; ``advance`` (done, total) of a named step.

    ``total`` is None where it is not known. The silent one is the default everywhere below the command line.
    """

    say: Callable[[str], None]
    advance: Callable[[str, int, int | None], None]


def _nothing(*_: object) -> None:
    return None


SILENT = Progress(say=_nothing, advance=_nothing)
