"""toandan accounts: who is covered in a month, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, home_option, language_option
from toandan.values.month import Month

if TYPE_CHECKING:
    from toandan.lake.home import Home


@click.command("accounts")
@click.argument("month")
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="CODE",
    help="A place on the map of the month's last day; several (repeated, or with commas) make one area.",
)
@click.option(
    "--by",
    type=click.Choice(["commune", "group", "age", "sex", "entitlement"]),
    default="commune",
    show_default=True,
    help="What the rows are.",
)
@language_option("vi")
@click.option("--json", "as_json", is_flag=True, help="The document toandan/accounts/1 instead of tables.")
@home_option
def command(*, month: str, places: tuple[str, ...], by: str, lang: str, as_json: bool, home: Home) -> None:
    """Tell who is covered at the end of MONTH (2025-10), compared with twelve months before.

    The year before is brought to present boundaries. Participants (by card) and residents
    found covered (by residence) are two counts and stay apart. By entitlement: what the law of
    the day says of every resident, as far as the registers tell, and who pays how much.
    """
    from toandan.lawbook.law import shipped
    from toandan.pipeline.accounts import accounts_of

    codes = [code.strip() for text in places for code in text.split(",") if code.strip()]
    document = accounts_of(home=home, month=Month.parse(month), law=shipped(), places=codes, by=by)
    if as_json:
        echo_json(document)
        return
    from toandan.cli.accounts_view import LANGUAGES, show

    show(document, by=by, lang=lang)
    if by == "entitlement":
        from toandan.cli.accounts_entitlement import show_entitlement

        show_entitlement(document["entitlement"], LANGUAGES[lang], lang)
