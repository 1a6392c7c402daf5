"""The lines of a quote: one sentence each, in both languages, with its article and whether that was verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from toandan.lawbook import wording
from toandan.lawbook.category import LegalCategory
from toandan.lawbook.law import Law, LawAt
from toandan.lawbook.parameter import DatedValue
from toandan.pipeline.quoting.as_of import OLD_CONFIDENCE, article_then, is_text_read, sure_of
from toandan.pipeline.quoting.line import Line, coded
from toandan.pipeline.quoting.notices import notices
from toandan.pipeline.quoting.quote import MemberQuote
from toandan.pipeline.quoting.words import FACT_WORDS, ON_CHANGE, PAYER_WORDS
from toandan.schemas.explanation_codes import EXPLANATION
from toandan.schemas.facts import PAYERS
from toandan.schemas.set_columns import categories_of

NAMED_MOST = 6
DATED = ("group", "card", "order", "unsure", "cover", "notice", "base", "change")
WAITS = ("cover_wait", "cover_boundary_90")


def lines_of(quote: MemberQuote, law: Law, day: date) -> list[Line]:
    """Every line of a member, in the order a counter reads them."""
    on_day = law.at(day)
    made = [*_group(quote, law, day), *_unsure(quote, law)]
    if quote.outcome["paying"]:
        made += [*_premium(quote, on_day), *_parts(quote, on_day), *_change(quote, on_day)]
        made += [*_cover(quote, on_day)]
    made += [*_benefit(quote, law, day), *notices(quote, law, day)]
    return [_as_of(line, law, day) if line.topic in DATED and line.article else line for line in made]


def _as_of(line: Line, law: Law, day: date) -> Line:
    """The line with its article as it stood on the day; an old text was not read."""
    article = article_then(line.article, law, day)
    if is_text_read(law, day) or line.topic == "base":
        return replace(line, article=article)
    return replace(line, article=article, confidence=max(line.confidence, OLD_CONFIDENCE), verified=False)


def _group(quote: MemberQuote, law: Law, day: date) -> Iterator[Line]:
    slug = quote.outcome["paying"]
    if not slug:
        yield Line("group", "no group can be told", "chưa xác định được nhóm", "", "D", verified=False)
        return
    one = law.categories[slug]
    said = f"{one.name} (clause {law.clauses[slug]})"
    said_vi = f"{one.name_vi} (khoản {law.clauses[slug]})"
    yield Line("group", said, said_vi, one.article, *sure_of(one, law, day))
    yield _card(one, law.at(day))
    ordered = () if "chosen" in quote.codes else ("art_13_5", "art_12_5")
    yield from coded(quote, (*ordered, "chosen", "may_choose"), "order")


def _card(one: LegalCategory, on_day: LawAt) -> Line:
    """The card codes of the category on the day; as sure as the least sure of them."""
    groups = [group for group in on_day.groups.values() if group.category == one.slug]
    if not groups:
        return Line("card", "none is known", "chưa biết", one.article, "D", verified=False)
    codes = ", ".join(group.code for group in groups)
    sure = max(group.confidence for group in groups)
    return Line("card", codes, codes, groups[0].article, sure, all(group.verified for group in groups))


def _unsure(quote: MemberQuote, law: Law) -> Iterator[Line]:
    missing = categories_of(quote.outcome, "missing")
    if missing:
        named = [law.categories[slug] for slug in missing[:NAMED_MOST]]
        rest = len(missing) - len(named)
        more, more_vi = (f"; and {rest} more", f"; và {rest} đối tượng khác") if rest else ("", "")
        said = "; ".join(one.name for one in named) + more
        said_vi = "; ".join(one.name_vi for one in named) + more_vi
        yield Line(
            "unsure",
            f"cannot tell, because it is not known whether the person is of: {said}",
            f"chưa thể kết luận, vì chưa biết có thuộc đối tượng: {said_vi}",
            "; ".join(dict.fromkeys(one.article for one in named)),
            "A",
            verified=True,
        )
    if quote.outcome["missing_fact"]:
        fact, fact_vi = FACT_WORDS[quote.outcome["missing_fact"]]
        said = f"cannot tell the premium, because {fact} is not known"
        said_vi = f"chưa tính được mức đóng, vì chưa biết {fact_vi}"
        article = EXPLANATION[f"missing_{quote.outcome['missing_fact']}"].article
        yield Line("unsure", said, said_vi, article, "A", verified=True)


def _premium(quote: MemberQuote, on_day: LawAt) -> Iterator[Line]:
    month, period = quote.outcome["premium_month_vnd"], quote.outcome["premium_period_vnd"]
    if month is None:
        return
    rate = on_day.figure("contribution_rate")
    months = quote.facts["months"]
    said, said_vi = _money(month)
    percent, percent_vi = wording.number(rate.value or 0)
    whole, whole_vi = _whole(period, months)
    yield _figure_line(
        "premium",
        (f"{said} a month ({percent}%){whole}", f"{said_vi}/tháng ({percent_vi}%){whole_vi}"),
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
        read = "not coded" not in said.article and is_text_read(on_day.law, on_day.day)
        sure = "A" if read else OLD_CONFIDENCE
        return Line("base", said.sentence, said.sentence_vi, said.article, sure, verified=read)
    figure, salary = on_day.figure(figures[code]), on_day.figure("base_salary")
    times = 1 if code == "base_salary" else figure.value or 0
    amounts = _money(int(times * (salary.value or 0)))
    counted = "" if code == "base_salary" else f" ({times} × {{}})"
    texts = [
        f"{sentence.rstrip('.')}: {amount}{counted.format(one)}."
        for sentence, amount, one in zip(
            (said.sentence, said.sentence_vi), amounts, _money(int(salary.value or 0)), strict=True
        )
    ]
    sure = max(figure.confidence, salary.confidence)
    both = figure.verified and salary.verified
    article = figure.article if figure is salary else f"{figure.article}; {salary.article}"
    return Line("base", texts[0], texts[1], article, sure, both)


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
        if amount or (name == "person_vnd" and not quote.outcome["employee_vnd"]):
            months = quote.facts["months"]
            month, whole = _money(amount), _whole(amount * months, months)
            said = f"{PAYER_WORDS[name][0]}: {month[0]} a month{whole[0]}"
            said_vi = f"{PAYER_WORDS[name][1]}: {month[1]}/tháng{whole[1]}"
            article, confidence, verified = _behind(name, quote, on_day)
            yield Line(name, said, said_vi, article, confidence, verified)


def _change(quote: MemberQuote, on_day: LawAt) -> Iterator[Line]:
    """What a new base salary does to months paid at once; nothing where a month is paid at a time, or nothing is paid."""
    terms = on_day.law.categories[quote.outcome["paying"]].terms_at(on_day.day)
    if terms is None or quote.facts["months"] == 1 or not quote.outcome["premium_month_vnd"]:
        return
    word = "adjust" if "poor_commune" in quote.codes else terms.on_change
    if word in ON_CHANGE:
        said, said_vi = ON_CHANGE[word]
        sure = ("D", False) if word == "silent" else (terms.confidence, terms.verified)
        yield Line("change", said, said_vi, "Decree 188/2025 Art 8", *sure)


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
        f"first day of cover: {shown[0]}. {said.sentence}",
        f"ngày thẻ bắt đầu có giá trị: {shown[1]}. {said.sentence_vi}",
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
    said, said_vi = f"the fund pays {share}% ({one.name})", f"quỹ chi trả {share}% ({one.name_vi})"
    if quote.outcome["benefit_answer"] == "cannot_tell":
        said, said_vi = f"{said}, or more: a fact is missing", f"{said_vi}, có thể cao hơn khi đủ thông tin"
    yield Line("benefit", said, said_vi, held.article, held.confidence, held.verified)


def _figure_line(topic: str, said: tuple[str, str], figure: DatedValue) -> Line:
    return Line(topic, said[0], said[1], figure.article, figure.confidence, figure.verified)


def _money(amount: int) -> tuple[str, str]:
    english, vietnamese = wording.number(amount)
    return f"{english} đồng", f"{vietnamese} đồng"


def _whole(amount: int, months: int) -> tuple[str, str]:
    """What is paid at once, where that is more than a month."""
    if months == 1:
        return "", ""
    english, vietnamese = _money(amount)
    return f", {english} for {months} months", f", {vietnamese} cho {months} tháng"
