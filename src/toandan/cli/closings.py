"""toandan closings: the months closed so far, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, language_option

if TYPE_CHECKING:
    from toandan.lake.closing import Closing
    from toandan.lake.home import Home

SCHEMA = "toandan/closings/1"
SHOWN = 50
WORDS = {
    "en": {
        "none": "no month is closed yet; next: toandan close MONTH",
        "counts": "counts",
        "replaced": "replaced",
        "synthetic": ", synthetic",
        "destroyed": ", core tables destroyed ({what})",
        "extracts": "{n} extracts",
    },
    "vi": {
        "none": "chưa chốt tháng nào; tiếp theo: toandan close THÁNG",
        "counts": "đang dùng",
        "replaced": "đã thay thế",
        "synthetic": ", tổng hợp",
        "destroyed": ", đã hủy dữ liệu từng người ({what})",
        "extracts": "{n} lần gửi",
    },
}


@click.group("closings", invoke_without_command=True)
@language_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
@click.pass_context
def command(context: click.Context, *, lang: str, as_json: bool, home: Home) -> None:
    """List the closings in the order they were made; the last of a month is the one that counts."""
    if context.invoked_subcommand is None:
        _list(home, WORDS[lang], as_json=as_json)


@command.command("diff")
@click.argument("first")
@click.argument("second")
@click.option(
    "--limit", default=SHOWN, show_default=True, type=click.IntRange(min=0), help="At most so many cells."
)
@language_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
@home_option
def diff(*, first: str, second: str, limit: int, lang: str, as_json: bool, home: Home) -> None:
    """Say what changed from closing FIRST to SECOND, cell by cell, and which extracts were replaced.

    A closing is named by its id as `toandan closings` prints it, or by its month for the newest.
    """
    from toandan.pipeline.closings import difference_of

    told = difference_of(home=home, first=first, second=second, limit=limit)
    if as_json:
        echo_json(told)
    else:
        from toandan.cli.closings_view import difference_lines

        click.echo("\n".join(difference_lines(told, lang)))


def _list(home: Home, words: Mapping[str, str], *, as_json: bool) -> None:
    from toandan.lake.lake import Lake

    closings = Lake.open(home).closings()
    if as_json:
        echo_json({"schema": SCHEMA, "closings": [_entry(one, closings) for one in closings]})
    elif not closings:
        click.echo(words["none"])
    for one in () if as_json else closings:
        click.echo(_line(one, closings, words))


def _newest(one: Closing, closings: tuple[Closing, ...]) -> bool:
    return one == [other for other in closings if other.card.month == one.card.month][-1]


def _entry(one: Closing, closings: tuple[Closing, ...]) -> dict[str, object]:
    card = one.card
    return {
        "month": card.month,
        "closing": card.id,
        "newest": _newest(one, closings),
        "synthetic": card.synthetic,
        "core_destroyed": one.destroyed is not None,
        "snapshots": [{"id": used.id, "use": used.use} for used in card.snapshots],
        "law_version": card.law_version,
        "spine_version": card.spine_version,
        "places_version": card.places_version,
        "software_version": card.software_version,
    }


def _line(one: Closing, closings: tuple[Closing, ...], words: Mapping[str, str]) -> str:
    standing = words["counts" if _newest(one, closings) else "replaced"]
    synthetic = words["synthetic"] if one.card.synthetic else ""
    destroyed = words["destroyed"].format(what=one.destroyed.what) if one.destroyed else ""
    extracts = words["extracts"].format(n=len(one.card.snapshots))
    return f"{one.card.month}  {one.card.id}  {standing}{synthetic}{destroyed}  {extracts}"
