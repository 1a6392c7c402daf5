"""The root command: finds a sub-command by name and loads only that one.

Exit codes of every command: 0 done, 1 bad input, 2 usage, 3 identity broken, 4 locked.
Results go to stdout, progress and errors to stderr.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from toandan.cli.common import LANG
from toandan.cli.process import forbid_core_dumps
from toandan.errors import ToanDanError

USAGE = 2
STOPPED = 130
COMMANDS = {
    "accounts": "who is covered in a month, place by place",
    "close": "close a month: count it from the registers",
    "closings": "the months closed so far",
    "demo": "a synthetic province from nothing to its accounts",
    "figures": "recompute what follows from published figures",
    "graph": "the steps of a closing, drawn as they are",
    "intake": "take the files of a register in",
    "keys": "make, show, rotate and share out the office's keys",
    "lake": "what the lake holds",
    "law": "the law as it is kept: check it, show it on a day, compare two days",
    "places": "provinces, districts and communes through time",
    "quarantine": "rows that were not accepted: listed, exported, corrected",
    "quote": "what the law of a day says of a household: group, payers, premium, cover, benefit",
    "report": "two pages to keep, and the account tables as sheets",
    "sample": "make the synthetic registers of a province",
}


class LazyGroup(click.Group):
    """Loads ``toandan.cli.<name>:command`` when the name is called, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"toandan.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error keeps the language the command was asked in."""
        try:
            return super().invoke(ctx)
        except ToanDanError as problem:
            problem.lang = ctx.meta.get(LANG, "en")
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """One line per command, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="toandan", prog_name="toandan")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="TOANDAN_HOME",
    help="Folder of the lake and the settings (default: TOANDAN_HOME, else the user's data folder).",
)
@click.pass_context
def root(context: click.Context, home: Path | None) -> None:
    """Universal health insurance: who is covered, who is not, and whether the target will be met."""
    context.obj = home


def main() -> None:
    """Run the command line and end the process with the documented exit code."""
    forbid_core_dumps()
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run one command in this process and return the documented exit code; what went wrong goes to stderr."""
    try:
        ended = root.main(list(words), prog_name="toandan", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return USAGE
    except click.Abort:
        click.echo("stopped", err=True)
        return STOPPED
    except ToanDanError as problem:
        click.echo(f"toandan: {problem.text(problem.lang)}", err=True)
        return problem.exit_code
    return ended if isinstance(ended, int) else 0
