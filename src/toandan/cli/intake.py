"""toandan intake: take the files of a register in."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option, now, open_keyring, stderr_progress
from toandan.cli.confirm import confirmed
from toandan.errors import BadInput, Vietnamese
from toandan.lake.home import Home
from toandan.schemas.registers import REGISTERS

if TYPE_CHECKING:
    from toandan.registers.source.form import Form

SCHEMA = "toandan/intake/1"
PROPOSAL_SCHEMA = "toandan/mapping-proposal/1"
HELP = f"""Take FILES (CSV, XLSX, XLS or Parquet) in as the whole extract of a REGISTER for a place and day.

Registers: {", ".join(REGISTERS)}. The files of one call are one extract; a later call for the same
place and day makes a new version. Every row is accepted or goes to quarantine with its reason and
line. --scope and --as-of are always given but with --propose.
"""


@click.command("intake", help=HELP)
@click.argument("register")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--scope",
    default="",
    metavar="PLACE",
    help="The place the extract is of: its code or name on the map of --as-of; VN is the whole country.",
)
@click.option("--as-of", "day", default="", metavar="DATE", help="The day it speaks of, as 2025-10-31.")
@click.option(
    "--complete-since",
    "since",
    default="",
    metavar="DATE",
    help="Participation only: the day since which the extract holds every spell, as 2021-01-01.",
)
@click.option("--synthetic", is_flag=True, help="Mark the data as synthetic wherever it is shown.")
@click.option("--origin", default="", metavar="TEXT", help="Who handed it over, for the card.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    help="YAML that says which of the file's columns are ours; kept for the next file of this shape.",
)
@click.option(
    "--propose",
    is_flag=True,
    help="Only write a mapping to read and correct, to --mapping where it is given; nothing is taken in.",
)
@click.option(
    "--encoding", default="", metavar="NAME", help="Of a text file: tcvn3, vni, windows-1258, utf-8, utf-16 …"
)
@click.option(
    "--separator",
    default="",
    type=click.Choice(["", ",", ";", "tab", "|"]),
    help="Between the columns of a text file, where it is not recognised.",
)
@click.option("--sheet", default="", metavar="NAME", help="Of a workbook; without it, all that fit are read.")
@click.option(
    "--title-rows", "title_n", type=click.IntRange(0), help="Lines above the heading, where it is not found."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@home_option
def command(
    *,
    home: Home,
    register: str,
    files: tuple[Path, ...],
    scope: str,
    day: str,
    since: str,
    synthetic: bool,
    origin: str,
    mapping: Path | None,
    propose: bool,
    encoding: str,
    separator: str,
    sheet: str,
    title_n: int | None,
    as_json: bool,
) -> None:
    """Take the files of a register in."""
    from toandan.registers.source.form import Form

    told = Form(encoding, separator.replace("tab", "\t"), sheet, title_n)
    if propose:
        confirmed(told, lambda form: _propose(home, register, files, form, mapping, as_json=as_json))
        return
    _check_given(scope, day)
    from toandan.lawbook.law import shipped
    from toandan.pipeline.intake import take_in

    as_of, complete_since = _day(day, "--as-of"), _day(since, "--complete-since") if since else None
    keyring = open_keyring(home)
    click.get_current_context().call_on_close(_say_when_stopped)
    receipt = confirmed(
        told,
        lambda form: take_in(
            home=home,
            keyring=keyring,
            register=register,
            files=files,
            scope=scope,
            as_of=as_of,
            received_at=_received_at(),
            synthetic=synthetic,
            law=shipped(),
            origin=origin,
            mapping=mapping,
            form=form,
            complete_since=complete_since,
            progress=stderr_progress(),
        ),
    )
    card = receipt.snapshot.card
    answer = {
        "schema": SCHEMA,
        "snapshot": str(receipt.snapshot.id),
        "known_already": receipt.known_already,
        "synthetic": card.synthetic,
        "received_n": card.received_n,
        "accepted_n": card.accepted_n,
        "quarantined_n": card.quarantined_n,
        "quarantine_codes": card.quarantine_codes,
    } | _where_any(
        complete_since=card.complete_since,
        mapping=card.mapping,
        padded=card.padded,
        difference=card.difference and asdict(card.difference),
    )
    if as_json:
        echo_json(answer)
    else:
        click.echo(_sentences(answer))


def _where_any(**told: object) -> dict[str, object]:
    """What is said only where there is something to say."""
    return {name: value for name, value in told.items() if value}


def _say_when_stopped() -> None:
    """After Ctrl-C: what was done is not lost."""
    if isinstance(sys.exception(), KeyboardInterrupt):
        click.echo("what is finished is kept; the same command goes on from there", err=True)


def _check_given(scope: str, day: str) -> None:
    for name, text in (("--scope", scope), ("--as-of", day)):
        if not text:
            raise click.UsageError(f"Missing option '{name}'.")


def _propose(
    home: Home, register: str, files: tuple[Path, ...], form: Form, to: Path | None, *, as_json: bool
) -> None:
    from toandan.lawbook.law import shipped
    from toandan.registers.mapping.offer import offer

    proposal, path = offer(home, register, files[0], form, to, law=shipped())
    if as_json:
        echo_json(
            {
                "schema": PROPOSAL_SCHEMA,
                "mapping": str(path),
                "confidence": {one.rule.column: one.confidence for one in proposal.columns},
                "missing": proposal.missing,
                "not_used": [heading for heading, _ in proposal.not_used],
            }
        )
        return
    click.echo(f"proposed for {files[0].name}:")
    for one in proposal.columns:
        seen = f"  ({', '.join(one.samples)})" if one.samples else ""
        click.echo(f"  {one.confidence:.2f}  {one.rule.column} <- {' + '.join(one.rule.headings)}{seen}")
    if proposal.missing:
        click.echo(f"  still to be written by hand: {', '.join(proposal.missing)}")
    if proposal.not_used:
        click.echo(f"  left out: {', '.join(heading for heading, _ in proposal.not_used)}")
    click.echo(f"next: read and correct {path}, then name it with --mapping")


def _received_at() -> datetime:
    return now()


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            what=f"{text!r} is no date",
            where=option,
            why="a day is written year-month-day",
            do="write it as 2025-10-31",
            vi=Vietnamese(
                what=f"{text!r} không phải là ngày",
                why="ngày viết theo thứ tự năm-tháng-ngày",
                do="viết như 2025-10-31",
            ),
        ) from None


def _sentences(answer: dict[str, Any]) -> str:
    from toandan.cli.lake_diff import sentences
    from toandan.lake.difference import Difference
    from toandan.registers.codes import quarantine_code

    known = " (these files were in the lake already; nothing was written)" if answer["known_already"] else ""
    marked = " · SYNTHETIC data" if answer["synthetic"] else ""
    lines = [
        f"{answer['snapshot']}{marked}{known}",
        f"  received     {answer['received_n']:>12,}",
        f"  accepted     {answer['accepted_n']:>12,}",
        f"  quarantined  {answer['quarantined_n']:>12,}",
    ]
    if since := answer.get("complete_since"):
        lines.append(f"  complete since {since}")
    for code, number in answer["quarantine_codes"].items():
        lines.append(f"    {number:>10,}  {code}: {quarantine_code(code).meaning}")
    for column, told in answer.get("padded", {}).items():
        lines.append(
            f"  {column}: {told['padded_n']:,} of {told['filled_n']:,} were padded with leading zeros "
            f"to {told['digits']} digits: {told['why']}"
        )
    if "difference" in answer:
        lines += sentences(Difference(**answer["difference"]))
    lines.append(_next_step(answer))
    return "\n".join(lines)


def _next_step(answer: dict[str, Any]) -> str:
    if answer["quarantined_n"]:
        return f"next: toandan quarantine list {answer['snapshot']}"
    return f"next: toandan close {answer['snapshot'].split('/')[2][:7]}"
