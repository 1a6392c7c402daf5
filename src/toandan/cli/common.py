"""What the commands share: the home, the keys, the clock, progress."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.progress_bar import Bar, Lines
from toandan.errors import Language
from toandan.progress import Progress

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.keyring import Keyring


LANG = "toandan.lang"


def language_option[**P, R](default: Language = "en") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a command take --lang; what it says and what goes wrong in it are told in that language."""
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default=default,
        show_default=True,
        callback=_lang,
        help="Language of the text.",
    )


def _lang(context: click.Context, _: click.Parameter, value: str) -> str:
    context.meta[LANG] = value
    return value


def home_option[**P, R](command: Callable[P, R]) -> Callable[P, R]:
    """Let a sub-command take --home too; the one nearest to the command wins."""
    return click.option(
        "--home",
        "home",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_home,
        help="Folder of the lake and the settings.",
    )(command)


def _home(context: click.Context, _: click.Parameter, value: Path | None) -> Home:
    from toandan.lake.home import find_home

    outer = context.find_root().obj
    return find_home(value or (outer if isinstance(outer, Path) else None), os.environ)


def open_keyring(home: Home) -> Keyring:
    """The office's keys for this home, as its lake needs them; says when a rotation was cut short."""
    from toandan.lake.home import keys_path
    from toandan.lake.key_file import read_key_file
    from toandan.lake.manifest import Manifest

    manifest, file = Manifest.find(home.lake), read_key_file(keys_path(home, os.environ))
    if file.coming is not None:
        click.echo("a rotation of the keys was cut short: run `toandan keys rotate` again", err=True)
    return file.fitting(manifest.keys if manifest is not None else {})


def now() -> datetime:
    """The machine's clock; nothing below the command line reads it."""
    return datetime.now(UTC).replace(microsecond=0)


def user() -> str:
    """Who runs the command, as the machine knows them; empty where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def echo_json(content: Any) -> None:  # noqa: ANN401  (any JSON value)
    """A JSON result on stdout."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def stderr_progress() -> Progress:
    """Progress on stderr: a bar on a terminal, which ends with the command; lines otherwise."""
    if not sys.stderr.isatty():
        lines = Lines()
        return Progress(say=lines.say, advance=lines.advance)
    bar = Bar()
    click.get_current_context().call_on_close(bar.close)
    return Progress(say=bar.say, advance=bar.advance)
