"""What the demo prints of the law: who is entitled to what and not covered so, and who would pay how much."""

from __future__ import annotations

from typing import Any

import click

from toandan.accounts.entitlement_findings import millions
from toandan.cli.accounts_entitlement import MONEY
from toandan.lake.home import Home
from toandan.lawbook.law import Law
from toandan.pipeline.accounts import accounts_of
from toandan.values.month import Month

SHOWN = 12


def entitlement(home: Home, month: Month, *, law: Law) -> None:
    """The categories with the most residents, what cannot be told, and the money of all by payer."""
    rows = accounts_of(home=home, month=month, law=law, by="entitlement")["entitlement"]
    click.echo(
        "\nWhat the law of the day says of every resident, from invented lists (no legal advice)\n"
        f"  {'':<34}{'residents':>11}{'not covered':>13}{'other group':>13}{'state, million đồng':>21}"
    )
    known = sorted((row for row in rows if row["answer"] == "known"), key=lambda row: -row["residents_n"])
    for row in known[:SHOWN]:
        click.echo(_line(row["code"], row))
    click.echo(_line(f"{len(known[SHOWN:])} more categories", _sum(known[SHOWN:])))
    click.echo(_line("cannot tell", _sum([row for row in rows if row["answer"] != "known"])))
    click.echo(_paid(_sum(rows)))


def _line(name: str, row: dict[str, Any]) -> str:
    return (
        f"  {name:<34}{row['residents_n']:>11,}{row['uncovered_n']:>13,}{row['otherwise_n']:>13,}"
        f"{millions(row['state_vnd']):>21,}"
    )


def _sum(rows: list[dict[str, Any]]) -> dict[str, int]:
    names = ("residents_n", "uncovered_n", "otherwise_n", "priced_n", *MONEY)
    return {name: sum(row[name] for row in rows) for name in names}


def _paid(total: dict[str, int]) -> str:
    parts = ", ".join(f"{name.removesuffix('_vnd')} {millions(total[name]):,}" for name in MONEY[1:])
    return (
        f"  A month's premium of {total['priced_n']:,} of {total['residents_n']:,} residents: "
        f"{millions(total['premium_month_vnd']):,} million đồng\n  ({parts})"
    )
