"""`toandan lake`: what the lake holds, and whether it is whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option
from toandan.cli.lake_diff import diff
from toandan.cli.lake_forget import forget
from toandan.cli.lake_log import log
from toandan.cli.lake_retain import retain
from toandan.cli.lake_works import works

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.lake import Lake


@click.group()
def command() -> None:
    """What the lake holds, what happened to it, and whether it is whole."""


command.add_command(log)
command.add_command(diff)
command.add_command(forget)
command.add_command(retain)
command.add_command(works)


@command.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(*, home: Home, as_json: bool) -> None:
    """The committed snapshots, closings and other works, and which closing of each month is released."""
    from toandan.lake.lake import Lake

    content = _content(Lake.open(home))
    if as_json:
        echo_json(content)
        return
    if not content["snapshots"]:
        click.echo("the lake holds no snapshot yet")
    for found in content["snapshots"]:
        mark = "  SYNTHETIC" if found["synthetic"] else ""
        since = f"  complete since {found['complete_since']}" if "complete_since" in found else ""
        click.echo(
            f"{found['id']}  received {found['received_n']:,} = accepted {found['accepted_n']:,}"
            f" + quarantined {found['quarantined_n']:,}{since}{mark}"
        )
    for gone in content["destroyed"]:
        click.echo(f"{gone['id']}  destroyed ({gone['what']}): {gone['reason']}")
    for closing in content["closings"]:
        mark = "  SYNTHETIC" if closing["synthetic"] else ""
        mark += "  core tables destroyed" if closing["core_destroyed"] else ""
        mark += "  released" if closing["released"] else ""
        click.echo(
            f"closing {closing['month']} {closing['id']}  from {len(closing['snapshots'])} snapshots{mark}"
        )
    for work in content["works"]:
        mark = "  SYNTHETIC" if work["synthetic"] else ""
        mark += "  tables of persons destroyed" if work["core_destroyed"] else ""
        click.echo(f"work {work['kind']}/{work['id']}  from {len(work['inputs'])} inputs{mark}")


def _content(lake: Lake) -> dict[str, Any]:
    snapshots = [
        {
            "id": str(found.id),
            "as_of": str(found.id.as_of),
            "received_n": found.card.received_n,
            "accepted_n": found.card.accepted_n,
            "quarantined_n": found.card.quarantined_n,
            "received_at": found.card.received_at,
            "synthetic": found.card.synthetic,
            **({"complete_since": found.card.complete_since} if found.card.complete_since else {}),
        }
        for found in lake.snapshots()
    ]
    closings = [
        {
            "id": closing.card.id,
            "month": closing.card.month,
            "snapshots": [used.id for used in closing.card.snapshots],
            "synthetic": closing.card.synthetic,
            "core_destroyed": closing.destroyed is not None,
            "released": closing.name == lake.manifest.released_closing(closing.card.month),
        }
        for closing in lake.closings()
    ]
    made = [
        {
            "kind": work.card.kind,
            "id": work.card.id,
            "inputs": [used.id for used in work.card.inputs],
            "synthetic": work.card.synthetic,
            "core_destroyed": work.destroyed is not None,
        }
        for work in lake.works()
    ]
    return {
        "schema": "toandan/lake-shown/1",
        "folder": str(lake.folder),
        "snapshots": snapshots,
        "destroyed": [
            {"id": event.id, "what": event.what, "at": event.at, "reason": event.reason}
            for event in lake.manifest.destroyed.values()
            if event.id in lake.manifest.snapshots
        ],
        "closings": closings,
        "works": made,
    }


@command.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(*, home: Home, as_json: bool) -> None:
    """Compare every committed file with its hash; exit code 1 when something is not as it was committed."""
    from toandan.lake.lake import Lake
    from toandan.lake.verify import verify as findings_of

    lake = Lake.open(home)
    findings = findings_of(lake)
    if as_json:
        listed = [{"code": found.code, "where": found.where, "message": found.message} for found in findings]
        echo_json(
            {
                "schema": "toandan/lake-verified/1",
                "snapshots_n": len(lake.manifest.snapshots),
                "closings_n": len(lake.manifest.closings),
                "works_n": len(lake.manifest.works),
                "findings": listed,
            }
        )
    else:
        manifest = lake.manifest
        counts = f"{len(manifest.snapshots)} snapshots, {len(manifest.closings)} closings"
        works_n = f", {len(manifest.works)} other works" if manifest.works else ""
        click.echo(f"{counts}{works_n} checked")
        for found in findings:
            click.echo(f"{found.code}: {found.where}: {found.message}")
        click.echo("the lake is whole" if not findings else f"{len(findings)} findings")
    sys.exit(1 if findings else 0)
