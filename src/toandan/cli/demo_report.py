"""What the demo prints at its end: who is covered, the published figures beside it, where everything lies."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

import click

from toandan.accounts.figures.calibrated import province_calibration
from toandan.accounts.figures.published import published_book
from toandan.cli.demo_entitlement import entitlement
from toandan.cli.demo_figures import Expected, Line, area_lines, expected, province_lines, share_percent
from toandan.lake.home import Home
from toandan.lawbook.law import Law
from toandan.pipeline.accounts import accounts_of
from toandan.places.load import atlas
from toandan.places.vintage import vintage_at
from toandan.values.month import Month

COLUMN = 16
LOWEST_SHOWN, HIGHEST_SHOWN = 10, 3
Told = dict[str, Any]


def report(home: Home, province: str, month: Month, people: int, *, law: Law) -> int:
    """Print everything; give back how many published figures did not come out."""
    told = accounts_of(home=home, month=month, law=law)
    click.echo(_truth(told))
    differing = _proof(home, province, month, people, told, law=law)
    _conflicts(told)
    _ranked(told["rank"])
    entitlement(home, month, law=law)
    _next_steps(home, str(month))
    return differing


def _proof(home: Home, province: str, month: Month, people: int, told: Told, *, law: Law) -> int:
    calibration = province_calibration(province, vintage_at(month.last_day))
    if calibration is None:
        return 0
    wanted = expected(calibration, published_book(), people)
    lines = list(province_lines(wanted, told))
    _compared(f"Published about {told['place']['name']} ({month})", lines, wanted)
    for area in calibration.areas:
        named = ", ".join(atlas(calibration.vintage).unit(code).name for code in area.codes)
        accounts = accounts_of(home=home, month=month, law=law, places=area.codes)
        found = list(area_lines(wanted, area, accounts))
        _compared(f"Published about {named}", found, wanted)
        lines += found
    return sum(not line.agrees for line in lines)


def _truth(told: Told) -> str:
    """The line of truth: both counts, each with what it is a count of."""
    rates = [rate for rate in told["rates"] if rate["numerator"] == "participants_n"]
    shares = "\n".join(
        f"    {share_percent(rate['share'], 2):>7} of {rate['denominator_n']:>9,}  {rate['kind']}, {rate['date']}: {rate['source']}"
        for rate in rates
    )
    return (
        f"\n{told['place']['name']}, {told['as_of']} (synthetic)\n"
        f"  {told['participants_n']:,} participants: people with a card valid on the day, by the card's commune\n{shares}\n"
        f"  {told['covered_residents_n']:,} of {told['residents_n']:,} residents found to hold one, by residence; "
        f"{told['uncovered_n']:,} not found covered\n"
        "  The two counts are never mixed."
    )


def _compared(heading: str, lines: Sequence[Line], wanted: Expected) -> None:
    source = "scaled" if wanted.is_scaled else "published"
    click.echo(f"\n{heading}\n  {'':<44}{source:>{COLUMN}}{'accounts':>{COLUMN}}")
    for line in lines:
        mark = "✓" if line.agrees else "✗"
        if len(line.printed) < COLUMN:
            click.echo(f"  {line.name:<44}{line.printed:>{COLUMN}}{line.ours:>{COLUMN}}  {mark}")
        else:
            click.echo(f"  {line.name:<76}  {mark}\n    {line.printed}")
            click.echo("" if line.agrees else f"    accounts: {line.ours}", nl=not line.agrees)
    if wanted.is_scaled:
        click.echo(
            "  The sample has another size than the province; published counts are scaled to it, half up."
        )


def _conflicts(told: Told) -> None:
    click.echo("\nWhat does not fit together, and is shown instead of hidden")
    for conflict in told["conflicts"]:
        click.echo(f"  {conflict['text_en']}\n  {conflict['text_vi']}")


def _ranked(rank: Sequence[Told]) -> None:
    lowest, highest = rank[:LOWEST_SHOWN], rank[-HIGHEST_SHOWN:]
    click.echo(f"\nCommunes by participants over residents, lowest first ({len(rank)}; sizes are invented)")
    for row in lowest:
        click.echo(_row(row))
    click.echo("      …")
    for row in highest:
        click.echo(_row(row))


def _row(row: Told) -> str:
    return (
        f"  {row['rank']:>4}  {row['code']}  {row['name']:<28}{share_percent(row['share'], 2):>8}"
        f"{row['participants_n']:>10,} of {row['residents_n']:>8,}"
    )


def _next_steps(home: Home, month: str) -> None:
    where = shlex.quote(str(home.root))
    click.echo(
        f"\nEverything lies in {home.root}: lake/ (snapshots and closings), sample/ (the files taken in),\n"
        "settings.yaml, and throw-away keys. Remove the folder when you are done.\n\n"
        "Next:\n"
        f"  toandan accounts {month} --home {where}\n"
        f"  toandan accounts {month} --place 02905,02923,02908,02926 --by group --home {where}\n"
        f"  toandan accounts {month} --by entitlement --lang en --home {where}\n"
        f"  toandan report {month} --out {_inside(home, 'report.pdf')} --home {where}\n"
        f"  toandan graph --out {_inside(home, 'steps.svg')} --home {where}\n"
        f"  toandan quarantine list --last --home {where}\n"
        f"  toandan lake show --home {where}"
    )


def _inside(home: Home, name: str) -> str:
    return shlex.quote(str(home.root / name))
