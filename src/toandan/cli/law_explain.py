"""toandan law explain: the facts and clauses that led to a decision, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toandan.cli.common import echo_json, language_option
from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.advice import ADVICE, CONFIDENCE

if TYPE_CHECKING:
    from toandan.pipeline.quoting.explained import Step
    from toandan.pipeline.quoting.quote import MemberQuote, Quote


@click.command("explain")
@click.argument("household", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--at", metavar="DATE", help="The day of payment (default: today).")
@click.option("--member", metavar="LABEL", required=True, help="The member, by label, or by place from 1.")
@language_option()
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@click.option("--reform", type=click.Path(path_type=Path), metavar="FILE", help="Under this proposal.")
def explain(
    *, household: Path, at: str | None, member: str, lang: str, as_json: bool, reform: Path | None
) -> None:
    """Explain the decision for one member of HOUSEHOLD: facts, categories, clauses, result."""
    from toandan.cli.law import day_of
    from toandan.cli.quote import quote_of
    from toandan.lawbook.article_vi import article_vi
    from toandan.pipeline.quoting.explained import steps

    made = quote_of(household, day_of(at, "--at"), reform)
    way = steps(_found(made, member), made.law, made.day)
    if as_json:
        echo_json(
            {
                "member": member,
                "at": made.day.isoformat(),
                "steps": [asdict(one) | {"article_vi": article_vi(one.article)} for one in way],
                "advice": ADVICE,
            }
        )
    else:
        click.echo("\n".join([*_numbered(way, lang), "", CONFIDENCE[lang], ADVICE[lang]]))


def _found(made: Quote, label: str) -> MemberQuote:
    members = [member for home in made.households for member in home.members]
    by_label = {one.member.id: one for one in members}
    if label in by_label:
        return by_label[label]
    if label.isdigit() and 1 <= int(label) <= len(members):
        return members[int(label) - 1]
    raise BadInput(
        what=f"the file has no member {label[:20]!r}",
        where="--member",
        why=f"its members are {', '.join(by_label)}",
        do="name one of them, or its place from 1",
        vi=Vietnamese(
            what=f"tệp không có thành viên {label[:20]!r}",
            why=f"các thành viên là {', '.join(by_label)}",
            do="nêu một thành viên trong số đó, hoặc thứ tự tính từ 1",
        ),
    )


def _numbered(way: list[Step], lang: str) -> Iterator[str]:
    from toandan.lawbook.article_vi import article_vi
    from toandan.lawbook.wording import sureness

    for number, step in enumerate(way, 1):
        said = step.said_vi if lang == "vi" else step.said
        article = article_vi(step.article) if lang == "vi" else step.article
        mark = sureness(step.confidence, verified=step.verified)[lang == "vi"]
        yield (
            f"{number:>3}. {said}"
            + (f" ({article})" if article else "")
            + (f" [{mark}]" if step.confidence else "")
        )
