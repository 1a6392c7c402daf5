"""toandan quarantine: rows that were not accepted, masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option, open_keyring
from toandan.errors import BadInput, Usage
from toandan.lake.home import Home

if TYPE_CHECKING:
    from toandan.lake.lake import Lake

SCHEMA = "toandan/quarantine/1"
SHOWN = 50


@click.group("quarantine")
def command() -> None:
    """Rows that were not accepted: why, and on which line of which file."""


@command.command("list")
@click.argument("snapshot", required=False)
@click.option("--last", is_flag=True, help="The snapshot committed last.")
@click.option("--code", metavar="CODE", help="Only rows with this reason among theirs.")
@click.option(
    "--limit", default=SHOWN, show_default=True, type=click.IntRange(min=1), help="At most so many rows."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def list_rows(
    *, home: Home, snapshot: str | None, last: bool, code: str | None, limit: int, as_json: bool
) -> None:
    """List the rows of SNAPSHOT (as `toandan intake` prints it) that were not accepted.

    Numbers are masked to their last two characters, names to initials.
    """
    from toandan.lake.lake import Lake
    from toandan.lake.snapshot import SnapshotId
    from toandan.registers.masking import masked_rows

    if (snapshot is None) != last:
        raise Usage(what="which snapshot?", do="name one, or ask for the --last")
    if code is not None:
        _check_code(code)
    lake = Lake.open(home)
    chosen = lake.snapshot(SnapshotId.parse(_last(lake) if last else snapshot or ""))
    rows, total_n = masked_rows(chosen, open_keyring(home), code=code, limit=limit)
    answer = {
        "schema": SCHEMA,
        "snapshot": str(chosen.id),
        "synthetic": chosen.card.synthetic,
        "code": code,
        "rows_n": total_n,
        "rows": rows,
    }
    if as_json:
        echo_json(answer)
    else:
        click.echo(_lines(answer))


def _last(lake: Lake) -> str:
    """The snapshot committed last."""
    if not lake.manifest.snapshots:
        raise BadInput(what="the lake holds no snapshot", do="take a register in first: toandan intake")
    return list(lake.manifest.snapshots)[-1]


def _check_code(code: str) -> None:
    from toandan.registers.codes import ORDER

    if code not in ORDER:
        raise Usage(what=f"there is no quarantine code {code!r}", do=f"use one of: {', '.join(ORDER)}")


def _lines(answer: dict[str, Any]) -> str:
    marked = " · SYNTHETIC data" if answer["synthetic"] else ""
    lines = [f"{answer['snapshot']}{marked}: {answer['rows_n']:,} rows"]
    for row in answer["rows"]:
        lines.append(f"{row['file']}:{row['line']}  {row['code']}  {row['reason']}")
        lines.append(f"    {row['reason_vi']} → {row['do_vi']}")
        lines.append("    " + "  ".join(f"{name}={text}" for name, text in row["received"].items()))
    if len(answer["rows"]) < answer["rows_n"]:
        lines.append(f"… {answer['rows_n'] - len(answer['rows']):,} more; ask with --limit")
    return "\n".join(lines)
