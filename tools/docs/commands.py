"""The reference page of the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from toandan.cli.app import root

WIDTH = 100
GENERATED = "<!-- made from the commands in src/toandan/cli; change those, then run `make docs` -->"
INTRODUCTION = """\
Results go to stdout, progress and errors to stderr. Exit codes: 0 done, 1 bad input, 2 usage, 3 identity broken,
4 locked by somebody else. `--home` or `TOANDAN_HOME` says where the lake and the settings live, `TOANDAN_KEYS` where
the keys are; `TOANDAN_THREADS`, `TOANDAN_MEMORY` (as `8GB`) and `TOANDAN_TEMP` bound what the engine may use, and
`TOANDAN_ENGINE` (as `sc://host:15002`) computes closings on a cluster.\
"""


def commands_under(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[tuple[click.Context, click.Command]]:
    """The command and everything below it, each with the context in which its help is drawn."""
    command._help_option = None  # noqa: SLF001 - click keeps it from whoever asked first, here it is drawn anew
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context, command
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from commands_under(found, child, context)


def commands_page() -> str:
    """Every command with its help, as it prints it on a terminal of 100 columns."""
    parts = [GENERATED, "# Commands — Các lệnh", INTRODUCTION]
    for context, command in commands_under(root, "toandan"):
        level = "##" if context.parent is None or context.parent.parent is None else "###"
        parts += [f"{level} `{context.command_path}`", f"```text\n{command.get_help(context)}\n```"]
    return "\n\n".join(parts) + "\n"
