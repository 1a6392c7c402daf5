"""What the commands share: the home, the keys, the clock, progress."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.progress import Progress

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.keyring import Keyring


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


def echo_json(content: Any) -> None:  # noqa: ANN401  (any JSON value)
    """A JSON result on stdout."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def stderr_progress() -> Progress:
    """Progress on stderr: one line rewritten on a terminal, sentences otherwise."""
    return Progress(say=_say, advance=_advance if sys.stderr.isatty() else _quiet)


def _say(sentence: str) -> None:
    # A counter may stand on the line of a terminal: write over it.
    before = "\r\x1b[K" if sys.stderr.isatty() else ""
    click.echo(f"{before}{sentence}", err=True)


def _quiet(*_: object) -> None:
    return None


def _advance(step: str, done: int, total: int | None) -> None:
    share = f" of {total:,}" if total else ""
    ending = "\n" if total and done >= total else ""
    click.echo(f"\r{step}: {done:,}{share}\x1b[K{ending}", err=True, nl=False)
