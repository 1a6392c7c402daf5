"""`toandan lake log`: what happened to the lake, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option

if TYPE_CHECKING:
    from toandan.lake.event import Event
    from toandan.lake.home import Home

SCHEMA = "toandan/lake-log/1"
WORDS = {
    "snapshot": "committed",
    "closing": "closed",
    "work": "made",
    "released": "released",
    "forgotten": "forgotten",
    "expired": "expired",
    "rotated": "put under keys",
}
COUNTS = {
    "received_n": "received",
    "accepted_n": "accepted",
    "quarantined_n": "quarantined",
    "added_n": "added",
    "gone_n": "gone",
    "changed_n": "changed",
    "snapshots_n": "snapshots",
    "closings_n": "closings",
    "works_n": "works",
    "files_n": "files written anew",
}
NO_TIME = "(time not recorded)"


@click.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def log(*, home: Home, as_json: bool) -> None:
    """What happened to the lake, oldest first: committed, closed, released, made, forgotten, expired, put under other keys.

    Times are when the office learned or did it. Commits from before the log was kept come first.
    """
    from toandan.lake.lake import Lake

    events = Lake.open(home).log()
    if as_json:
        echo_json({"schema": SCHEMA, "events": [asdict(event) for event in events]})
        return
    for event in events:
        click.echo(line(event))


def line(event: Event) -> str:
    """One entry as a sentence."""
    counts = ", ".join(f"{COUNTS.get(name, name)} {event.counts[name]:,}" for name in _in_order(event.counts))
    links = (
        ("against" if event.what == "snapshot" else "instead of", event.previous),
        ("corrects", event.corrects),
        ("instead stands", event.instead),
        ("reason:", event.reason),
        ("by", event.by),
    )
    told = [counts, *(f"{word} {text}" for word, text in links if text)]
    mark = "  SYNTHETIC" if event.synthetic else ""
    word = WORDS.get(event.what, event.what) + (" and released" if event.released else "")
    first = f"{event.at or NO_TIME}  {word}  {event.id}{mark}"
    return "\n    ".join([first, *(part for part in told if part)])


def _in_order(counts: Mapping[str, int]) -> list[str]:
    known = [name for name in COUNTS if name in counts]
    return [*known, *sorted(set(counts) - set(known))]
