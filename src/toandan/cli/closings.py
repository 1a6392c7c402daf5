"""toandan closings: the months closed so far, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, language_option, now

if TYPE_CHECKING:
    from toandan.lake.closing import Closing
    from toandan.lake.home import Home
    from toandan.lake.lake import Lake

SCHEMA, RELEASED_SCHEMA = "toandan/closings/1", "toandan/closing-released/1"
SHOWN = 50
WORDS = {
    "en": {
        "none": "no month is closed yet; next: toandan close MONTH",
        "released": "released{at}{by}",
        "at": " {at}",
        "by": " by {by}",
        "replaced": "replaced",
        "waiting": "not released",
        "proposal": "proposal ({proposals})",
        "next": "    to have it read: toandan closings release {id} --by NAME",
        "again": "    it cannot be released any more; next: toandan close {month}",
        "done": "released {month}: {id}, by {by}",
        "already": "{id} is the released closing of {month} already",
        "synthetic": ", synthetic",
        "destroyed": ", core tables destroyed ({what})",
        "extracts": "{n} extracts",
    },
    "vi": {
        "none": "chưa chốt tháng nào; tiếp theo: toandan close THÁNG",
        "released": "đã phát hành{at}{by}",
        "at": " {at}",
        "by": " bởi {by}",
        "replaced": "đã thay thế",
        "waiting": "chưa phát hành",
        "proposal": "phương án đề xuất ({proposals})",
        "next": "    để dùng kỳ chốt này: toandan closings release {id} --by TÊN",
        "again": "    không thể phát hành nữa; tiếp theo: toandan close {month}",
        "done": "đã phát hành {month}: {id}, người phát hành {by}",
        "already": "{id} đã là kỳ chốt được phát hành của {month}",
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
    """List the closings in the order they were made; the released one of a month is the one that is read."""
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

    A closing is named by its id as `toandan closings` prints it, or by its month for the released one.
    """
    from toandan.pipeline.closings import difference_of

    told = difference_of(home=home, first=first, second=second, limit=limit)
    if as_json:
        echo_json(told)
    else:
        from toandan.cli.closings_view import difference_lines

        click.echo("\n".join(difference_lines(told, lang)))


@command.command("release")
@click.argument("closing")
@click.option("--by", required=True, help="Who decides, for the log.")
@language_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of a sentence.")
@home_option
def release(*, closing: str, by: str, lang: str, as_json: bool, home: Home) -> None:
    """Release CLOSING: from now on accounts, reports and figures of its month read it.

    It is named by its id as `toandan closings` prints it, or by its month for the newest. An earlier
    closing can be released again in the same way, one under a proposal never.
    """
    from toandan.pipeline.release import release as released

    done = released(home=home, named=closing, by=by, at=now())
    card = done.closing.card
    if as_json:
        told = {"month": card.month, "closing": card.id, "by": done.release.by, "at": done.release.at}
        echo_json({"schema": RELEASED_SCHEMA, **told, "unchanged": done.unchanged})
        return
    words = WORDS[lang]["already" if done.unchanged else "done"]
    click.echo(words.format(month=card.month, id=card.id, by=done.release.by))


def _list(home: Home, words: Mapping[str, str], *, as_json: bool) -> None:
    from toandan.lake.lake import Lake

    lake = Lake.open(home)
    closings = lake.closings()
    if as_json:
        echo_json({"schema": SCHEMA, "closings": [_entry(one, lake) for one in closings]})
    elif not closings:
        click.echo(words["none"])
    for one in () if as_json else closings:
        click.echo("\n".join(_lines(one, lake, words)))


def _standing(one: Closing, lake: Lake) -> str:
    """Whether a closing is released, of a proposal, replaced by the released one, or waiting: made after it, or where there is none."""
    names = [name for name in lake.manifest.closings if name.startswith(f"{one.card.month}/")]
    released = lake.manifest.released_closing(one.card.month)
    if one.name == released:
        return "released"
    if one.card.proposals:
        return "proposal"
    is_later = not released or names.index(one.name) > names.index(released)
    return "waiting" if is_later else "replaced"


def _entry(one: Closing, lake: Lake) -> dict[str, object]:
    card, standing = one.card, _standing(one, lake)
    release = lake.manifest.released[card.month] if standing == "released" else None
    return {
        "month": card.month,
        "closing": card.id,
        "newest": one == lake.newest_closing(card.month),
        "standing": standing,
        "released": None if release is None else {"by": release.by, "at": release.at},
        "synthetic": card.synthetic,
        "core_destroyed": one.destroyed is not None,
        "snapshots": [{"id": used.id, "use": used.use} for used in card.snapshots],
        "law_version": card.law_version,
        "proposals": list(card.proposals),
        "spine_version": card.spine_version,
        "places_version": card.places_version,
        "software_version": card.software_version,
    }


def _lines(one: Closing, lake: Lake, words: Mapping[str, str]) -> Iterator[str]:
    card, standing = one.card, _standing(one, lake)
    release = lake.manifest.released.get(card.month)
    told = words[standing].format(
        at=words["at"].format(at=release.at) if release and release.at else "",
        by=words["by"].format(by=release.by) if release and release.by else "",
        proposals=", ".join(card.proposals),
    )
    synthetic = words["synthetic"] if card.synthetic else ""
    destroyed = words["destroyed"].format(what=one.destroyed.what) if one.destroyed else ""
    extracts = words["extracts"].format(n=len(card.snapshots))
    yield f"{card.month}  {card.id}  {told}{synthetic}{destroyed}  {extracts}"
    if standing == "waiting":
        yield words["again" if one.destroyed else "next"].format(id=card.id, month=card.month)
