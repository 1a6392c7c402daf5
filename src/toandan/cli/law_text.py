"""What toandan law prints: entries in short and in full, differences, the report of the checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toandan.lawbook.entry import Entry
    from toandan.lawbook.law import Law
    from toandan.lawbook.lookup import Difference

_SHOWN_MOST = 20


def _mark(one: Entry, lang: str) -> str:
    from toandan.lawbook.wording import sureness

    return sureness(one.confidence, verified=one.verified)[lang == "vi"]


def _day(day: date, lang: str) -> str:
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


def _days(one: Entry, lang: str) -> str:
    """From when until when an entry counts; an open side is said in words."""
    vi = lang == "vi"
    if one.start is None:
        start = "chưa rõ ngày bắt đầu" if vi else "first day not kept"
    else:
        start = f"{'từ ngày' if vi else 'from'} {_day(one.start, lang)}"
    if one.end is None:
        return f"{start}, {'chưa có ngày hết hiệu lực' if vi else 'no last day'}"
    return f"{start}, {'đến trước ngày' if vi else 'until'} {_day(one.end, lang)}"


def _said(one: Entry | None, lang: str) -> str:
    if one is None:
        return {"en": "not there", "vi": "không có"}[lang]
    return one.said if lang == "en" else one.said_vi


def short(one: Entry, lang: str) -> str:
    """One entry in one line, as a list of a day shows it."""
    return f"{one.path:<48} {_said(one, lang)}  [{_mark(one, lang)}]"


def long(chosen: list[Entry], law: Law, day: date, lang: str) -> Iterator[str]:
    """Everything about entries: value, days, article, sources, how sure."""
    from toandan.lawbook.article_vi import article_vi

    words = {
        "en": ("article", "source", "confidence", "carries"),
        "vi": ("điều khoản", "nguồn", "độ tin cậy", "cách thể hiện"),
    }[lang]
    for one in chosen:
        yield f"{one.name if lang == 'en' else one.name_vi}  ({one.path})"
        yield f"  {_said(one, lang)}"
        yield f"  {_days(one, lang)}"
        yield from _of_code(one, law, day, lang)
        yield from _of_item(one, law, lang)
        yield f"  {words[0]}: {one.article if lang == 'en' else article_vi(one.article)}"
        for name in dict.fromkeys(one.sources):
            source = law.sources[name]
            yield f"  {words[1]}: {source.title if lang == 'en' else source.title_vi} [{source.confidence}]"
        yield f"  {words[2]}: [{_mark(one, lang)}]"
        carries = one.carries if lang == "en" else one.carries_vi
        yield from [f"  {words[3]}: {carries}"] if carries else []
        note = one.note if lang == "en" else one.note_vi
        yield from [f"  {note}"] if note else []


def _of_code(one: Entry, law: Law, day: date, lang: str) -> Iterator[str]:
    """Place in Article 12, who pays and the benefit of the category a card code leads to."""
    from toandan.lawbook.entry import entries_at
    from toandan.schemas.categories import CATEGORY

    group = law.at(day).groups.get(one.path.removeprefix("groups/"))
    category = law.categories.get(group.category) if group is not None else None
    if group is None or category is None:
        return
    place = {"en": "place in Article 12", "vi": "thứ tự theo Điều 12"}[lang]
    yield f"  {place}: {CATEGORY[category.slug].place + 1} ({group.order})"
    for entry in entries_at(law, day):
        if entry.path.startswith(f"categories/{category.slug}/"):
            name = (entry.name if lang == "en" else entry.name_vi).rpartition(": ")[2]
            yield f"  {name}: {_said(entry, lang)}  [{_mark(entry, lang)}]"


def _of_item(one: Entry, law: Law, lang: str) -> Iterator[str]:
    """Whom an item of a province supports, and how items meet."""
    from toandan.lawbook import local_words

    words = {"en": ("who", "meeting others"), "vi": ("ai", "khi có nhiều mức")}[lang]
    for policy in law.local.values():
        for item in policy.items:
            if one.path == f"local/{policy.id}/{item.id.removeprefix(f'{policy.id}-')}":
                yield f"  {words[0]}: {local_words.who(item, law)[lang == 'vi']}"
                yield f"  {words[1]}: {local_words.how(policy)[lang == 'vi']}"


def changes(changed: list[Difference], lang: str) -> Iterator[str]:
    """What is said otherwise on a later day, entry by entry."""
    for one in changed:
        shown = one.after or one.before
        name = "" if shown is None else shown.name if lang == "en" else shown.name_vi
        mark = f"  [{_mark(shown, lang)}]" if shown else ""
        yield f"{one.path}  {name}"
        yield f"  {_said(one.before, lang)}  →  {_said(one.after, lang)}{mark}"


def report_lines(report: dict[str, Any], unread: list[Entry], lang: str, *, shows_all: bool) -> Iterator[str]:
    """What the checks found, and what rests on no text read."""
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
