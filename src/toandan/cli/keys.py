"""`toandan keys`: make and show the office's keys."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, open_keyring
from toandan.errors import NotAllowed

if TYPE_CHECKING:
    from toandan.lake.home import Home


@click.group()
def command() -> None:
    """Make the office's keys once, and show their fingerprints. The keys themselves are never shown."""


@command.command()
@home_option
def new(home: Home) -> None:
    """Make new keys. Keep a copy of the file in a safe place: without it the lake cannot be read."""
    from toandan.lake.home import keys_path
    from toandan.lake.key_file import create_keyring
    from toandan.lake.lake import Lake

    path = keys_path(home, os.environ)
    known = Lake.open(home, must_exist=False).manifest.keys
    if known and not path.exists():
        raise NotAllowed(
            what="this lake was written with other keys; new ones could not read it",
            where=str(home.lake),
            do="restore the key file from its safe copy, or name another home with --home",
        )
    create_keyring(path)
    click.echo(f"made keys in {path}\nkeep a copy of this file in a safe place outside this machine")


@command.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(*, home: Home, as_json: bool) -> None:
    """Where the keys are and their fingerprints."""
    from toandan.lake.home import keys_path

    path, fingerprints = keys_path(home, os.environ), open_keyring(home).fingerprints()
    if as_json:
        echo_json({"schema": "toandan/keys-shown/1", "file": str(path), "fingerprints": fingerprints})
        return
    click.echo(f"keys in {path}")
    for purpose, fingerprint in fingerprints.items():
        click.echo(f"  {purpose:<8}{fingerprint}")
