"""`toandan keys`: make, show, rotate and share out the office's keys."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option, now, stderr_progress
from toandan.cli.keys_shares import escrow, restore
from toandan.errors import NotAllowed

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.key_file import KeyFile
    from toandan.lake.keyring import Keyring

UNKNOWN = "not recorded"
FITS = {
    "yes": "these are its keys",
    "no": "these are not its keys",
    "none": "there is no lake with keys yet",
}


@click.group()
def command() -> None:
    """Make the office's keys once; show, rotate and share them out. The keys themselves are never shown."""


command.add_command(escrow)
command.add_command(restore)


@command.command()
@home_option
def new(home: Home) -> None:
    """Make new keys. Share them out at once: without them the lake cannot be read."""
    from toandan.lake.home import keys_path
    from toandan.lake.key_file import create_keyring
    from toandan.lake.lake import Lake

    path = keys_path(home, os.environ)
    known = Lake.open(home, must_exist=False).manifest.keys
    if known and not path.exists():
        raise NotAllowed(
            what="this lake was written with other keys; new ones could not read it",
            where=str(home.lake),
            do="restore the key file from its safe copy or with `toandan keys restore`, "
            "or name another home with --home",
        )
    create_keyring(path, made_at=now().isoformat())
    click.echo(
        f"made keys in {path}\nkeep a copy of this file in a safe place outside this machine, "
        "or shares of it: toandan keys escrow"
    )


@command.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(*, home: Home, as_json: bool) -> None:
    """Where the keys lie, since when, their fingerprints, whether they fit the lake, and who may have shares."""
    content = _content(home)
    if as_json:
        echo_json(content)
        return
    click.echo(f"keys in {content['file']}")
    for name, text in _lines(content):
        click.echo(f"  {name:<9}{text}")


def _content(home: Home) -> dict[str, Any]:
    from toandan.lake.home import keys_path
    from toandan.lake.key_file import read_key_file
    from toandan.lake.manifest import Manifest

    path, manifest = keys_path(home, os.environ), Manifest.find(home.lake)
    expected = manifest.keys if manifest is not None else {}
    file = read_key_file(path)
    keyring = file.fitting(expected)
    own = keyring.fingerprints()
    return {
        "schema": "toandan/keys-shown/1",
        "file": str(path),
        "rights": stat.filemode(path.stat().st_mode),
        "owner": path.owner(),
        "made_at": file.made_at,
        "rotated_at": file.rotated_at,
        "generations_n": len(keyring.id_keys),
        "fingerprints": own,
        "lake": str(home.lake),
        "fits": ("yes" if own == dict(expected) else "no") if expected else "none",
        "rotation": _rotation(file, keyring),
        "escrow": _escrow(file, own),
    }


def _rotation(file: KeyFile, keyring: Keyring) -> str:
    """ "begun" before the lake has changed to the coming keys, "to be tidied up" after it."""
    if file.coming is None:
        return ""
    return "to be tidied up" if keyring is file.coming else "begun"


def _escrow(file: KeyFile, own: dict[str, str]) -> dict[str, Any] | None:
    if file.escrow is None:
        return None
    return {
        "made_at": file.escrow.made_at,
        "shares_n": file.escrow.shares_n,
        "threshold_n": file.escrow.threshold_n,
        "of_these_keys": dict(file.escrow.fingerprints) == own,
    }


def _lines(content: dict[str, Any]) -> list[tuple[str, str]]:
    lines = [
        ("rights", f"{content['rights']} of {content['owner']}"),
        ("made", content["made_at"] or UNKNOWN),
        ("rotated", f"{content['rotated_at'] or UNKNOWN}, generation {content['generations_n']}"),
        *content["fingerprints"].items(),
        ("lake", f"{content['lake']}: {FITS[content['fits']]}"),
        ("shares", _shares(content["escrow"])),
    ]
    if content["generations_n"] == 1:
        lines.pop(2)
    if content["rotation"]:
        lines.append(("rotation", f"{content['rotation']}: run `toandan keys rotate` again"))
    return lines


def _shares(escrow: dict[str, Any] | None) -> str:
    if escrow is None:
        return "none were made: run `toandan keys escrow`"
    told = f"{escrow['shares_n']} made {escrow['made_at']}, any {escrow['threshold_n']} give the keys back"
    return told if escrow["of_these_keys"] else f"{told}, but those from before a rotation: make new ones"


@command.command()
@home_option
@click.option("--cancel", is_flag=True, help="Give up a rotation that was cut short.")
def rotate(*, home: Home, cancel: bool) -> None:
    """Make new keys and put the whole lake under them. Run it again to go on after an interruption.

    It needs about as much free disk as the tables with ids and names take, and says how much.
    """
    from toandan.lake.home import keys_path
    from toandan.pipeline.rotate import cancel_rotation, rotate

    path = keys_path(home, os.environ)
    if cancel:
        given_up = cancel_rotation(home=home, keys=path)
        click.echo(
            "gave the rotation up; the keys are as before" if given_up else "no rotation was cut short"
        )
        return
    done = rotate(home=home, keys=path, at=now(), progress=stderr_progress())
    click.echo(f"rotated the keys in {path}; {done.files_n} files of the lake were written anew")
    click.echo(
        f"the old keys lie in {done.retired}: destroy that file with the last copy of the lake from before"
    )
    click.echo("shares of the old keys do not open this lake: run `toandan keys escrow` now")
