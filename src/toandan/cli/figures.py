"""toandan figures: what follows from published figures, and what in them does not fit together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from toandan.accounts.figures.conflicts import check as find_conflicts
from toandan.accounts.figures.derive import Derived, derive, outward, percent_text
from toandan.accounts.figures.figure import Figure, FigureBook
from toandan.accounts.figures.published import published_book
from toandan.accounts.figures.read import read_book
from toandan.accounts.figures.statement import statement
from toandan.accounts.figures.words import in_vietnamese, people_en, people_vi, percent_en, percent_vi
from toandan.cli.common import language_option

_NAMES_VI = {
    "plan": "kế hoạch được giao",
    "plan_about": "kế hoạch được giao, khoảng",
    "population": "dân số suy ra",
    "population_about": "dân số suy ra, khoảng",
    "plan_share_of_population_percent": "kế hoạch so với dân số",
    "participants_year_before": "người tham gia cùng kỳ năm trước",
    "gap_to_everyone": "còn thiếu để bao phủ toàn dân",
    "rest_of_province_change": "tăng, giảm của phần còn lại trong tỉnh",
}
_HEADINGS = {
    "vi": ("Số liệu đã công bố và kết quả tính lại", "Nguồn gốc", "Mâu thuẫn", "Không có mâu thuẫn."),
    "en": ("Published figures, recomputed", "Origins", "Conflicts", "No conflicts."),
}


@click.group("figures")
def command() -> None:
    """Recompute what follows from published figures."""


@command.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@language_option()
def check(*, file: Path | None, as_json: bool, lang: str) -> None:
    """Recompute the derived figures and list the conflicts.

    FILE is a YAML file of published figures; without it the figures that come with the
    program are checked. Conflicts are a result, not an error: the exit code is 0.
    """
    book = published_book() if file is None else read_book(file)
    if as_json:
        click.echo(json.dumps(statement(book), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_page(book, lang)))


def _page(book: FigureBook, lang: str) -> Iterator[str]:
    heading, origins, conflicts, none = _HEADINGS[lang]
    yield heading
    for figure in book.figures:
        yield ""
        yield f"{figure.area.name_vi if lang == 'vi' else figure.area.name}, {figure.date} ({figure.id})"
        yield f"  {origins}: {', '.join(book.origins(figure.sources))}"
        yield from _derived_lines(figure, book, lang)
    found = find_conflicts(book)
    yield ""
    yield f"{conflicts}: {len(found)}" if found else none
    yield from (f"  - {one.text_vi if lang == 'vi' else one.text_en}" for one in found)


def _derived_lines(figure: Figure, book: FigureBook, lang: str) -> Iterator[str]:
    for name, one in derive(figure, book).items():
        yield f"  {_name(name, lang)}: {_value(one, lang)}   [{one.how if lang == 'en' else in_vietnamese(one.how)}]"


def _name(name: str, lang: str) -> str:
    if lang == "vi" and name in _NAMES_VI:
        return _NAMES_VI[name]
    if name.startswith("gap_to_") and name.endswith("_percent"):
        percent = name.removeprefix("gap_to_").removesuffix("_percent").replace("_", ".")
        return f"còn thiếu để đạt {percent_vi(percent)}" if lang == "vi" else f"gap to {percent_en(percent)}"
    if lang == "vi":
        return "cần thêm từ số đã đếm"
    return name.replace("_", " ")


def _value(one: Derived, lang: str) -> str:
    people, percent = (people_vi, percent_vi) if lang == "vi" else (people_en, percent_en)
    low, high = outward(one) if one.is_percent else (int(one.low), int(one.high))
    shown = percent(percent_text(one.value)) if one.is_percent else people(int(one.value))
    if low == high:
        return shown
    ends = [percent(str(end)) if one.is_percent else people(int(end)) for end in (low, high)]
    return f"{shown} ({ends[0]} - {ends[1]})"
