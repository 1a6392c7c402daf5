"""toandan law reform: a proposal against the law in force, on the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, language_option

if TYPE_CHECKING:
    from toandan.lawbook.law import Law
    from toandan.lawbook.reform import Reform
    from toandan.pipeline.proposals.difference import Difference
    from toandan.pipeline.proposals.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Tried:
    """A proposal tried on facts."""

    reform: Reform
    law: Law
    proposed: Law
    day: date
    found: Difference


@click.command("reform")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--at", metavar="DATE", help="The day compared (default: the day the proposal begins).")
@click.option(
    "--facts",
    "facts",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    required=True,
    metavar="FILE",
    help="Parquet files of core_facts__entity_person, or a household's YAML file; may be given again.",
)
@click.option(
    "--dossier",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the dossier (Markdown) there.",
)
@language_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of a page.")
def reform(
    *, file: Path, at: str | None, facts: tuple[Path, ...], page: Path | None, lang: str, as_json: bool
) -> None:
    """Compare the proposal in FILE with the law in force for the same people, on one day.

    Says by group, by payer and by commune what changes, and prints the dossier: text, who asked, who
    gains, cost, effect.
    """
    from toandan.pipeline.proposals.dossier import dossier

    tried = _tried(file, at, facts)
    text = dossier(_dossier(tried, facts, lang))
    if page is not None:
        _write(page, text)
    if as_json:
        echo_json(dict(_json(tried)))
    elif page is None:
        click.echo(text.rstrip("\n"))


def _tried(file: Path, at: str | None, facts: tuple[Path, ...]) -> Tried:
    from toandan.cli.law import day_of
    from toandan.engine import open_engine
    from toandan.lawbook.apply import reformed
    from toandan.lawbook.law import shipped
    from toandan.lawbook.read import read_reform
    from toandan.pipeline.proposals.difference import difference
    from toandan.pipeline.proposals.facts_in import facts_on

    law, asked = shipped(), read_reform(file)
    proposed = reformed(law, asked)
    day = asked.start if at is None else day_of(at, "--at")
    with open_engine() as engine:
        table = facts_on(engine, facts, law, day)
        return Tried(asked, law, proposed, day, difference(engine, table, law, proposed))


def _dossier(tried: Tried, facts: tuple[Path, ...], lang: str) -> Dossier:
    from toandan.pipeline.proposals.dossier import Dossier
    from toandan.pipeline.proposals.facts_in import is_synthetic

    names = ", ".join(path.name for path in facts)
    made_up = is_synthetic(facts)
    people = tried.found.people["people_n"]
    said = f"Facts: {names}, {people} people" + (", SYNTHETIC: made up." if made_up else ".")
    said_vi = f"Dữ liệu: {names}, {people} người" + (", DỮ LIỆU GIẢ LẬP." if made_up else ".")
    which = 1 if lang == "vi" else 0
    return Dossier(
        tried.reform, tried.law, tried.proposed, tried.day, tried.found, which, (said, said_vi)[which]
    )


def _json(tried: Tried) -> Iterator[tuple[str, object]]:
    from toandan.lawbook.advice import ADVICE

    yield "proposal", tried.reform.id
    yield "at", tried.day.isoformat()
    yield "law_version", tried.law.version
    yield "proposed_version", tried.proposed.version
    yield from asdict(tried.found).items()
    yield "advice", ADVICE


def _write(page: Path, text: str) -> None:
    from toandan.errors import BadInput, Vietnamese

    try:
        page.write_text(text, "utf-8")
    except OSError as problem:
        raise BadInput(
            what="the dossier cannot be written",
            where=str(page),
            why=problem.strerror or "the folder does not permit it",
            do="name a file in a folder you may write to",
            vi=Vietnamese(
                what="không ghi được hồ sơ",
                why="thư mục không có ở đó, hoặc không cho phép ghi",
                do="nêu tệp trong thư mục được phép ghi",
            ),
        ) from None
    click.echo(f"dossier written: {page}", err=True)
