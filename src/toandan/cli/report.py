"""toandan report: two pages a director keeps, and the account tables as sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toandan.cli.common import home_option, language_option
from toandan.errors import Usage
from toandan.values.month import Month

if TYPE_CHECKING:
    from toandan.lake.home import Home

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("report")
@click.argument("month")
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="CODE",
    help="A place on the map of the month's last day, or VN; several (repeated, or with commas) make one area.",
)
@language_option("vi")
@click.option("--out", "pdf", type=FILE, help="The report as PDF.")
@click.option("--xlsx", type=FILE, help="Every account table as a sheet of one workbook.")
@click.option(
    "--csv", "folder", type=click.Path(path_type=Path, file_okay=False), help="The same as CSV files."
)
@click.option(
    "--since",
    type=click.Choice(["year-start", "year-before"]),
    help="Start of the period: 31 December before, or twelve months before (default: the first that is closed).",
)
@home_option
def command(
    *,
    month: str,
    places: tuple[str, ...],
    lang: str,
    pdf: Path | None,
    xlsx: Path | None,
    folder: Path | None,
    since: str | None,
    home: Home,
) -> None:
    """Draw the report of MONTH (2025-10): rates with their denominators, plan, map, ranking, units.

    Counts from 1 to 4 are hidden, and others with them so that they cannot be computed back;
    suppress_below of the settings says from which count on all is shown. The same closing gives
    the same bytes.
    """
    if not (pdf or xlsx or folder):
        raise Usage(what="nothing to write", do="name a file with --out or --xlsx, or a folder with --csv")
    from toandan.lawbook.law import shipped
    from toandan.pipeline.report import report_tables
    from toandan.reports.written import written

    codes = [code.strip() for text in places for code in text.split(",") if code.strip()]
    handed = report_tables(home=home, month=Month.parse(month), law=shipped(), places=codes, since=since)
    for path in written(handed, lang, pdf=pdf, xlsx=xlsx, folder=folder):
        click.echo(path)
