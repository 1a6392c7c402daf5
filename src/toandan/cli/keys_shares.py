"""`toandan keys escrow` and `toandan keys restore`: shares of the keys, and the keys from their shares."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toandan.cli.common import home_option, now
from toandan.errors import BadInput, NotAllowed, Usage

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.keyring import Keyring
    from toandan.lake.share_file import ShareFile

FEWEST, MOST = 2, 16


@click.command()
@home_option
@click.option(
    "--shares", "shares_n", required=True, type=click.IntRange(FEWEST, MOST), help="How many shares to make."
)
@click.option(
    "--threshold",
    "threshold_n",
    required=True,
    type=click.IntRange(FEWEST, MOST),
    help="How many of them give the keys back.",
)
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the files, one per share.",
)
def escrow(*, home: Home, shares_n: int, threshold_n: int, folder: Path) -> None:
    """Write shares of the keys for several people to keep on paper; fewer than the threshold tell nothing."""
    from toandan.lake.escrow import split
    from toandan.lake.home import keys_path
    from toandan.lake.key_file import Escrow, read_key_file, replace_key_file
    from toandan.lake.manifest import Manifest
    from toandan.lake.share_file import write_share_files

    if threshold_n > shares_n:
        raise Usage(what="more shares are needed than there are", do="choose a --threshold up to --shares")
    if folder.resolve().is_relative_to(home.lake.resolve()):
        raise NotAllowed(
            what="shares may not lie inside the lake",
            where=str(folder),
            why="whoever copies the lake would have its keys",
            do="name a folder elsewhere with --out",
        )
    path = keys_path(home, os.environ)
    file, manifest = read_key_file(path), Manifest.find(home.lake)
    keyring = file.fitting(manifest.keys if manifest is not None else {})
    given = Escrow(now().isoformat(), shares_n, threshold_n, keyring.fingerprints())
    shares = split(keyring, shares_n=shares_n, threshold_n=threshold_n)
    written = write_share_files(folder, shares, given)
    replace_key_file(path, replace(file, escrow=given))
    for one in written:
        click.echo(one)
    click.echo(
        f"any {threshold_n} of these {shares_n} shares give the keys back: "
        "hand each to another person, on paper, and delete the files"
    )


@click.command()
@home_option
@click.option(
    "--share",
    "files",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of one share; once for each.",
)
def restore(*, home: Home, files: tuple[Path, ...]) -> None:
    """Make the key file anew from its shares. It is not overwritten where there is one."""
    from toandan.lake.escrow import combine
    from toandan.lake.home import keys_path
    from toandan.lake.key_file import KeyFile, create_key_file
    from toandan.lake.keyring import check_fingerprints
    from toandan.lake.manifest import Manifest
    from toandan.lake.share_file import read_share_file

    read = [read_share_file(file) for file in files]
    keyring = combine([(one.path.name, one.words) for one in read])
    _check_told(keyring, read)
    manifest = Manifest.find(home.lake)
    if manifest is not None:
        check_fingerprints(keyring, manifest.keys, home.lake)
    path = keys_path(home, os.environ)
    create_key_file(path, KeyFile(keyring=keyring, note=f"restored from shares {now().isoformat()}"))
    fits = (
        "they are the keys of this lake" if manifest is not None else "there is no lake here to compare with"
    )
    click.echo(f"restored the keys to {path}; {fits}\nmake new shares now: these have been seen together")


def _check_told(keyring: Keyring, read: list[ShareFile]) -> None:
    own = keyring.fingerprints()
    for one in read:
        if one.fingerprints and one.fingerprints != own:
            raise BadInput(
                what="the keys from these shares have other fingerprints than the share says",
                where=str(one.path),
                why="its words and the text around them are of different keys",
                do="compare both with the paper",
            )
