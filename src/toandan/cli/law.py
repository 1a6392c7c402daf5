"""toandan law: check the law that is kept, show it on a day, tell what changes between two."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import language_option, now
from toandan.cli.law_explain import explain
from toandan.cli.law_reform import reform as reform_command
from toandan.cli.law_text import changes, long, report_lines, short
from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.advice import ADVICE, CONFIDENCE

if TYPE_CHECKING:
    from toandan.lawbook.entry import Entry
    from toandan.lawbook.law import Law
    from toandan.lawbook.lookup import Difference

_FIELDS = ("path", "name", "name_vi", "value", "unit", "article", "confidence", "verified", "note")


def _shared[**P, R](command: Callable[P, R]) -> Callable[P, R]:
    for option in (
        language_option(),
        click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences."),
        click.option(
            "--reform",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="The law with this proposal applied in memory.",
        ),
    ):
        command = option(command)
    return command


@click.group("law")
def command() -> None:
    """The law as it is kept: figures, categories, card codes, provincial support, each by day."""


@command.command("check")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Another folder of law files."
)
@click.option("--all", "shows_all", is_flag=True, help="List every unverified entry, not only the first.")
@_shared
def check(*, folder: Path | None, shows_all: bool, reform: Path | None, as_json: bool, lang: str) -> None:
    """Check that references resolve, every period is covered once and nothing contradicts itself.

    Also applies every proposal that is kept, and lists what rests on no text read. Exit code 1
    when something is wrong.
    """
    from toandan.lawbook.checks.run import CHECKS, findings
    from toandan.lawbook.entry import entries, unverified

    law = law_with(reform, folder)
    wrong = [asdict(one) for one in findings(law)]
    wrong += _proposals_wrong(law, folder) if reform is None else []
    open_entries = unverified(law)
    report = {
        "version": law.version,
        "checks": [one.__name__ for one in CHECKS],
        "entries_n": len(entries(law)),
        "findings": wrong,
        "unverified": [_fields(one) for one in open_entries],
        "not_coded_n": len(law.open_points),
    }
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(report_lines(report, open_entries, lang, shows_all=shows_all)))
    if wrong:
        raise BadInput(
            what=f"the law does not hold together: {len(wrong)} findings",
            where="law" if folder is None else folder.name,
            why="the findings are listed above",
            do="mend the files named",
            vi=Vietnamese(
                what=f"dữ liệu pháp luật chưa nhất quán: {len(wrong)} lỗi",
                why="các lỗi được liệt kê ở trên",
                do="sửa các tệp đã nêu",
            ),
        )


@command.command("show")
@click.argument("path", required=False)
@click.option("--at", metavar="DATE", help="The day whose law counts (default: today).")
@_shared
def show(*, path: str | None, at: str | None, reform: Path | None, as_json: bool, lang: str) -> None:
    """Show what the law says under PATH on a day: value, dates, article, source, confidence, verified.

    PATH is a name as base_salary, near_poor, CN or lao-cai-23-2025, or a part of the law as
    parameters, categories, groups, local. Without PATH everything of the day is listed in short.
    """
    from toandan.lawbook.entry import entries_at
    from toandan.lawbook.lookup import found

    law, day = law_with(reform), day_of(at, "--at")
    chosen = entries_at(law, day) if path is None else found(law, path, day)
    if as_json:
        click.echo(
            json.dumps(
                {"at": day.isoformat(), "version": law.version, "entries": [_fields(one) for one in chosen]},
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    lines = (short(one, lang) for one in chosen) if path is None else long(chosen, law, day, lang)
    click.echo("\n".join([*lines, "", CONFIDENCE[lang], ADVICE[lang]]))


@command.command("diff")
@click.argument("first", metavar="DATE1")
@click.argument("second", metavar="DATE2")
@_shared
def diff(*, first: str, second: str, reform: Path | None, as_json: bool, lang: str) -> None:
    """Tell what the law says on DATE2 otherwise than on DATE1, entry by entry."""
    from toandan.lawbook.lookup import differences

    law = law_with(reform)
    changed = differences(law, day_of(first, "DATE1"), day_of(second, "DATE2"))
    if as_json:
        click.echo(json.dumps([_both(one) for one in changed], ensure_ascii=False, indent=2))
        return
    nothing = {"en": "Nothing changes.", "vi": "Không có thay đổi."}[lang]
    lines = [*changes(changed, lang), "", CONFIDENCE[lang], ADVICE[lang]] if changed else [nothing]
    click.echo("\n".join(lines))


def law_with(reform: Path | None, folder: Path | None = None) -> Law:
    """The shipped law or that of a folder, with a proposal on top where one is given."""
    from toandan.lawbook.apply import with_reform
    from toandan.lawbook.law import read_law, shipped

    law = shipped() if folder is None else read_law(folder)
    return law if reform is None else with_reform(law, reform)


def _proposals_wrong(law: Law, folder: Path | None) -> list[dict[str, str]]:
    from toandan.lawbook.apply import with_reform
    from toandan.lawbook.checks.finding import Finding
    from toandan.lawbook.version import LAW

    wrong = []
    for path in sorted(((folder or LAW) / "reforms").glob("*.yaml")):
        try:
            with_reform(law, path)
        except BadInput as problem:
            said_vi = problem.vi.why if problem.vi is not None else problem.why
            wrong.append(asdict(Finding(f"reforms/{path.stem}", "proposal", problem.why, said_vi)))
    return wrong


def day_of(text: str | None, where: str) -> date:
    """The day a user wrote, today where none; raises BadInput for what is no date."""
    if text is None:
        return now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            what=f"{text!r} is no date",
            where=where,
            why="a day is written year-month-day",
            do="write it as 2026-07-01",
            vi=Vietnamese(
                what=f"{text!r} không phải là ngày",
                why="ngày được viết theo thứ tự năm-tháng-ngày",
                do="viết dạng 2026-07-01",
            ),
        ) from None


def _fields(one: Entry) -> dict[str, Any]:
    kept: dict[str, Any] = {name: getattr(one, name) for name in _FIELDS}
    dates = {name: day.isoformat() if day else None for name, day in (("start", one.start), ("end", one.end))}
    return kept | dates | {"sources": list(one.sources), "carries": one.carries, "carries_vi": one.carries_vi}


def _both(one: Difference) -> dict[str, Any]:
    return {
        "path": one.path,
        "before": _fields(one.before) if one.before else None,
        "after": _fields(one.after) if one.after else None,
    }


command.add_command(explain)
command.add_command(reform_command)
