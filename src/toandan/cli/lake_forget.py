"""`toandan lake forget`: take one person out of the lake."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, now, open_keyring, stderr_progress
from toandan.errors import BadInput, Usage

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.pipeline.forget import Forgotten

SCHEMA = "toandan/lake-forgotten/1"
STDIN = "-"


@click.command()
@click.argument("person", required=False)
@click.option(
    "--from-file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read the number from the first line of a file.",
)
@click.option(
    "--record",
    default="",
    metavar="SNAPSHOT:ROW",
    help="A record of somebody without any number, as a list names it, instead of PERSON.",
)
@click.option("--reason", required=True, help="Why, for the log; never the person's name or number.")
@click.option("--by", default="", help="Who decides, for the log; without it, the user of this machine.")
@click.option("--dry-run", is_flag=True, help="Only say what would be destroyed.")
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def forget(
    *,
    home: Home,
    person: str | None,
    file: Path | None,
    record: str,
    reason: str,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take a PERSON out of every snapshot, by personal id (12), insurance number (10) or card number (15).

    Leave the number out to be asked for it, unseen; - reads it from standard input. A number on the
    command line stays in the shell's history. The old files are destroyed; this cannot be taken back.
    """
    from toandan.pipeline.forget import forget as forgotten

    if record and (person is not None or file is not None):
        raise Usage(what="two ways to name the person", do="give --record or the number, not both")
    result = forgotten(
        home=home,
        keyring=open_keyring(home),
        number="" if record else _number(person, file),
        record=record,
        reason=reason,
        by=by or getpass.getuser(),
        at=now(),
        dry_run=dry_run,
        progress=stderr_progress(),
    )
    if as_json:
        told = {"schema": SCHEMA, "dry_run": dry_run, "searched_n": result.searched_n}
        events = [asdict(event) for event in result.events]
        echo_json({**told, "events": events, "unsearched": list(result.unsearched)})
        return
    click.echo(_sentences(result, dry_run=dry_run))


def _number(person: str | None, file: Path | None) -> str:
    if person is not None and file is not None:
        raise Usage(what="two ways to name the person", do="give --from-file or the argument, not both")
    if file is not None:
        try:
            return file.read_text("utf-8-sig").partition("\n")[0]
        except (OSError, UnicodeDecodeError) as problem:
            raise BadInput(what="the file with the number cannot be read", where=str(file)) from problem
    if person is None:
        return str(click.prompt("number of the person (not shown)", hide_input=True, err=True))
    if person == STDIN:
        return sys.stdin.readline()
    click.echo("the number now stands in the shell's history; use - or --from-file instead", err=True)
    return person


def _sentences(result: Forgotten, *, dry_run: bool) -> str:
    from toandan.cli.lake_log import line

    if not result.events:
        return f"the person stands in none of {result.searched_n} snapshots; nothing was destroyed"
    first = "would be destroyed:" if dry_run else "destroyed:"
    closings = any("/v" not in event.id for event in result.events)
    notes = (
        ["closings and other works lost their tables of persons; their published counts stay"]
        if closings
        else []
    )
    if result.unsearched:
        notes.append(
            "somebody without any number cannot be looked for in other versions; if they stand there, name the record in: "
            + ", ".join(result.unsearched)
        )
    done = "next: close the months again; rotate backups, ask the source to erase the person too"
    return "\n".join([first, *map(line, result.events), *notes, *([] if dry_run else [done])])
