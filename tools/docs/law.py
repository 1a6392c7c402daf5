"""Reference pages of the law: every figure with its dates, article and verified mark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from toandan.lawbook.entry import Entry, entries
from toandan.lawbook.law import Law, shipped
from toandan.lawbook.local import LocalItem, LocalPolicy
from toandan.lawbook.read import read_reform
from toandan.lawbook.version import LAW
from toandan.lawbook.worked_case import case_files, easily_missed
from toandan.schemas.categories import CATEGORY
from toandan.schemas.reference import markdown_table

MADE = "<!-- made from src/toandan/law; change that, then run `make docs` -->"
ADVICE = """\
Confidence: **A** the text itself was read, **B** an official page or two independent quotations, **C** one secondary source,
**D** no source. *Verified* stands only where A or B. This is no legal advice; what the law means for a person is decided by the
agencies in charge. See [how the law is kept](../../explanation/law.md).\
"""
ADVICE_ON_CASES = """\
Each point is shown by worked cases of `src/toandan/law/cases`, which the rules that ship compute in a test.
*Mỗi điểm có các ví dụ trong `src/toandan/law/cases`, được kiểm tra với quy tắc của chương trình.*\
"""
CLAUSES = {
    1: "employer, worker, or both",
    2: "social-insurance agency",
    3: "state budget",
    4: "supported by the budget",
    5: "pays alone",
}
_HEAD = ("value", "from", "until", "article", "confidence", "verified")


def law_pages() -> dict[str, str]:
    """Every page below ``law/``."""
    law = shipped()
    return {
        "law/figures.md": _figures(law),
        "law/categories.md": _categories(law),
        "law/local.md": _local(law),
        "law/proposals.md": _proposals(),
        "law/not-coded.md": _not_coded(law),
        "law/sources.md": _sources(law),
        "law/easy-to-miss.md": _easily_missed(),
    }


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([MADE, f"# {title}", ADVICE, *parts]) + "\n"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _yes(truth: bool) -> str:  # noqa: FBT001
    return "yes" if truth else "no"


def _entry_rows(shown: list[Entry]) -> Iterator[tuple[str, ...]]:
    for one in shown:
        yield (one.said, _day(one.start), _day(one.end), one.article, one.confidence, _yes(one.verified))


def _figures(law: Law) -> str:
    parts = []
    figures = [one for one in entries(law) if one.path.startswith("parameters/")]
    for path, group in groupby(figures, key=lambda one: one.path):
        shown = list(group)
        parts += [
            f"## `{path.split('/')[1]}`",
            f"{shown[0].name} — *{shown[0].name_vi}*. {shown[0].carries}\n*{shown[0].carries_vi}*",
            markdown_table(_HEAD, _entry_rows(shown)),
        ]
    return _page("Figures of the law — Các con số trong pháp luật", *parts)


def _categories(law: Law) -> str:
    parts = []
    dated = entries(law)
    for clause, meaning in CLAUSES.items():
        parts.append(f"## Clause {clause}: {meaning}")
        for slug, one in law.categories.items():
            if law.clauses[slug] == clause:
                shown = [entry for entry in dated if entry.path.startswith(f"categories/{slug}/")]
                codes = ", ".join(f"`{group.code}`" for group in law.groups if group.category == slug)
                day = f"{one.start}{'' if one.start_verified else ' (day not verified)'}"
                said = f"{one.name} — *{one.name_vi}*. {one.article}; number {CATEGORY[slug].number}; from {day}; card codes: {codes or 'none known'}."
                parts += [f"### `{slug}`", said, markdown_table(_HEAD, _entry_rows(shown))]
                parts += [one.note] if one.note else []
                parts += [f"Not coded: {text.what}" for text in one.not_coded]
    return _page("Categories of Article 12 — Đối tượng theo Điều 12", *parts)


def _who(item: LocalItem) -> str:
    who = item.who
    told = [
        ", ".join(f"`{slug}`" for slug in who.categories),
        f"age {who.age_from} to below {who.age_to}" if who.age_from is not None else "",
        f"titles {', '.join(f'`{title}`' for title in who.titles)}" if who.titles else "",
        f"without {', '.join(f'`{title}`' for title in who.without_titles)}" if who.without_titles else "",
        "permanent residents" if who.permanent else "",
        "paying alone (clause 5)" if who.unsupported else "",
        f"member {who.member_n} of the household" if who.member_n is not None else "",
    ]
    return "; ".join(part for part in told if part)


def _policy(policy: LocalPolicy, dated: list[Entry]) -> Iterator[str]:
    yield f"## {policy.name} — {policy.name_vi}"
    yield (
        f"`{policy.id}`, province {policy.province}, source `{policy.source}`. Of several items the one that gives most; "
        f"state and province together at most {policy.total_at_most}%. {policy.note or ''}".strip()
    )
    said = {one.path.split("/")[-1]: one for one in dated if one.path.startswith(f"local/{policy.id}/")}
    rows = []
    for item in policy.items:
        one = said[item.id.removeprefix(f"{policy.id}-")]
        rows.append((item.name, _who(item), *next(_entry_rows([one])), item.note or ""))
    yield markdown_table(("people", "who", *_HEAD, "note"), rows)
    yield from (f"Not coded: {one.what} {one.because}" for one in policy.not_coded)


def _local(law: Law) -> str:
    dated = entries(law)
    parts = [text for policy in law.local.values() for text in _policy(policy, dated)]
    return _page("Support by provinces — Chính sách hỗ trợ của địa phương", *parts)


def _proposals() -> str:
    parts = []
    for path in sorted((LAW / "reforms").glob("*.yaml")):
        one = read_reform(path)
        parts += [
            f"## {one.name} — {one.name_vi}",
            f"`{one.id}`, {one.status.replace('_', ' ')}, from {one.start}; asked by: {one.asked_by}. Not the law in force.",
            f"{one.text}\n*{one.text_vi}*",
            f"Purpose: {one.purpose}",
        ]
    return _page("Proposals — Các phương án đề xuất", *parts)


def _not_coded(law: Law) -> str:
    rows = (
        (
            one.topic,
            one.what,
            one.what_vi,
            one.article,
            f"{one.because} *{one.because_vi}*",
            f"{one.meanwhile} *{one.meanwhile_vi}*",
        )
        for one in law.open_points
    )
    head = ("about", "what", "nội dung", "article", "because", "what the program does")
    of_categories = (
        (f"`{slug}`", left.what, left.what_vi)
        for slug, one in law.categories.items()
        for left in one.not_coded
    )
    of_provinces = (
        (f"`{policy.id}`", left.what, left.what_vi, f"{left.because} *{left.because_vi}*")
        for policy in law.local.values()
        for left in policy.not_coded
    )
    return _page(
        "Not coded, because — Chưa được ghi, vì sao",
        markdown_table(head, rows),
        "## Of single categories",
        markdown_table(("category", "what", "nội dung"), of_categories),
        "## Of provinces",
        markdown_table(("resolution", "what", "nội dung", "because"), of_provinces),
    )


def _easily_missed() -> str:
    shown = [one for file in case_files(LAW).values() for one in file.cases]
    parts = [ADVICE_ON_CASES]
    for missed in easily_missed(LAW):
        cases = (
            (f"`{one.id}`", one.day.isoformat(), one.why, one.why_vi or "", one.article)
            for one in shown
            if missed.id in one.shows
        )
        parts += [
            f"## `{missed.id}`",
            f"{missed.says} {missed.article}.\n*{missed.says_vi}*",
            markdown_table(("case", "day", "why", "vì sao", "article"), cases),
        ]
    return _page("Easily missed — Những điểm dễ nhầm", *parts)


def _sources(law: Law) -> str:
    rows = (
        (
            f"`{one.id}`",
            one.title,
            one.title_vi,
            one.issuer,
            _day(one.issued),
            _day(one.in_force),
            _day(one.until),
            one.read,
            one.published or "",
            one.confidence,
        )
        for one in law.sources.values()
    )
    head = (
        "id",
        "instrument",
        "văn bản",
        "issuer",
        "issued",
        "in force",
        "until",
        "how it was read",
        "published",
        "confidence",
    )
    return _page("Sources of the law — Nguồn pháp luật", markdown_table(head, rows))
