"""`toandan lake diff`: how two versions of an extract differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, open_keyring

if TYPE_CHECKING:
    from toandan.lake.difference import Difference
    from toandan.lake.home import Home

SCHEMA = "toandan/lake-diff/1"


@click.command()
@click.argument("old")
@click.argument("new", required=False, default="")
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(*, home: Home, old: str, new: str, as_json: bool) -> None:
    """How the snapshot NEW differs from OLD: rows added, gone, changed, and changed by column.

    With one snapshot: it against the version before. Only numbers of rows are shown, never a value.
    Names and phones are compared by keyed digests in memory. Write ids as `toandan lake show` does.
    """
    from toandan.pipeline.difference import difference_between

    before, after, found = difference_between(home=home, keyring=open_keyring(home), old=old, new=new)
    synthetic = before.card.synthetic or after.card.synthetic
    if as_json:
        told = {"schema": SCHEMA, "snapshot": str(after.id), "synthetic": synthetic}
        echo_json({**told, **asdict(found)})
        return
    mark = "  SYNTHETIC" if synthetic else ""
    click.echo("\n".join([f"{after.id}{mark}", *sentences(found)]))


def sentences(found: Difference) -> list[str]:
    """The difference as a person reads it."""
    lines = [
        f"  against {found.to}",
        f"  the same     {found.same_n:>12,}",
        f"  changed      {found.changed_n:>12,}",
        *(f"    {n:>10,}  {name}" for name, n in found.columns.items()),
        f"  added        {found.added_n:>12,}",
        f"  gone         {found.gone_n:>12,}",
    ]
    if found.without_key_n:
        lines.append(f"    {found.without_key_n:>10,}  of the last two have no number to pair them by")
    return lines
