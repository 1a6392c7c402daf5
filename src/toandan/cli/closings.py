"""toandan closings: the months closed so far, and what differs between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option

if TYPE_CHECKING:
    from toandan.lake.closing import Closing
    from toandan.lake.home import Home

SCHEMA = "toandan/closings/1"
SHOWN = 50


@click.group("closings", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
@click.pass_context
def command(context: click.Context, *, as_json: bool, home: Home) -> None:
    """List the closings in the order they were made; the last of a month is the one that counts."""
    if context.invoked_subcommand is None:
        _list(home, as_json=as_json)


@command.command("diff")
@click.argument("first")
@click.argument("second")
@click.option(
    "--limit", default=SHOWN, show_default=True, type=click.IntRange(min=0), help="At most so many cells."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def diff(*, first: str, second: str, limit: int, as_json: bool, home: Home) -> None:
    """Say what changed from closing FIRST to SECOND, cell by cell, and which extracts were replaced.

    A closing is named by its id as `toandan closings` prints it, or by its month for the newest.
    """
    from toandan.pipeline.closings import difference_of

    told = difference_of(home=home, first=first, second=second, limit=limit)
    if as_json:
        echo_json(told)
    else:
        click.echo(_difference(told))


def _difference(told: dict[str, Any]) -> str:
    before, after = told["before"], told["after"]
    marked = " · SYNTHETIC data" if told["synthetic"] else ""
    lines = [f"from {before['month']} {before['closing']} to {after['month']} {after['closing']}{marked}"]
    for n, one in enumerate(told["extracts"], 1):
        lines.append(f"  [{n}] {one['register']}: {one['before'] or 'none'} -> {one['after'] or 'none'}")
    if not told["extracts"]:
        lines.append("  the same extracts")
    for name, pair in told["versions"].items():
        lines.append(f"  {name.replace('_', ' ')}: {pair['before']} -> {pair['after']}")
    lines.append(f"{told['cells_n']:,} cells differ")
    lines += [_cell(one) for one in told["cells"]]
    if len(told["cells"]) < told["cells_n"]:
        lines.append(f"… {told['cells_n'] - len(told['cells']):,} more; ask with --limit")
    return "\n".join(lines)


def _cell(one: dict[str, Any]) -> str:
    key = " ".join(one["key"].values())
    before, after = one["before"] or {}, one["after"] or {}
    names = [name for name in (before or after) if before.get(name, 0) != after.get(name, 0)]
    values = ", ".join(f"{name} {before.get(name, 0):,} -> {after.get(name, 0):,}" for name in names)
    because = " ".join(f"[{position + 1}]" for position in one["because"])
    only = "" if one["before"] is not None and one["after"] is not None else " (only in one of them)"
    return f"  {one['table']}  {key}: {values or 'the row'}{only}  {because}".rstrip()


def _list(home: Home, *, as_json: bool) -> None:
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
