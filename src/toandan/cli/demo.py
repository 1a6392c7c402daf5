"""toandan demo: a synthetic province from nothing to its accounts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import now, stderr_progress
from toandan.errors import IdentityBroken, NotAllowed
from toandan.values.month import Month

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.lake.keyring import Keyring
    from toandan.lawbook.law import Law
    from toandan.pipeline.intake import Receipt

PROVINCE = "15"
PEOPLE = 1_673_064
SEED = 1
FIRST, LAST = Month(2024, 10), Month(2025, 10)
CARD = "sample.yaml"
KEYS = "throw-away-keys.json"
SETTINGS = f"""\
# Made by `toandan demo`. The keys are throw-away keys: only the demo makes such keys, for data nobody lives in.
keys: {KEYS}
"""


@click.command("demo")
@click.option(
    "--people",
    default=PEOPLE,
    show_default=True,
    type=click.IntRange(min=5_000, max=PEOPLE),
    help="People of the province; fewer is quicker, and the published figures are scaled.",
)
@click.option(
    "--home",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for all of it (default: TOANDAN_HOME, else ./demo).",
)
@click.option(
    "--no-serve",
    is_flag=True,
    help="There are no pages to serve yet; the option is there so that scripts written now keep working.",
)
@click.pass_context
def command(context: click.Context, *, people: int, folder: Path | None, no_serve: bool) -> None:  # noqa: ARG001
    """Invent a province, take its registers in, close two months, and print who is covered.

    Lào Cai with 1,673,064 people, October 2024 and October 2025. Everybody in it is invented.
    The figures that newspapers printed are laid beside the accounts; exit code 3 if one differs.
    """
    from toandan.lake.home import Home

    outer = context.find_root().obj
    home = Home((folder or (outer if isinstance(outer, Path) else None) or Path("demo")).absolute())
    run(home, people)


def run(home: Home, people: int) -> None:
    """The whole demo; results on stdout. Raises IdentityBroken when a published figure does not come out."""
    from toandan.cli.demo_report import report
    from toandan.lawbook.law import shipped

    keyring = _prepared(home)
    law = shipped()
    _taken_in(home, keyring, _sampled(home, people), law)
    _closed(home, law)
    differing = report(home, PROVINCE, LAST, people, law=law)
    if differing and people == PEOPLE:
        raise IdentityBroken(
            what=f"{differing} published figures do not come out of the accounts",
            where=f"province {PROVINCE}, {LAST}",
            why="the lines marked ✗ above",
            do="report this with what `toandan --version` and `toandan lake show` print",
        )


def _prepared(home: Home) -> Keyring:
    """The demo's own keys, made when the folder is new; a folder of somebody else's is refused."""
    from toandan.lake.key_file import create_keyring, load_keyring

    click.echo("SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP: everybody in this demo is invented.")
    keys = home.root / KEYS
    if keys.exists():
        return load_keyring(keys)
    if home.root.exists() and any(home.root.iterdir()):
        raise NotAllowed(
            what="this folder holds something that is not a demo",
            where=str(home.root),
            why="the demo writes only into a new folder or an earlier demo of its own",
            do="name another folder with --home",
        )
    keyring = create_keyring(keys, note="throw-away keys of a demo; never use them for an office")
    home.settings.write_text(SETTINGS, "utf-8")
    click.echo(
        f"throw-away keys made in {keys} (only the demo makes such keys; an office runs toandan keys new)"
    )
    return keyring


def _sampled(home: Home, people: int) -> Path:
    """The folder of the sample; made unless just this one is there already, whole."""
    folder = home.root / "sample"
    if _is_there(folder, people):
        click.echo("the same sample is there already and is not made again", err=True)
        return folder
    from toandan.cli.sample_calibration import calibration_of
    from toandan.samples.province import make_sample

    make_sample(
        calibration=calibration_of(PROVINCE, LAST),
        province=PROVINCE,
        people=people,
        start=FIRST,
        end=LAST,
        out=folder,
        seed=SEED,
        progress=stderr_progress(),
    )
    return folder


def _is_there(folder: Path, people: int) -> bool:
    from toandan.samples.province import SCHEMA

    wanted = {
        "schema": SCHEMA,
        "province": PROVINCE,
        "people": people,
        "from": str(FIRST),
        "to": str(LAST),
        "seed": SEED,
    }
    if not (folder / CARD).exists():
        return False
    told = _card(folder)
    names = [name for call in told["intake"] for name in call["files"]]
    same = {name: told.get(name) for name in wanted} == wanted
    return same and all((folder / name).exists() for name in names)


def _card(folder: Path) -> dict[str, Any]:
    """What the sample says of itself."""
    import yaml

    told: dict[str, Any] = yaml.safe_load((folder / CARD).read_text("utf-8"))
    return told


def _taken_in(home: Home, keyring: Keyring, sample: Path, law: Law) -> None:
    """Every extract the sample names, oldest first; those already in the lake are recognised."""
    from toandan.pipeline.intake import take_in

    click.echo("\nTaken in: received = accepted + quarantined")
    for call in _card(sample)["intake"]:
        receipt = take_in(
            home=home,
            keyring=keyring,
            register=call["register"],
            files=[sample / name for name in call["files"]],
            scope=str(call["scope"]),
            as_of=date.fromisoformat(str(call["as_of"])),
            complete_since=_day(call.get("complete_since")),
            received_at=now(),
            synthetic=True,
            law=law,
            origin="toandan sample",
            progress=stderr_progress(),
        )
        click.echo(_received(receipt))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _received(receipt: Receipt) -> str:
    card = receipt.snapshot.card
    known = "  (in the lake already)" if receipt.known_already else ""
    return f"  {receipt.snapshot.id!s:<54}{card.received_n:>10,} = {card.accepted_n:>9,} + {card.quarantined_n:>6,}{known}"


def _closed(home: Home, law: Law) -> None:
    """Both months; how long the steps of the last one took is kept for `toandan graph`."""
    from toandan.cli.stopwatch import Stopwatch, keep
    from toandan.pipeline.close import close_month

    for month in (FIRST, LAST):
        watch = Stopwatch()
        progress = watch.beside(stderr_progress())
        closing = close_month(home=home, month=month, law=law, progress=progress, at=now())
        watch.lap()
        if watch.seconds:
            keep(home, closing.card.id, watch)
