"""What a quote says beside the answer: what was not stated, not computed or not read, and which reading is ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toandan.lawbook.law import Law
from toandan.lawbook.wording import Said
from toandan.pipeline.quoting.line import Line, coded
from toandan.pipeline.quoting.quote import MemberQuote
from toandan.schemas.categories import clause_slugs
from toandan.schemas.explanation_codes import EXPLANATION
from toandan.schemas.set_columns import categories_of

COMMUNE, HOUSEHOLD = "commune_part_timer", "household"
BEFORE_COMMUNE = clause_slugs(1)[: clause_slugs(1).index(COMMUNE)]
SUPPORTABLE = (4, 5)
PROVINCE_UNREAD = (
    "support by the province is not computed: no resolution of it is kept here for this day",
    "chưa tính hỗ trợ của địa phương: chưa có nghị quyết của tỉnh này cho ngày này",
)
PROVINCE_UNKNOWN = (
    "support by the province is not computed: which province it is was not stated",
    "chưa tính hỗ trợ của địa phương: chưa nêu tỉnh nơi cư trú",
)
READ_COMMUNE = (
    "Article 13.5.c does not name earlier points of clause 1: that they come before the commune is how it is read here",
    "điểm c khoản 5 Điều 13 không nêu các điểm trước của khoản 1: việc xếp trước cấp xã là cách hiểu của chương trình",
)
PLACE_KEPT = (
    "a place in the household's ladder is stated, though the person does not pay as household today: it stays taken, as of somebody who paid so earlier in the year",
    "đã nêu thứ tự thành viên hộ nhưng người này hiện không đóng theo hộ gia đình: vẫn giữ thứ tự, như người đã đóng theo hộ trước đó trong năm",
)


def _province_open(quote: MemberQuote, law: Law, day: date) -> Said | None:
    """Why support by the province is not computed for somebody of clause 4 or 5 who pays; nothing where it is."""
    if not quote.outcome["person_vnd"] or law.clauses[quote.outcome["paying"]] not in SUPPORTABLE:
        return None
    province = quote.facts["province_code"]
    kept = any(
        one.province == province and one.start <= day and (one.end is None or day < one.end)
        for one in law.local.values()
    )
    return PROVINCE_UNKNOWN if province is None else None if kept else PROVINCE_UNREAD


def notices(quote: MemberQuote, law: Law, day: date) -> Iterator[Line]:
    """The notices of a member."""
    one = law.categories.get(quote.outcome["paying"])
    for left in one.not_coded if one is not None else ():
        said, said_vi = f"not computed: {left.what}", f"chưa tính: {left.what_vi}"
        yield Line("notice", said, said_vi, one.article if one else "", "A", verified=True)
    if one is not None and one.slug in BEFORE_COMMUNE and COMMUNE in categories_of(quote.outcome, "fits"):
        said, said_vi = READ_COMMUNE
        yield Line("notice", said, said_vi, "Law on Health Insurance Art 13.5.a, c", "D", verified=False)
    yield from coded(quote, ("poor_commune_unknown", "local_support_unknown", "choice_not_open"), "notice")
    if open_ := _province_open(quote, law, day):
        said, said_vi = open_
        yield Line("notice", said, said_vi, "Decree 188/2025 Art 71.10.e", "D", verified=False)
    if quote.member.last_cover_end is None and not quote.member.never_covered and "cover_wait" in quote.codes:
        said = "the end of the last cover was not stated: counted as never covered"
        said_vi = "chưa nêu ngày hết hạn thẻ gần nhất: tính như chưa từng tham gia"
        yield Line("notice", said, said_vi, EXPLANATION["cover_wait"].article, "A", verified=True)
    if quote.member.order is not None and quote.outcome["paying"] not in ("", HOUSEHOLD):
        said, said_vi = PLACE_KEPT
        yield Line("notice", said, said_vi, "Law on Health Insurance Art 13.6", "D", verified=False)
    asked = quote.member.months
    if asked is not None and asked != quote.facts["months"]:
        said = f"{asked} months at once are not offered to this group; counted for {quote.facts['months']}"
        said_vi = f"nhóm này không đóng {asked} tháng một lần; tính cho {quote.facts['months']} tháng"
        yield Line("notice", said, said_vi, "Law on Health Insurance Art 15", "A", verified=True)
