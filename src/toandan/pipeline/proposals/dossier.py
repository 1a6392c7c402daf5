"""The dossier of a proposal as Markdown: text, who asked, who gains, cost, effect; ready for a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toandan.lawbook import wording
from toandan.lawbook.entry import Entry, entries_at
from toandan.lawbook.law import Law
from toandan.lawbook.reform import Reform
from toandan.pipeline.proposals.difference import Difference

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
    """Entries of the day that are other under the proposal; those that begin later are said to do so."""
    before = {entry.path: entry for entry in _entries(of.law, of.day)}
    after = {entry.path: entry for entry in _entries(of.proposed, of.day)}
    changed = [
        path for path in sorted(before | after) if _said(before.get(path), 0) != _said(after.get(path), 0)
    ]
    yield "| " + of.said("entry | in force | proposed", "mục | hiện hành | đề xuất") + " |"
    yield "|---|---|---|"
    for path in changed:
        yield f"| `{path}` | {_said(before.get(path), of.which)} | {_said(after.get(path), of.which)} |"
    if not changed:
        yield "| - | - | " + of.said("nothing on this day", "chưa thay đổi tại ngày này") + " |"


def _entries(law: Law, day: date) -> Sequence[Entry]:
    return entries_at(law, day)


def _said(entry: Entry | None, which: int) -> str:
    return "-" if entry is None else str((entry.said, entry.said_vi)[which])


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
        yield f"| {row['province_code'] or '-'} | {row['commune_code'] or '-'} | {_counts(of, row)} |"
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
        own,
        _public(row),
    )
    return " | ".join(of.number(value) for value in counts)


def _public(row: dict[str, Any]) -> int:
    return sum(int(row[f"{name}_after"] - row[f"{name}_before"]) for name in PUBLIC)


def _group(of: Dossier, slug: str) -> str:
    one = of.law.categories.get(slug)
    return of.said("none", "không") if one is None else of.said(one.name, one.name_vi)


def _table(of: Dossier, *heads: tuple[str, str]) -> Iterator[str]:
    yield "| " + " | ".join(head[of.which] for head in heads) + " |"
    yield "|" + "---|" * len(heads)


def _trust(of: Dossier) -> Iterator[str]:
    one = of.reform
    yield from ("", f"## {of.said('How far to trust this', 'Độ tin cậy')}", "")
    yield "- " + of.facts_said
    mark = (
        of.said("verified", "đã kiểm chứng") if one.verified else of.said("not verified", "chưa kiểm chứng")
    )
    yield "- " + of.said(
        f"The proposal's text: confidence {one.confidence}, {mark}.",
        f"Văn bản đề xuất: độ tin cậy {one.confidence}, {mark}.",
    )
    yield "- " + of.said(
        "Facts that are not known stay unknown; people are not assumed to behave otherwise than today.",
        "Thông tin chưa biết được giữ nguyên là chưa biết; không giả định thay đổi hành vi.",
    )
    yield "- " + of.said("This is no legal advice.", "Đây không phải tư vấn pháp lý.")
