"""toandan closings: the months closed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option

if TYPE_CHECKING:
    from toandan.lake.closing import Closing
    from toandan.lake.home import Home

SCHEMA = "toandan/closings/1"


@click.command("closings")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def command(*, as_json: bool, home: Home) -> None:
    """List the closings in the order they were made; the last of a month is the one that counts."""
    from toandan.lake.lake import Lake

    closings = Lake.open(home).closings()
    if as_json:
        echo_json({"schema": SCHEMA, "closings": [_entry(one, closings) for one in closings]})
    elif not closings:
        click.echo("no month is closed yet; next: toandan close MONTH")
    for one in () if as_json else closings:
        click.echo(_line(one, closings))


def _newest(one: Closing, closings: tuple[Closing, ...]) -> bool:
    return one == [other for other in closings if other.card.month == one.card.month][-1]


def _entry(one: Closing, closings: tuple[Closing, ...]) -> dict[str, object]:
    card = one.card
    return {
        "month": card.month,
        "closing": card.id,
        "newest": _newest(one, closings),
        "synthetic": card.synthetic,
        "core_destroyed": one.destroyed is not None,
        "snapshots": [{"id": used.id, "use": used.use} for used in card.snapshots],
        "law_version": card.law_version,
        "spine_version": card.spine_version,
        "places_version": card.places_version,
        "software_version": card.software_version,
    }


def _line(one: Closing, closings: tuple[Closing, ...]) -> str:
    newest = "counts" if _newest(one, closings) else "replaced"
    synthetic = ", synthetic" if one.card.synthetic else ""
    destroyed = f", core tables destroyed ({one.destroyed.what})" if one.destroyed else ""
    return (
        f"{one.card.month}  {one.card.id}  {newest}{synthetic}{destroyed}  {len(one.card.snapshots)} extracts"
    )
