"""toandan quote: what the law of a day says of a household, member by member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import echo_json, language_option
from toandan.cli.law import day_of, law_with
from toandan.cli.quote_text import quote_text
from toandan.lawbook.advice import ADVICE

if TYPE_CHECKING:
    from toandan.pipeline.quoting.quote import HouseholdQuote, MemberQuote, Quote

SHOWN = (
    "paying",
    "answer",
    "missing_fact",
    "benefit_share",
    "benefit_answer",
    "ladder_percent",
    "state_share",
    "local_item",
    "premium_month_vnd",
    "employer_vnd",
    "employee_vnd",
    "si_agency_vnd",
    "state_vnd",
    "province_vnd",
    "person_vnd",
    "premium_period_vnd",
    "person_period_vnd",
)


@click.command("quote")
@click.argument("household", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--at", metavar="DATE", help="The day of payment (default: today).")
@language_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@click.option("--reform", type=click.Path(path_type=Path), metavar="FILE", help="Under this proposal.")
def command(*, household: Path, at: str | None, lang: str, as_json: bool, reform: Path | None) -> None:
    """Say for each member of HOUSEHOLD: group, who pays how much, first day of cover, benefit.

    HOUSEHOLD is a YAML file of facts (docs/how-to/quote.md). Every line names its article; what rests
    on no text read is marked. What cannot be told is said, never guessed.
    """
    made = quote_of(household, day_of(at, "--at"), reform)
    if as_json:
        echo_json(quote_json(made))
    else:
        click.echo("\n".join(quote_text(made, lang)))


def quote_of(path: Path, day: date, reform: Path | None = None) -> Quote:
    """The quote of a file under the shipped law, or under a proposal on top of it."""
    from toandan.pipeline.counter import Counter
    from toandan.pipeline.quoting.household_check import check_households
    from toandan.pipeline.quoting.household_file import read_households
    from toandan.pipeline.quoting.quote import quoted

    file, law = read_households(path), law_with(reform)
    check_households(file, law, day, path.name)
    counter = Counter.open(law)
    try:
        return quoted(counter, file, day, path.name)
    finally:
        counter.close()


def quote_json(made: Quote) -> dict[str, Any]:
    """The quote as one document; docs/how-to/quote.md tells its fields."""
    return {
        "law_version": made.law.version,
        "proposals": list(made.law.proposals),
        "at": made.day.isoformat(),
        "synthetic": made.synthetic,
        "advice": ADVICE,
        "households": [_household(one, made) for one in made.households],
    }


def _household(one: HouseholdQuote, made: Quote) -> dict[str, Any]:
    return {
        "id": one.household.id,
        "members": [dict(_member(member, made)) for member in one.members],
        "total_vnd": one.total_vnd,
        "without_amount": list(one.without_amount),
        "unsure": list(one.unsure),
    }


def _member(one: MemberQuote, made: Quote) -> Iterator[tuple[str, Any]]:
    from toandan.lawbook.article_vi import article_vi
    from toandan.pipeline.quoting.lines import lines_of
    from toandan.schemas.set_columns import categories_of

    start = one.outcome["cover_start"]
    yield "id", one.member.id
    yield "months", one.facts["months"]
    yield from ((name, one.outcome[name]) for name in SHOWN)
    for name in ("fits", "unknown", "may_choose", "missing"):
        yield name, list(categories_of(one.outcome, name))
    yield "cover_start", start.isoformat() if start else None
    yield "codes", list(one.codes)
    yield (
        "lines",
        [
            asdict(line) | {"article_vi": article_vi(line.article)}
            for line in lines_of(one, made.law, made.day)
        ],
    )
