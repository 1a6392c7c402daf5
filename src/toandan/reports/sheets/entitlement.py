"""Who is entitled to what and covered as what, and the money by who pays: of the area, small counts hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toandan.accounts.entitlement import COUNTS, UNCOVERED
from toandan.accounts.entitlement_findings import IN_MILLIONS, PAID_BY, millions, owed
from toandan.accounts.words import count_en, count_vi
from toandan.reports.entitled_lines import ENTITLEMENT, KNOWN, entitled_lines, is_told, line_key
from toandan.reports.figure import Figure, code, money, people, text
from toandan.reports.handed import Handed, Row
from toandan.reports.sheets.goals import WITHHELD
from toandan.reports.sheets.sheet import Sheet, Words, headings
from toandan.reports.suppression.entitled import ENTITLED, hides_money, known_total
from toandan.reports.suppression.linked import TOTAL
from toandan.reports.suppression.system import Hidden, Mark
from toandan.schemas.facts import PAYERS

ALL = Words("Toàn địa bàn", "The whole area")
PREMIUM = Words("Tổng mức đóng", "Premium")
SENTENCES = ("entitled_not_covered", "covered_otherwise", "cannot_tell")
NAMED = 3


def entitlement_sheets(handed: Handed, hidden: Hidden, lang: str) -> list[Sheet]:
    """People by category and money by payer; none where the closing read no register of facts."""
    return [_people(handed, hidden, lang), _money(handed, hidden, lang)] if is_told(handed) else []


def entitlement_told(handed: Handed, hidden: Hidden, lang: str) -> list[str]:
    """The sentences for a page; one that would tell a hidden count is not told."""
    if not is_told(handed):
        return []
    entitled = handed.document["entitled"]
    said = {one["code"]: one[f"text_{lang}"] for one in entitled["findings"]}
    told = [said[name] for name in SENTENCES if name in said and not _hides(name, handed, hidden)]
    count = count_vi if lang == "vi" else count_en
    cost = entitled["to_cover"]
    if _is_shown(handed, hidden, cost["month"], is_uncovered=True):
        words = Words(
            "Để người chưa thấy thẻ tham gia đúng đối tượng cần thêm", "Covering those not found covered adds"
        )
        told.insert(1, f"{words[lang]} {owed(cost, int(lang == 'vi'), count)}.")
    wanted = sum(name in said for name in SENTENCES) + bool(cost["priced_n"])
    return [*told, *([WITHHELD[lang]] if len(told) < wanted else []), said["sources_of_facts"]]


def _hides(name: str, handed: Handed, hidden: Hidden) -> bool:
    if name == "covered_otherwise":
        return any(
            hidden.mark(known_total(column))
            for column in ("otherwise_n", "by_choice_n", "covered_residents_n", "unjudged_n")
        )
    return hides_money(handed, hidden) or not _named_apart(name, handed)


def _named_apart(name: str, handed: Handed) -> bool:
    """Whether the categories a sentence names have lines of their own; one of those put together would tell the rest."""
    lines = {
        line["code"]
        for line in entitled_lines(handed)
        if (line["answer"] == KNOWN) == (name != "cannot_tell")
    }
    entitled = handed.document["entitled"]
    rows = entitled["uncovered_by_category"] if name != "cannot_tell" else entitled["reasons"]
    return all(row["code"] in lines for row in rows[:NAMED] if row.get("what", "category") == "category")


def _people(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    heads = headings(
        ("category", "Mã đối tượng theo luật", "Category code"),
        ("category_name", "Đối tượng theo luật", "Category by law"),
        ("residents_n", "Người cư trú", "Residents"),
        ("covered_residents_n", "Cư trú có thẻ", "Residents found covered"),
        ("uncovered_n", "Chưa thấy thẻ", "Not found covered"),
        ("as_entitled_n", "Thẻ đúng đối tượng", "Card as entitled"),
        ("by_choice_n", "Thẻ theo đối tượng được chọn", "Card by choice"),
        ("otherwise_n", "Thẻ theo đối tượng khác", "Card of another group"),
        ("unjudged_n", "Chưa so được", "Not compared"),
    )
    rows = [_line(line, hidden, lang) for line in entitled_lines(handed)]
    sums = {name: sum(line[name] for line in entitled_lines(handed)) for name in COUNTS}
    total = (
        code(""),
        text(ALL[lang]),
        *(people(sums[name], hidden.mark((TOTAL, "", name))) for name in COUNTS),
    )
    title = Words("Đối tượng theo luật", "Entitled by law")
    return Sheet("entitlement", title, heads, rows, total)


def _line(line: Row, hidden: Hidden, lang: str) -> tuple[Figure, ...]:
    name = line["name_vi" if lang == "vi" else "name"]
    counts = (people(line[column], hidden.mark((ENTITLED, line_key(line), column))) for column in COUNTS)
    return (code(line["code"]), text(name), *counts)


def _money(handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    heads = headings(
        ("payer", "Ai đóng", "Who pays"),
        ("covered_month_million_vnd", "Người đang có thẻ, theo luật, triệu đồng một tháng", "Those covered, by law, million đồng a month"),
        ("to_cover_month_million_vnd", "Thêm cho người chưa thấy thẻ, triệu đồng một tháng", "Added for those not found covered, million đồng a month"),
        ("to_cover_year_million_vnd", "Thêm cho người chưa thấy thẻ, triệu đồng trong mười hai tháng", "Added for those not found covered, million đồng in twelve months"),
    )  # fmt: skip
    entitled = handed.document["entitled"]
    sums = (
        (entitled["covered_today"]["month"], False, "month"),
        (entitled["to_cover"]["month"], True, "month"),
        (entitled["to_cover"]["year"], True, "year"),
    )
    marks = [
        None
        if _is_shown(
            handed, hidden, entitled["to_cover" if side else "covered_today"]["month"], is_uncovered=side
        )
        else Mark.WITHHELD
        for _, side, _ in sums
    ]
    names = [
        (PREMIUM[lang], "premium_{}_vnd"),
        *((PAID_BY[name][int(lang == "vi")], name) for name in PAYERS),
    ]
    rows = [
        (
            text(word),
            *(
                money(millions(parts[name.format(when)]), mark)
                for (parts, _, when), mark in zip(sums, marks, strict=True)
            ),
        )
        for word, name in names
    ]
    return Sheet("entitlement_money", Words("Mức đóng theo luật", "Premium by law"), heads, rows)


def _is_shown(handed: Handed, hidden: Hidden, month: Mapping[str, int], *, is_uncovered: bool) -> bool:
    """Whether money may be told: no count it hangs on is hidden, it is large, and no payer pays for a few people alone."""
    if not handed.threshold:
        return True
    if hides_money(handed, hidden) or month["premium_month_vnd"] < IN_MILLIONS:
        return False
    return all(
        not 0 < sum(_paid_for(handed, name, is_uncovered=is_uncovered)) < handed.threshold for name in PAYERS
    )


def _paid_for(handed: Handed, payer: str, *, is_uncovered: bool) -> Iterator[int]:
    """The people of each category a payer pays something for."""
    for row in handed.rows[ENTITLEMENT]:
        part = row[UNCOVERED]
        money_, people_n = part[payer], part["priced_n"]
        if not is_uncovered:
            money_, people_n = row[payer] - money_, row["priced_n"] - people_n
        if money_:
            yield people_n
