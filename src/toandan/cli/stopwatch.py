"""How long each step of a closing took, for `toandan graph`: kept at home, beside the lake and never in it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toandan.progress import Progress

if TYPE_CHECKING:
    from toandan.lake.home import Home

FILE, SCHEMA = "last-closing.json", "toandan/last-closing/1"
COUNTING = "counting "


@dataclass(slots=True)
class Stopwatch:
    """Listens to what a closing says and notes the seconds between one sentence and the next."""

    seconds: dict[str, float] = field(default_factory=dict)
    _running: str = ""
    _since: float = 0.0

    def beside(self, progress: Progress) -> Progress:
        """The same progress, listened to."""

        def say(sentence: str) -> None:
            self.lap(sentence.removeprefix(COUNTING) if sentence.startswith(COUNTING) else "")
            progress.say(sentence)

        return Progress(say=say, advance=progress.advance)

    def lap(self, step: str = "") -> None:
        """End the running step; ``step`` begins."""
        now = time.monotonic()
        if self._running:
            self.seconds[self._running] = self.seconds.get(self._running, 0.0) + now - self._since
        self._running, self._since = step, now


def keep(home: Home, closing: str, stopwatch: Stopwatch) -> None:
    """Keep the seconds of the closing made last."""
    from toandan.lake.durable import write_bytes
    from toandan.lake.text import canonical

    seconds = {name: round(value, 3) for name, value in stopwatch.seconds.items()}
    write_bytes(home.root / FILE, canonical({"schema": SCHEMA, "closing": closing, "seconds": seconds}))


def kept(home: Home) -> dict[str, Any]:
    """The closing made last and its seconds; empty where none was kept."""
    try:
        told: dict[str, Any] = json.loads((home.root / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if told.get("schema") == SCHEMA else {}
