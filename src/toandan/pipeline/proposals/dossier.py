"""The dossier of a proposal as Markdown: text, who asked, who gains, cost, effect; ready for a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from toandan.lawbook import wording
from toandan.lawbook.advice import ADVICE, CONFIDENCE
from toandan.lawbook.entry import Entry
from toandan.lawbook.law import Law
from toandan.lawbook.reform import Reform
from toandan.pipeline.proposals.changed import changed_entries
from toandan.pipeline.proposals.difference import Difference
from toandan.places.load import atlas_at

MONTHS = 12
MOST_COMMUNES = 20
PUBLIC = ("state_vnd", "province_vnd")
PAYER_WORDS = {
    "premium_month_vnd": ("whole premium", "tổng mức đóng"),
    "employer_vnd": ("employers", "người sử dụng lao động"),
    "employee_vnd": ("workers", "người lao động"),
    "si_agency_vnd": ("social-insurance agency", "cơ quan bảo hiểm xã hội"),
    "state_vnd": ("state budget", "ngân sách nhà nước"),
    "province_vnd": ("provinces", "ngân sách địa phương"),
    "person_vnd": ("people themselves", "người tham gia"),
}
STATUS = {
    "press_scenario": ("scenario of the press", "kịch bản báo chí"),
    "proposal": ("proposal", "đề xuất"),
    "idea": ("idea", "ý tưởng"),
    "draft": ("draft", "dự thảo"),
}
PEOPLE = {
    "people_n": ("people in the facts", "số người trong dữ liệu"),
    "untold_n": ("of them without an amount, in no sum", "trong đó chưa tính được, không cộng"),
    "unsure_n": (
        "of them counted as far as is known, may be otherwise",
        "trong đó tính theo thông tin hiện có, có thể khác",
    ),
    "other_group_n": ("take part under another group", "chuyển đối tượng"),
    "pays_less_n": ("pay less themselves", "đóng ít hơn"),
    "pays_more_n": ("pay more themselves", "đóng nhiều hơn"),
    "benefit_higher_n": ("have a higher benefit", "mức hưởng tăng"),
    "benefit_lower_n": ("have a lower benefit", "mức hưởng giảm"),
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a dossier is made of; ``which`` is 0 for English, 1 for Vietnamese."""

    reform: Reform
    law: Law
    proposed: Law
    day: date
    found: Difference
    which: int
    facts_said: str

    def said(self, english: str, vietnamese: str) -> str:
        """The text of the chosen language."""
        return (english, vietnamese)[self.which]

    def number(self, value: int) -> str:
        """A whole number with the separators of the language."""
        return wording.number(value)[self.which]


def dossier(of: Dossier) -> str:
    """The whole page."""
    return "\n".join([*_head(of), *_text(of), *_gains(of), *_cost(of), *_effect(of), *_trust(of)]) + "\n"


def _head(of: Dossier) -> Iterator[str]:
    one = of.reform
    yield f"# {of.said(one.name, one.name_vi)}"
    yield ""
    yield of.said(
        f"Dossier of the proposal `{one.id}` as of {of.day}; law {of.law.version}, under the proposal {of.proposed.version}.",
        f"Hồ sơ đề xuất `{one.id}`, tính tại ngày {of.day:%d/%m/%Y}; pháp luật {of.law.version}, theo đề xuất {of.proposed.version}.",
    )


def _text(of: Dossier) -> Iterator[str]:
    one = of.reform
    yield from ("", f"## {of.said('Text', 'Nội dung')}", "", of.said(one.text, one.text_vi), "")
    yield of.said(f"Purpose: {one.purpose}", f"Mục đích: {one.purpose_vi}")
    yield from ("", f"## {of.said('Who asked', 'Đơn vị đề nghị')}", "")
    status = STATUS[one.status][of.which]
    yield of.said(f"{one.asked_by} ({status}).", f"{one.asked_by_vi} ({status}).")
    yield from ("", f"## {of.said('What changes in the law', 'Thay đổi so với pháp luật hiện hành')}", "")
    yield from _changes(of)


def _changes(of: Dossier) -> Iterator[str]:
    """What the proposal changes, on the day compared and on every later day on which it changes something."""
    heads = ("entry", "mục"), ("from", "từ ngày"), ("in force", "hiện hành"), ("proposed", "đề xuất")
    yield from _table(of, *heads)
    rows = list(changed_entries(of.law, of.proposed, of.day))
    for day, before, after in rows:
        shown = after or before
        name = "" if shown is None else of.said(shown.name, shown.name_vi)
        path = "" if shown is None else shown.path
        from_day = of.said(str(day), f"{day:%d/%m/%Y}")
        yield f"| {name} (`{path}`) | {from_day} | {_said(before, of.which)} | {_said(after, of.which)} |"
    if not rows:
        yield "| - | - | - | " + of.said("nothing on this day", "chưa thay đổi tại ngày này") + " |"
    yield from ("", of.said(CONFIDENCE["en"], CONFIDENCE["vi"]))


def _said(entry: Entry | None, which: int) -> str:
    if entry is None:
        return "-"
    sure = wording.sureness(entry.confidence, verified=entry.verified)[which]
    return f"{(entry.said, entry.said_vi)[which]} [{sure}]"


def _gains(of: Dossier) -> Iterator[str]:
    yield from ("", f"## {of.said('Who gains', 'Ai được lợi')}", "")
    yield from _table(of, ("who", "đối tượng"), ("people", "số người"))
    for name, words in PEOPLE.items():
        yield f"| {words[of.which]} | {of.number(of.found.people[name])} |"


def _cost(of: Dossier) -> Iterator[str]:
    yield from ("", f"## {of.said('Cost', 'Chi phí')}", "")
    public = sum(row["change_vnd"] for row in of.found.payers if row["payer"] in PUBLIC)
    month, year = of.number(public), of.number(public * MONTHS)
    yield of.said(
        f"State and provinces together: {month} đồng a month, {year} đồng for twelve such months.",
        f"Ngân sách nhà nước và địa phương: {month} đồng/tháng, {year} đồng cho 12 tháng như vậy.",
    )
    yield ""
    yield from _table(
        of,
        ("payer", "người đóng"),
        ("in force", "hiện hành"),
        ("proposed", "đề xuất"),
        ("change", "thay đổi"),
    )
    for row in of.found.payers:
        amounts = " | ".join(of.number(row[name]) for name in ("before_vnd", "after_vnd", "change_vnd"))
        yield f"| {PAYER_WORDS[row['payer']][of.which]} | {amounts} |"


def _effect(of: Dossier) -> Iterator[str]:
    yield from ("", f"## {of.said('Effect by group', 'Tác động theo đối tượng')}", "")
    yield from _table(of, ("in force", "hiện hành"), ("proposed", "đề xuất"), *_COUNTED)
    for row in of.found.groups:
        yield f"| {_group(of, row['paying_before'])} | {_group(of, row['paying_after'])} | {_counts(of, row)} |"
    yield from ("", f"## {of.said('Effect by commune', 'Tác động theo xã')}", "")
    yield from _table(of, ("province", "tỉnh"), ("commune", "xã"), *_COUNTED)
    communes = sorted(of.found.communes, key=lambda row: -abs(_public(row)))
    for row in communes[:MOST_COMMUNES]:
        yield f"| {_place(row['province_code'])} | {_place(row['commune_code'])} | {_counts(of, row)} |"
    if len(communes) > MOST_COMMUNES:
        rest = len(communes) - MOST_COMMUNES
        yield from (
            "",
            of.said(f"{rest} more communes are in the JSON output.", f"Còn {rest} xã trong bản JSON."),
        )


_COUNTED = (
    ("people", "số người"),
    ("pay less", "đóng ít hơn"),
    ("pay more", "đóng nhiều hơn"),
    ("benefit up", "mức hưởng tăng"),
    ("benefit down", "mức hưởng giảm"),
    ("people's money a month", "người tham gia, mỗi tháng"),
    ("public money a month", "ngân sách, mỗi tháng"),
)


def _counts(of: Dossier, row: dict[str, Any]) -> str:
    own = row["person_vnd_after"] - row["person_vnd_before"]
    counts = (
        row["people_n"],
        row["pays_less_n"],
        row["pays_more_n"],
        row["benefit_higher_n"],
        row["benefit_lower_n"],
        own,
        _public(row),
    )
    return " | ".join(of.number(value) for value in counts)


def _public(row: dict[str, Any]) -> int:
    return sum(int(row[f"{name}_after"] - row[f"{name}_before"]) for name in PUBLIC)


def _group(of: Dossier, slug: str) -> str:
    one = of.law.categories.get(slug)
    return of.said("none", "không") if one is None else of.said(one.name, one.name_vi)


def _place(code: str | None) -> str:
    """Name and code of a place on the present map; the code alone where the map has none."""
    unit = atlas_at(date.max).get(code) if code else None
    return (code or "-") if unit is None else f"{unit.full_name} ({code})"


def _table(of: Dossier, *heads: tuple[str, str]) -> Iterator[str]:
    yield "| " + " | ".join(head[of.which] for head in heads) + " |"
    yield "|" + "---|" * len(heads)


def _trust(of: Dossier) -> Iterator[str]:
    one = of.reform
    yield from ("", f"## {of.said('How far to trust this', 'Độ tin cậy')}", "")
    yield "- " + of.facts_said
    mark = of.said("verified", "đã xác minh") if one.verified else of.said("not verified", "chưa xác minh")
    yield "- " + of.said(
        f"The proposal's text: confidence {one.confidence}, {mark}.",
        f"Văn bản đề xuất: độ tin cậy {one.confidence}, {mark}.",
    )
    yield "- " + of.said(
        "Facts that are not known stay unknown; people are not assumed to behave otherwise than today.",
        "Thông tin chưa biết được giữ nguyên là chưa biết; không giả định thay đổi hành vi.",
    )
    yield "- " + of.said(ADVICE["en"], ADVICE["vi"])
