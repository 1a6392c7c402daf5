"""The way to a decision: the facts, the categories they fit, the clauses, one plain sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from toandan.lawbook import wording
from toandan.lawbook.law import Law
from toandan.pipeline.quoting.as_of import OLD_CONFIDENCE, article_then, is_text_read, sure_of
from toandan.pipeline.quoting.lines import lines_of
from toandan.pipeline.quoting.quote import MemberQuote
from toandan.pipeline.quoting.words import TOPICS
from toandan.schemas.explanation_codes import EXPLANATION
from toandan.schemas.facts import FACTS
from toandan.schemas.set_columns import TITLE_SETS, categories_of, titles_of
from toandan.schemas.table import Column, Kind
from toandan.schemas.titles import TITLE, TITLES

NAMED = ("group", "card", "premium")
SETS = TITLE_SETS.names("titles", "titles_unknown")
NOT_FACTS = ("person_id", "household_id", "day", "chosen", "months", "place_left_known", *SETS)
MAY_BE_EMPTY = ("member_n", "trafficking_confirmed_on", "last_cover_end", "place_left_difficult_on")
AMOUNTS = {"wage_vnd": "wage", "pension_vnd": "pension", "benefit_vnd": "benefit"}
LIVING = {
    "poor": ("poor household", "hộ nghèo"),
    "near_poor": ("near-poor household", "hộ cận nghèo"),
    "farm_average": ("farm household of average standard", "hộ nông nghiệp có mức sống trung bình"),
    "none": ("on no list", "không thuộc danh sách"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the way, with its article where the law speaks and, where that is a text or figure, how sure it is."""

    kind: str
    said: str
    said_vi: str
    article: str = ""
    code: str = ""
    confidence: str = ""
    verified: bool = True


def steps(quote: MemberQuote, law: Law, day: date) -> list[Step]:
    """The whole way of one member, in order."""
    return [
        Step(
            "day",
            f"The law of {day} counts (version {law.version}).",
            f"Áp dụng pháp luật ngày {day:%d/%m/%Y} (phiên bản {law.version}).",
        ),
        *_facts(quote),
        *_categories(quote, law, day),
        *_clauses(quote, law, day),
        *_conclusion(quote, law, day),
    ]


def _facts(quote: MemberQuote) -> Iterator[Step]:
    row = quote.facts
    titles = titles_of(row, "titles")
    for slug in titles:
        yield Step("fact", f"Stated: {TITLE[slug].name}.", f"Đã khai: {TITLE[slug].name_vi}.")
    if not titles and not titles_of(row, "titles_unknown"):
        yield Step("fact", "Stated: no title.", "Đã khai: không có tư cách nào.")
    columns = [one for one in FACTS.columns if one.name not in NOT_FACTS]
    for one in columns:
        if one.name == "member_n" and quote.member.order is None:
            yield from _taken_place(row["member_n"])
        elif row[one.name] is not None and row[one.name] is not False:
            said, said_vi = _value(one, row[one.name])
            yield Step("fact", f"Stated: {said}.", f"Đã khai: {said_vi}.")
    yield from _unknown_facts(quote, columns)


def _taken_place(place: int | None) -> Iterator[Step]:
    """The place in the ladder that the file left to the program."""
    if place is not None:
        said = f"No place in the household's ladder was stated: in the order of the file it is {place}."
        yield Step("taken", said, f"Chưa nêu thứ tự thành viên hộ: theo thứ tự trong tệp là {place}.")


def _unknown_facts(quote: MemberQuote, columns: list[Column]) -> Iterator[Step]:
    needed = AMOUNTS.items() if quote.outcome["missing_fact"] else ()
    amounts = {name for name, word in needed if word == quote.outcome["missing_fact"]}
    asked = [one for one in columns if one.name not in (*MAY_BE_EMPTY, *AMOUNTS) or one.name in amounts]
    missing = [one for one in asked if quote.facts[one.name] is None]
    names, names_vi = [_meaning(one)[0] for one in missing], [_meaning(one)[1] for one in missing]
    titles = titles_of(quote.facts, "titles_unknown")
    if len(titles) == len(TITLES):
        names, names_vi = [*names, "every title"], [*names_vi, "mọi tư cách"]
    else:
        names += [TITLE[slug].name for slug in titles]
        names_vi += [TITLE[slug].name_vi for slug in titles]
    if names:
        yield Step("unknown", f"Not known: {'; '.join(names)}.", f"Chưa biết: {'; '.join(names_vi)}.")


def _categories(quote: MemberQuote, law: Law, day: date) -> Iterator[Step]:
    for slug in categories_of(quote.outcome, "fits"):
        one = law.categories[slug]
        said, said_vi = f"These facts fit: {one.name}.", f"Phù hợp đối tượng: {one.name_vi}."
        yield Step("fits", said, said_vi, article_then(one.article, law, day), "", *sure_of(one, law, day))
    unknown = [law.categories[slug] for slug in categories_of(quote.outcome, "unknown")]
    if unknown:
        names, names_vi = "; ".join(one.name for one in unknown), "; ".join(one.name_vi for one in unknown)
        yield Step(
            "may_fit",
            f"May fit, a fact is missing: {names}.",
            f"Có thể phù hợp, còn thiếu thông tin: {names_vi}.",
        )


def _clauses(quote: MemberQuote, law: Law, day: date) -> Iterator[Step]:
    for code in quote.codes:
        one = EXPLANATION[code]
        read = is_text_read(law, day)
        article, sure = article_then(one.article, law, day), "" if read else OLD_CONFIDENCE
        yield Step("clause", one.sentence, one.sentence_vi, article, code, sure, read)


def _conclusion(quote: MemberQuote, law: Law, day: date) -> Iterator[Step]:
    """The answer: the lines of the quote that state it, each with the text or figure behind it."""
    if quote.outcome["answer"] == "cannot_tell":
        yield from _cannot_tell(quote, law)
    known = quote.outcome["answer"] != "cannot_tell"
    begun, begun_vi = ("So", "Kết luận") if known else ("As far as is known", "Theo thông tin hiện có")
    for line in lines_of(quote, law, day):
        if line.topic not in ("order", "unsure", "notice"):
            words = TOPICS[line.topic] if line.topic in NAMED else None
            said = f"{begun}, the {words[0]} is: {line.said}" if words else f"{begun}: {line.said}"
            said_vi = f"{begun_vi}, {words[1]}: {line.said_vi}" if words else f"{begun_vi}: {line.said_vi}"
            yield Step("so", said, said_vi, line.article, "", line.confidence, line.verified)


def _cannot_tell(quote: MemberQuote, law: Law) -> Iterator[Step]:
    missing = [law.categories[slug] for slug in categories_of(quote.outcome, "missing")]
    names, names_vi = "; ".join(one.name for one in missing), "; ".join(one.name_vi for one in missing)
    said = f"This cannot be told for sure, because another answer follows if the person is of: {names}."
    yield Step("cannot_tell", said, f"Chưa thể kết luận chắc chắn, vì kết quả khác nếu thuộc: {names_vi}.")


def _value(column: Column, value: Any) -> tuple[str, str]:  # noqa: ANN401 - any value of a fact
    meaning, meaning_vi = _meaning(column)
    if column.kind is Kind.BOOL:
        return meaning, meaning_vi
    if column.name == "living":
        said, said_vi = LIVING[value]
    elif isinstance(value, date):
        said, said_vi = value.isoformat(), f"{value:%d/%m/%Y}"
    else:
        money = " đồng" if column.name in AMOUNTS else ""
        said, said_vi = wording.number(value) if column.unit else (str(value), str(value))
        said, said_vi = said + money, said_vi + money
    return f"{meaning}: {said}", f"{meaning_vi}: {said_vi}"


def _meaning(column: Column) -> tuple[str, str]:
    return column.meaning.split(";")[0], column.meaning_vi
