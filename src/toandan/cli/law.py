"""toandan law: check the law that is kept, show it on a day, tell what changes between two."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toandan.cli.common import language_option, now
from toandan.cli.law_explain import explain
from toandan.cli.law_reform import reform as reform_command
from toandan.errors import BadInput, Vietnamese
from toandan.lawbook.advice import ADVICE, CONFIDENCE

if TYPE_CHECKING:
    from toandan.lawbook.entry import Entry
    from toandan.lawbook.law import Law
    from toandan.lawbook.lookup import Difference

_FIELDS = ("path", "name", "name_vi", "value", "unit", "article", "confidence", "verified", "note")
_SHOWN_MOST = 20


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
        click.echo("\n".join(_report(report, open_entries, lang, shows_all=shows_all)))
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
    lines = (_short(one, lang) for one in chosen) if path is None else _long(chosen, law, day, lang)
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
    lines = [*_changes(changed, lang), "", CONFIDENCE[lang], ADVICE[lang]] if changed else [nothing]
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


def _mark(one: Entry, lang: str) -> str:
    from toandan.lawbook.wording import sureness

    return sureness(one.confidence, verified=one.verified)[lang == "vi"]


def _day(day: date | None, lang: str) -> str:
    return "-" if day is None else f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


def _said(one: Entry | None, lang: str) -> str:
    if one is None:
        return {"en": "not there", "vi": "không có"}[lang]
    return one.said if lang == "en" else one.said_vi


def _short(one: Entry, lang: str) -> str:
    return f"{one.path:<48} {_said(one, lang)}  [{_mark(one, lang)}]"


def _long(chosen: list[Entry], law: Law, day: date, lang: str) -> Iterator[str]:
    from toandan.lawbook.article_vi import article_vi

    words = {
        "en": ("from", "until", "article", "source", "confidence", "carries"),
        "vi": ("từ ngày", "đến trước ngày", "điều khoản", "nguồn", "độ tin cậy", "cách thể hiện"),
    }[lang]
    for one in chosen:
        yield f"{one.name if lang == 'en' else one.name_vi}  ({one.path})"
        yield f"  {_said(one, lang)}"
        yield f"  {words[0]} {_day(one.start, lang)}, {words[1]} {_day(one.end, lang)}"
        yield from _of_code(one, law, day, lang)
        yield f"  {words[2]}: {one.article if lang == 'en' else article_vi(one.article)}"
        for name in dict.fromkeys(one.sources):
            source = law.sources[name]
            yield f"  {words[3]}: {source.title if lang == 'en' else source.title_vi} [{source.confidence}]"
        yield f"  {words[4]}: [{_mark(one, lang)}]"
        carries = one.carries if lang == "en" else one.carries_vi
        yield from [f"  {words[5]}: {carries}"] if carries else []
        note = one.note if lang == "en" else one.note_vi
        yield from [f"  {note}"] if note else []


def _of_code(one: Entry, law: Law, day: date, lang: str) -> Iterator[str]:
    """Place in Article 12, who pays and the benefit of the category a card code leads to."""
    from toandan.lawbook.entry import entries_at

    group = law.at(day).groups.get(one.path.removeprefix("groups/"))
    category = law.categories.get(group.category) if group is not None else None
    if group is None or category is None:
        return
    place = {"en": "place in Article 12", "vi": "thứ tự theo Điều 12"}[lang]
    yield f"  {place}: {category.bit + 1} ({group.order})"
    for entry in entries_at(law, day):
        if entry.path.startswith(f"categories/{category.slug}/"):
            name = (entry.name if lang == "en" else entry.name_vi).rpartition(": ")[2]
            yield f"  {name}: {_said(entry, lang)}  [{_mark(entry, lang)}]"


def _changes(changed: list[Difference], lang: str) -> Iterator[str]:
    for one in changed:
        shown = one.after or one.before
        name = "" if shown is None else shown.name if lang == "en" else shown.name_vi
        mark = f"  [{_mark(shown, lang)}]" if shown else ""
        yield f"{one.path}  {name}"
        yield f"  {_said(one.before, lang)}  →  {_said(one.after, lang)}{mark}"


def _report(report: dict[str, Any], unread: list[Entry], lang: str, *, shows_all: bool) -> Iterator[str]:
    counts = (report["entries_n"], len(report["checks"]), len(report["findings"]))
    if lang == "en":
        yield f"Law {report['version']}: {counts[0]} dated entries, {counts[1]} checks, {counts[2]} findings."
    else:
        yield f"Pháp luật {report['version']}: {counts[0]} mục, {counts[1]} phép kiểm tra, {counts[2]} lỗi."
    said = "message_vi" if lang == "vi" else "message"
    yield from (f"  {one['path']}: {one[said]}" for one in report["findings"])
    yield {
        "en": f"{len(unread)} entries are not verified; {report['not_coded_n']} points are not coded.",
        "vi": f"{len(unread)} mục chưa xác minh; {report['not_coded_n']} nội dung chưa được ghi.",
    }[lang]
    shown = unread if shows_all else unread[:_SHOWN_MOST]
    yield from (
        f"  {one.path:<48} {one.start or '-'}  {_said(one, lang)}  [{one.confidence}]" for one in shown
    )
    if len(shown) < len(unread):
        yield {"en": "  … (--all lists them)", "vi": "  … (--all để xem hết)"}[lang]


command.add_command(explain)
command.add_command(reform_command)
