"""A quote as a person at a counter reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toandan.lawbook.advice import ADVICE, CONFIDENCE

if TYPE_CHECKING:
    from toandan.pipeline.quoting.line import Line
    from toandan.pipeline.quoting.quote import HouseholdQuote, Quote

ROUNDING = (
    "Money is rounded half up to whole đồng; no text on rounding was found [D, not verified].",
    "Tiền làm tròn đến đồng, nửa đồng làm tròn lên; chưa tìm thấy quy định về làm tròn [D, chưa xác minh].",
)


def quote_text(made: Quote, lang: str) -> Iterator[str]:
    """The lines of the whole quote in one language."""
    which = 1 if lang == "vi" else 0
    titles = (
        f"Quote for {made.day}, law {made.law.version}",
        f"Bảng tính ngày {made.day:%d/%m/%Y}, pháp luật phiên bản {made.law.version}",
    )
    proposals = ", ".join(made.law.proposals)
    yield titles[which] + (f" + {proposals}" if proposals else "")
    if made.synthetic:
        yield ("SYNTHETIC: made-up people", "DỮ LIỆU GIẢ LẬP")[which]
    for household in made.households:
        yield from _household(household, made, which)
    yield from ("", CONFIDENCE[lang], ROUNDING[which], ADVICE[lang])


def _household(quote: HouseholdQuote, made: Quote, which: int) -> Iterator[str]:
    from toandan.pipeline.quoting.lines import lines_of

    for member in quote.members:
        head = ("head", "chủ hộ")[which] if member.member.head else ""
        yield f"\n{quote.household.id} / {member.member.id} {head}".rstrip()
        yield from (_line(line, which) for line in lines_of(member, made.law, made.day))
    yield from _total(quote, which)


def _line(line: Line, which: int) -> str:
    from toandan.lawbook.article_vi import article_vi
    from toandan.lawbook.wording import sureness
    from toandan.pipeline.quoting.words import PAYS, TOPICS

    topic = TOPICS.get(line.topic, PAYS)[which]
    said = (line.said, line.said_vi)[which]
    article = article_vi(line.article) if which else line.article
    mark = sureness(line.confidence, verified=line.verified)[which]
    return f"  {topic:<12} {said}" + (f"  ({article})" if article else "") + f" [{mark}]"


def _total(quote: HouseholdQuote, which: int) -> Iterator[str]:
    from toandan.pipeline.quoting.words import PAYER_WORDS

    total = quote.total_vnd
    yield (
        f"\n{quote.household.id} "
        + ("total, each member for the months above", "tổng cộng, mỗi người theo số tháng nêu trên")[which]
    )
    for name, words in PAYER_WORDS.items():
        if total[name] or name == "person_vnd":
            yield _sum(words[which], total[name], which)
    yield _sum(("all", "tất cả")[which], total["premium_month_vnd"], which)
    own = total["employee_vnd"] + total["person_vnd"]
    yield _sum(("of this the members", "trong đó thành viên hộ trả")[which], own, which)
    if quote.without_amount:
        said = ("not counted, no amount: ", "chưa tính được, không cộng: ")[which]
        yield f"  {said}{', '.join(quote.without_amount)}"
    if quote.unsure:
        said = (
            "counted as far as is known, may be otherwise: ",
            "tính theo thông tin hiện có, có thể khác: ",
        )[which]
        yield f"  {said}{', '.join(quote.unsure)}"


def _sum(words: str, amount: int, which: int) -> str:
    from toandan.lawbook.wording import number

    return f"  {words:<36} {number(amount)[which]:>14} đồng"
