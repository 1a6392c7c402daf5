"""toandan quarantine: rows that were not accepted, on their way to be corrected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option, now, open_keyring, stderr_progress
from toandan.errors import BadInput, Usage
from toandan.lake.home import Home

if TYPE_CHECKING:
    from toandan.lake.lake import Lake
    from toandan.lake.snapshot import Snapshot

SCHEMA = "toandan/quarantine/1"
ACCESS_LOG_SCHEMA = "toandan/access-log/1"
RESUBMIT_SCHEMA = "toandan/resubmit/1"
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
    from toandan.registers.masking import masked_rows

    chosen = _named(home, snapshot, last=last, code=code)
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


@command.command("export")
@click.argument("snapshot", required=False)
@click.option("--last", is_flag=True, help="The snapshot committed last.")
@click.option("--code", metavar="CODE", help="Only rows with this reason among theirs.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="New file, .csv or .xlsx; only its owner can read it.",
)
@click.option("--unmasked", is_flag=True, help="Values in clear; asks --purpose and --by, and is logged.")
@click.option("--purpose", default="", metavar="TEXT", help="What the values in clear are needed for.")
@click.option("--by", default="", metavar="NAME", help="Who takes them out.")
@home_option
def export(
    *,
    home: Home,
    snapshot: str | None,
    last: bool,
    code: str | None,
    out: Path,
    unmasked: bool,
    purpose: str,
    by: str,
) -> None:
    """Write the rows of SNAPSHOT that were not accepted to a file, with reason and what to do.

    Masked unless --unmasked. Correct the received columns and send the file back with
    `toandan quarantine resubmit`; a masked cell left as it is stands for what was received.
    """
    from toandan.pipeline.export import Asked, export_quarantine
    from toandan.registers.correction.export import Chosen

    chosen = Chosen(_named(home, snapshot, last=last, code=code), code, unmasked=unmasked)
    if not unmasked and (purpose or by):
        raise Usage(
            what="a masked export needs no purpose", do="add --unmasked, or leave --purpose and --by out"
        )
    asked = Asked(by, purpose, now()) if unmasked else None
    rows_n = export_quarantine(home, open_keyring(home), chosen, out, asked)
    marked = " · SYNTHETIC data" if chosen.snapshot.card.synthetic else ""
    told = "PERSONAL DATA in clear, logged" if unmasked else "masked"
    click.echo(f"{rows_n:,} rows of {chosen.snapshot.id} in {out}: {told}{marked}")
    click.echo(f"next: correct the file, then toandan quarantine resubmit {chosen.snapshot.id} {out}")


@command.command("resubmit")
@click.argument("snapshot")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def resubmit_rows(*, home: Home, snapshot: str, file: Path, as_json: bool) -> None:
    """Take the corrected rows of an exported FILE back, as the next version of SNAPSHOT.

    They are checked again, alone and against all others. Rows that are not in the file, and those
    still bad, stay in quarantine; what was accepted stays accepted.
    """
    from toandan.lawbook.law import shipped
    from toandan.pipeline.resubmit import resubmit

    receipt = resubmit(
        home=home,
        keyring=open_keyring(home),
        snapshot=snapshot,
        file=file,
        received_at=now(),
        law=shipped(),
        progress=stderr_progress(),
    )
    card = receipt.snapshot.card
    answer = {
        "schema": RESUBMIT_SCHEMA,
        "snapshot": card.id,
        "corrects": card.corrects,
        "known_already": receipt.known_already,
        "synthetic": card.synthetic,
        "sent_n": card.corrections[-1].rows_n,
        "received_n": card.received_n,
        "accepted_n": card.accepted_n,
        "quarantined_n": card.quarantined_n,
        "quarantine_codes": card.quarantine_codes,
    }
    if as_json:
        echo_json(answer)
    else:
        click.echo(_resubmitted(answer))


def _resubmitted(answer: dict[str, Any]) -> str:
    known = " (this file was taken back already; nothing was written)" if answer["known_already"] else ""
    marked = " · SYNTHETIC data" if answer["synthetic"] else ""
    return "\n".join(
        [
            f"{answer['snapshot']}{marked}{known}",
            f"  corrects     {answer['corrects']}",
            f"  sent back    {answer['sent_n']:>12,}",
            f"  received     {answer['received_n']:>12,}",
            f"  accepted     {answer['accepted_n']:>12,}",
            f"  quarantined  {answer['quarantined_n']:>12,}",
        ]
    )


@command.command("log")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def show_log(*, home: Home, as_json: bool) -> None:
    """Who took rows out in clear, when, and what for."""
    from dataclasses import asdict

    from toandan.lake.access import accesses

    entries, broken_n = accesses(home)
    if as_json:
        told = {"entries": [asdict(one) for one in entries], "broken_lines_n": broken_n}
        echo_json({"schema": ACCESS_LOG_SCHEMA, **told})
        return
    for one in entries:
        codes = ", ".join(f"{code} {number:,}" for code, number in one.codes.items())
        click.echo(f"{one.at}  {one.by}  {one.rows_n:,} rows of {one.snapshot} ({codes})")
        click.echo(f"    {one.purpose}")
    if not entries:
        click.echo("nothing was exported in clear")
    if broken_n:
        click.echo(f"{broken_n:,} lines of the log cannot be read")


def _named(home: Home, snapshot: str | None, *, last: bool, code: str | None) -> Snapshot:
    """The snapshot that was asked for; raises Usage where none was, or for an unknown code."""
    from toandan.lake.lake import Lake
    from toandan.lake.snapshot import SnapshotId

    if (snapshot is None) != last:
        raise Usage(what="which snapshot?", do="name one, or ask for the --last")
    if code is not None:
        _check_code(code)
    lake = Lake.open(home)
    return lake.snapshot(SnapshotId.parse(_last(lake) if last else snapshot or ""))


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
    lines = [
        f"{answer['snapshot']}{marked}: {answer['rows_n']:,} {'row' if answer['rows_n'] == 1 else 'rows'}"
    ]
    for row in answer["rows"]:
        lines.append(f"{row['file']}:{row['line']}  {row['code']}  {row['reason']}")
        lines.append(f"    {row['reason_vi']} → {row['do_vi']}")
        lines.append("    " + "  ".join(f"{name}={text}" for name, text in row["received"].items()))
    if len(answer["rows"]) < answer["rows_n"]:
        lines.append(f"… {answer['rows_n'] - len(answer['rows']):,} more; ask with --limit")
    return "\n".join(lines)
