"""The lines of a quote: one sentence each, in both languages, with its article and whether that was verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toandan.lawbook import wording
from toandan.lawbook.category import LegalCategory
from toandan.lawbook.law import Law, LawAt
from toandan.lawbook.parameter import DatedValue
from toandan.pipeline.quoting.quote import MemberQuote
from toandan.schemas.categories import category_slugs
from toandan.schemas.explanation_codes import EXPLANATION
from toandan.schemas.facts import PAYERS

LADDER_STEPS = 5
WAITS = ("cover_wait", "cover_boundary_90")
PAYER_WORDS = {
    "employer_vnd": ("employer", "người sử dụng lao động"),
    "employee_vnd": ("worker", "người lao động"),
    "si_agency_vnd": ("social-insurance agency", "cơ quan bảo hiểm xã hội"),
    "state_vnd": ("state budget", "ngân sách nhà nước"),
    "province_vnd": ("province", "ngân sách địa phương"),
    "person_vnd": ("the person", "người tham gia"),
}
FACT_WORDS = {
    "wage": ("the wage", "tiền lương"),
    "pension": ("the pension", "lương hưu"),
    "benefit": ("the unemployment benefit", "trợ cấp thất nghiệp"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, what it says, the article behind it, how sure that is."""

    topic: str
    said: str
    said_vi: str
    article: str
    confidence: str
    verified: bool


def lines_of(quote: MemberQuote, law: Law, day: date) -> list[Line]:
    """Every line of a member, in the order a counter reads them."""
    on_day = law.at(day)
    made = [*_group(quote, law, day), *_unsure(quote, law)]
    if quote.outcome["paying"]:
        made += [*_premium(quote, on_day), *_parts(quote, on_day), *_cover(quote, on_day)]
    return [*made, *_benefit(quote, law, day), *_notices(quote)]


def _group(quote: MemberQuote, law: Law, day: date) -> Iterator[Line]:
    slug = quote.outcome["paying"]
    if not slug:
        yield Line("group", "no group can be told", "chưa xác định được nhóm", "", "D", verified=False)
        return
    one = law.categories[slug]
    codes = ", ".join(group.code for group in law.at(day).groups.values() if group.category == slug) or "-"
    said = f"{one.name} (clause {law.clauses[slug]}), card code {codes}"
    said_vi = f"{one.name_vi} (khoản {law.clauses[slug]}), mã thẻ {codes}"
    yield Line("group", said, said_vi, one.article, one.confidence, _is_read(one, law))
    yield from _coded(quote, ("art_13_5", "art_12_5", "chosen", "may_choose"), "order")


def _is_read(one: LegalCategory, law: Law) -> bool:
    """Whether the people are read in the article, and the day they begin where that day lies within the book."""
    return one.verified and (one.start_verified or one.start <= law.first_day)


def _unsure(quote: MemberQuote, law: Law) -> Iterator[Line]:
    missing = category_slugs(quote.outcome["missing"])
    if missing:
        named = [law.categories[slug] for slug in missing]
        said = "cannot tell, because it is not known whether the person is of: "
        said_vi = "chưa thể kết luận, vì chưa biết có thuộc đối tượng: "
        yield Line(
            "unsure",
            said + "; ".join(one.name for one in named),
            said_vi + "; ".join(one.name_vi for one in named),
            ", ".join(one.article for one in named),
            "A",
            verified=True,
        )
    if quote.outcome["missing_fact"]:
        fact, fact_vi = FACT_WORDS[quote.outcome["missing_fact"]]
        said, said_vi = (
            f"cannot tell the premium, because {fact} is not known",
            f"chưa tính được mức đóng, vì chưa biết {fact_vi}",
        )
        yield Line(
            "unsure",
            said,
            said_vi,
            EXPLANATION[f"missing_{quote.outcome['missing_fact']}"].article,
            "A",
            verified=True,
        )


def _premium(quote: MemberQuote, on_day: LawAt) -> Iterator[Line]:
    month, period = quote.outcome["premium_month_vnd"], quote.outcome["premium_period_vnd"]
    if month is None:
        return
    rate = on_day.figure("contribution_rate")
    months = quote.facts["months"]
    said, said_vi = _money(month)
    whole, whole_vi = _money(period)
    percent, percent_vi = wording.number(rate.value or 0)
    yield _figure_line(
        "premium",
        (
            f"{said} a month ({percent}%), {whole} for {_months(months)}",
            f"{said_vi}/tháng ({percent_vi}%), {whole_vi} cho {months} tháng",
        ),
        rate,
    )
    for code in quote.codes:
        if code.startswith("base_") or code == "child_card_runs_on":
            yield _base(code, on_day)
        if code.startswith("ladder_"):
            yield _ladder(code, quote, on_day)


def _base(code: str, on_day: LawAt) -> Line:
    figures = {"base_salary": "base_salary", "base_wage_cap": "wage_cap", "base_wage_floor": "wage_floor"}
    said = EXPLANATION[code]
    if code not in figures:
        return Line(
            "base",
            said.sentence,
            said.sentence_vi,
            said.article,
            "A",
            verified="not coded" not in said.article,
        )
    figure = on_day.figure(figures[code])
    return _figure_line("base", (_with(said.sentence, figure, 0), _with(said.sentence_vi, figure, 1)), figure)


def _with(sentence: str, figure: DatedValue, language: int) -> str:
    return f"{sentence.rstrip('.')}: {wording.number(figure.value or 0)[language]}."


def _ladder(code: str, quote: MemberQuote, on_day: LawAt) -> Line:
    step = code.removeprefix("ladder_")
    figure = on_day.figure(f"ladder_{step if step.isdigit() else 1}")
    said, share = EXPLANATION[code], quote.outcome["ladder_percent"]
    return _figure_line(
        "ladder",
        (f"{said.sentence.rstrip('.')}: {share}%.", f"{said.sentence_vi.rstrip('.')}: {share}%."),
        figure,
    )


def _parts(quote: MemberQuote, on_day: LawAt) -> Iterator[Line]:
    if quote.outcome["premium_month_vnd"] is None:
        return
    for name in PAYERS:
        amount = quote.outcome[name]
        if amount or name == "person_vnd":
            months = quote.facts["months"]
            month, whole = _money(amount), _money(amount * months)
            said = f"{PAYER_WORDS[name][0]}: {month[0]} a month, {whole[0]} for {_months(months)}"
            said_vi = f"{PAYER_WORDS[name][1]}: {month[1]}/tháng, {whole[1]} cho {months} tháng"
            article, confidence, verified = _behind(name, quote, on_day)
            yield Line(name, said, said_vi, article, confidence, verified)


def _behind(name: str, quote: MemberQuote, on_day: LawAt) -> tuple[str, str, bool]:
    """Article, confidence and verified of who pays a part."""
    terms = on_day.law.categories[quote.outcome["paying"]].terms_at(on_day.day)
    if name == "province_vnd" and quote.outcome["local_item"]:
        items = on_day.items_of(quote.facts["province_code"])
        item = next(one for one in items if one.id == quote.outcome["local_item"])
        return item.article, item.confidence, item.verified
    figure = None
    if name == "state_vnd" and terms is not None and terms.support is not None:
        poor = "poor_commune" in quote.codes
        figure = on_day.figure("support_near_poor_poor_commune" if poor else terms.support)
    elif (
        name in ("employer_vnd", "employee_vnd")
        and terms is not None
        and terms.payer == "employer_and_employee"
    ):
        figure = on_day.figure("employer_split")
    held = figure or terms
    return (held.article, held.confidence, held.verified) if held else ("", "D", False)


def _cover(quote: MemberQuote, on_day: LawAt) -> Iterator[Line]:
    code = next((code for code in quote.codes if code.startswith("cover_")), None)
    if code is None:
        return
    start, said = quote.outcome["cover_start"], EXPLANATION[code]
    shown = (
        (start.isoformat(), f"{start:%d/%m/%Y}") if start else ("not told by these facts", "chưa xác định")
    )
    terms = on_day.law.categories[quote.outcome["paying"]].terms_at(on_day.day)
    held = on_day.figure("wait") if code in WAITS else terms
    yield Line(
        "cover",
        f"first day of cover {shown[0]}: {said.sentence}",
        f"thẻ có giá trị từ {shown[1]}: {said.sentence_vi}",
        said.article,
        held.confidence if held else "D",
        bool(held and held.verified) and code != "cover_boundary_90",
    )


def _benefit(quote: MemberQuote, law: Law, day: date) -> Iterator[Line]:
    slug, share = quote.outcome["benefit_category"], quote.outcome["benefit_share"]
    held = law.categories[slug].benefit_at(day) if slug else None
    if held is None:
        return
    one: LegalCategory = law.categories[slug]
    said, said_vi = f"the fund pays {share}% ({one.name})", f"mức hưởng {share}% ({one.name_vi})"
    if quote.outcome["benefit_answer"] == "cannot_tell":
        said, said_vi = f"{said}, or more: a fact is missing", f"{said_vi}, có thể cao hơn khi đủ thông tin"
    yield Line("benefit", said, said_vi, held.article, held.confidence, held.verified)


def _notices(quote: MemberQuote) -> Iterator[Line]:
    yield from _coded(quote, ("poor_commune_unknown", "local_support_unknown", "choice_not_open"), "notice")
    if quote.member.last_cover_end is None and not quote.member.never_covered and "cover_wait" in quote.codes:
        said = "the end of the last cover was not stated: counted as never covered"
        said_vi = "chưa nêu ngày hết hạn thẻ gần nhất: tính như chưa từng tham gia"
        yield Line("notice", said, said_vi, EXPLANATION["cover_wait"].article, "A", verified=True)
    asked = quote.member.months
    if asked is not None and asked != quote.facts["months"]:
        said = f"{asked} months at once are not offered to this group; counted for {quote.facts['months']}"
        said_vi = f"nhóm này không đóng {asked} tháng một lần; tính cho {quote.facts['months']} tháng"
        yield Line("notice", said, said_vi, "Law on Health Insurance Art 15", "A", verified=True)


def _coded(quote: MemberQuote, begins: tuple[str, ...], topic: str) -> Iterator[Line]:
    for code in quote.codes:
        if code.startswith(begins):
            said = EXPLANATION[code]
            yield Line(topic, said.sentence, said.sentence_vi, said.article, "A", verified=True)


def _figure_line(topic: str, said: tuple[str, str], figure: DatedValue) -> Line:
    return Line(topic, said[0], said[1], figure.article, figure.confidence, figure.verified)


def _money(amount: int) -> tuple[str, str]:
    english, vietnamese = wording.number(amount)
    return f"{english} đồng", f"{vietnamese} đồng"


def _months(number: int) -> str:
    return "1 month" if number == 1 else f"{number} months"
