"""`toandan lake retain`: destroy what is older than the settings allow."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, now

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.pipeline.retain import Retained

SCHEMA = "toandan/lake-retained/1"


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be destroyed.")
@click.option(
    "--closed-too",
    is_flag=True,
    help="Also what the released or newest closing of a month, or the newest work of a kind, was made from."
    " These cannot be computed again then, and lose their tables of persons unless they outlive what they were made from.",
)
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Count ages to this day instead of today; not later than today.",
)
@click.option("--by", default="", help="Who decides, for the log; without it, the user of this machine.")
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def retain(
    *, home: Home, dry_run: bool, closed_too: bool, day: datetime | None, by: str, as_json: bool
) -> None:
    """Destroy what is older than the term of its register or kind of work: `retention` in settings.yaml of the home.

    Ages count from the day an extract speaks of, and from the day a work was committed. The newest
    extract of a place is never destroyed. The newest work of a kind does not go by its age, and what it
    stands on stays, through every work in between, unless --closed-too.
    Cards, counts and reasons stay. This cannot be taken back: look at --dry-run first.
    """
    from toandan.pipeline.retain import retain as retained

    today = now()
    at = today if day is None else min(day.replace(tzinfo=UTC), today)
    result = retained(home=home, at=at, by=by or getpass.getuser(), closed_too=closed_too, dry_run=dry_run)
    if as_json:
        kept = [{"id": one.name, "why": one.kept} for one in result.kept]
        told = {"schema": SCHEMA, "dry_run": dry_run, "kept": kept}
        echo_json({**told, "events": [asdict(event) for event in result.events]})
        return
    click.echo(_sentences(result, dry_run=dry_run))


def _sentences(result: Retained, *, dry_run: bool) -> str:
    from toandan.cli.lake_log import line

    first = "would be destroyed:" if dry_run else "destroyed:"
    lines = [first, *map(line, result.events)] if result.events else ["nothing has outlived its term"]
    lines += [f"older than {one.term}, and kept: {one.name} ({one.kept})" for one in result.kept]
    return "\n".join(lines)
