"""toandan close: count a month from the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, home_option, now, stderr_progress, user
from toandan.cli.stopwatch import Stopwatch, keep
from toandan.values.month import Month

if TYPE_CHECKING:
    from toandan.lake.home import Home
    from toandan.pipeline.close import Closed

SCHEMA = "toandan/close/1"
FINDINGS = {
    "carried_snapshots_n": "extracts of an earlier day stand in; every figure made from them is marked",
    "history_snapshots_n": "extracts of a later day were read back to this month",
    "payments_waiting_n": "payments wait to be shown in the register of cards",
    "payments_overdue_n": "payments are overdue: no card is shown after the days the office allows",
    "payments_unknown_n": "payments are by people whom neither register knows",
    "history_unpublished_n": "extracts of cards do not say since which day they are complete: no earlier month-end is published; see toandan intake --complete-since",
    "spine_unlinked_n": "extracts came after the spine was made: people in them are whom their ids tell, until they are linked",
    "history_undeclared_n": "of these do not say since which day they are complete: people may be missing",
    "history_uneven_n": "extracts of cards are complete from a later month than the earliest: people who moved from"
    " their ground may be missing from earlier month-ends of where they moved to",
    "snapshots_set_aside_n": "extracts were set aside, because others cover their ground or a part of it",
    "snapshots_set_aside_partly_n": "of these speak of ground that no other extract covers: its people are missing",
    "resident_rows_repeated_n": "rows of the population register repeat a person who is counted elsewhere",
    "residents_estimated_n": "residents are placed by the estimated share of a commune that was split",
    "participants_estimated_n": "participants are placed by the estimated share of a commune that was split",
    "participants_group_not_in_force_n": "participants hold a card of a group that is not in force on the last day",
    "entitled_uncovered_n": "residents whom the law entitles to a known category are not found covered",
    "entitled_otherwise_n": "covered residents hold a card of another group than the law entitles them to",
    "entitled_unknown_n": "residents cannot be told what the law entitles them to: toandan accounts says why",
    "hamlets_listed_unmet_n": "hamlets that lists name have no resident who is known to live in them",
    "entitled_not_priced_n": "residents have a known category and a premium that cannot be told",
}


@click.command("close")
@click.argument("month")
@click.option("--carry", is_flag=True, help="Let the nearest earlier extract stand in where one is missing.")
@click.option("--again", is_flag=True, help="Compute a closing that is known once more, and compare.")
@click.option(
    "--spine",
    default="",
    help="Count with this spine (`toandan lake works spine`); exact-id/1 counts by the ids alone. Default: the newest.",
)
@click.option("--by", default="", help="Who closes, for the log; without it, the user of this machine.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@home_option
def command(*, month: str, carry: bool, again: bool, spine: str, by: str, as_json: bool, home: Home) -> None:
    """Close MONTH (2025-10): count its last day from the newest extracts and publish the tables.

    The same extracts, law and software give the same closing; closing once more says so. A new
    closing is released at once: it is the one that accounts and reports read. With `release: by_hand`
    in settings.yaml of the home it waits for `toandan closings release`.
    """
    from toandan.lake.log_text import check_log_text
    from toandan.lawbook.law import shipped
    from toandan.pipeline.close import closed

    wanted, watch = Month.parse(month), Stopwatch()
    who = by or user()
    check_log_text("--by", who, may_be_empty=True)  # before an hour of counting, not after it
    progress = watch.beside(stderr_progress())
    result = closed(
        home=home,
        month=wanted,
        law=shipped(),
        carry=carry,
        again=again,
        at=now(),
        by=who,
        spine=spine,
        progress=progress,
    )
    watch.lap()
    if watch.seconds:
        keep(home, result.closing.card.id, watch)
    if as_json:
        echo_json(_document(result))
    else:
        click.echo(_sentences(result))


def _document(result: Closed) -> dict[str, Any]:
    card = result.closing.card
    return {
        "schema": SCHEMA,
        "month": card.month,
        "closing": card.id,
        "unchanged": result.unchanged,
        "released": result.released,
        "synthetic": card.synthetic,
        "snapshots": [{"id": one.id, "use": one.use} for one in card.snapshots],
        "tables": {
            name: {"rows_n": one.rows_n, "sha256": one.sha256} for name, one in sorted(card.tables.items())
        },
        "findings": dict(sorted(card.findings.items())),
    }


def _sentences(result: Closed) -> str:
    card = result.closing.card
    first = f"unchanged, {card.id}" if result.unchanged else f"closed {card.month}: {card.id}"
    banner = ["SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP"] if card.synthetic else []
    used = [f"  from {one.id} ({one.use})" for one in card.snapshots]
    notes = [f"  {n:,} {FINDINGS[name]}" for name, n in card.findings.items() if n and name in FINDINGS]
    following = (
        f"next: toandan accounts {card.month}"
        if result.released
        else f"not released, so not read; next: toandan closings release {card.id} --by NAME"
    )
    return "\n".join([*banner, first, *used, *notes, following])
