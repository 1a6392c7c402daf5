"""The accounts as people read them: a sentence of truth, then tables, in Vietnamese or English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from toandan.accounts.words import (
    count_en,
    count_vi,
    day_en,
    day_vi,
    kind_en,
    kind_vi,
    percent_en,
    percent_vi,
)

LOWEST_SHOWN = 10
# Parts of the document that are there only where a closing read the registers they come from.
PARTS = ("entitled", "payments")
WIDTH = 120
type Document = dict[str, Any]


@dataclass(frozen=True)
class Language:
    """The words of one language, and how it writes numbers."""

    words: dict[str, str]
    count: Callable[[int], str]
    percent: Callable[[Decimal], str]
    day: Callable[[date], str]
    kind: Callable[[str], str]

    def __getitem__(self, name: str) -> str:
        return self.words[name]

    def people(self, value: int | None) -> str:
        """A number of people; a dash where it is not known."""
        return "–" if value is None else self.count(value)

    def change(self, value: int | None) -> str:
        """A change with its sign."""
        return "–" if value is None else ("+" if value > 0 else "") + self.count(value)

    def share(self, text: str | None) -> str:
        """A share string as per cent."""
        return "–" if text is None else self.percent(Decimal(text))


VIETNAMESE = Language(
    {
        "synthetic": "DỮ LIỆU TỔNG HỢP / SYNTHETIC DATA – không phải người thật",
        "truth": "{place}, {day}: {participants} người tham gia theo thẻ; {covered} trong {residents} người cư trú được tìm thấy có thẻ; {uncovered} người chưa thấy thẻ.",
        "year": "So với {month} trên địa giới hiện nay: {before}, thay đổi {change}.",
        "no_year": "So với {month}: chưa có kỳ chốt đã phát hành.",
        "rates": "Tỷ lệ, theo từng mẫu số",
        "rate": "tỷ lệ",
        "numerator": "tử số",
        "denominator": "mẫu số",
        "source": "nguồn",
        "date": "ngày",
        "participants_n": "người tham gia",
        "covered_residents_n": "cư trú có thẻ",
        "plan": "Chỉ tiêu giao {value} ({document}, {period}): đạt {share}, còn thiếu {missing}.",
        "no_plan": "Chỉ tiêu giao: {why}.",
        "targets": "Mục tiêu",
        "target": "mức",
        "more": "trên",
        "at_least": "từ",
        "by": "đến ngày",
        "gap": "còn thiếu",
        "document": "văn bản",
        "of": "trên dân số",
        "conflicts": "Cần biết",
        "entitled": "Theo luật ngày cuối tháng",
        "payments": "Biên lai thu tiền",
        "commune": "xã, phường, đặc khu",
        "group": "đối tượng",
        "age": "tuổi",
        "sex": "giới tính",
        "residents": "cư trú",
        "covered": "cư trú có thẻ",
        "by_card": "tham gia theo thẻ",
        "uncovered": "chưa thấy thẻ",
        "share_residents_n": "tham gia / cư trú trong sổ",
        "share_participants_n": "tỷ trọng",
        "before": "năm trước",
        "changed": "thay đổi",
        "plan_share": "% chỉ tiêu",
        "lowest": "Thấp nhất theo người tham gia trên người cư trú trong sổ dân cư",
        "nobody": "{n} xã khác: không có người trong sổ và không có thẻ.",
        "text": "text_vi",
        "why": "why_vi",
        "name": "name_vi",
    },
    count_vi,
    percent_vi,
    day_vi,
    kind_vi,
)
ENGLISH = Language(
    {
        "synthetic": "SYNTHETIC DATA / DỮ LIỆU TỔNG HỢP – no real people",
        "truth": "{place}, {day}: {participants} participants by card; {covered} of {residents} residents found covered; {uncovered} not found covered.",
        "year": "Against {month} on present boundaries: {before}, change {change}.",
        "no_year": "Against {month}: no closing of it is released.",
        "rates": "Rates, each with its denominator",
        "rate": "rate",
        "numerator": "numerator",
        "denominator": "denominator",
        "source": "source",
        "date": "date",
        "participants_n": "participants",
        "covered_residents_n": "covered residents",
        "plan": "Assigned plan {value} ({document}, {period}): {share} reached, {missing} missing.",
        "no_plan": "Assigned plan: {why}.",
        "targets": "Targets",
        "target": "share",
        "more": "more than",
        "at_least": "at least",
        "by": "by",
        "gap": "missing",
        "document": "document",
        "of": "of population",
        "conflicts": "To know",
        "entitled": "By the law of the last day",
        "payments": "Payments",
        "commune": "commune",
        "group": "group",
        "age": "age",
        "sex": "sex",
        "residents": "residents",
        "covered": "found covered",
        "uncovered": "not found covered",
        "by_card": "by card",
        "share_residents_n": "by card / residents",
        "share_participants_n": "part of all",
        "before": "year before",
        "changed": "change",
        "plan_share": "% of plan",
        "lowest": "Lowest by participants over residents of the register",
        "nobody": "{n} more communes: nobody in the register and no card.",
        "text": "text_en",
        "why": "why_en",
        "name": "name",
    },
    count_en,
    percent_en,
    day_en,
    kind_en,
)
LANGUAGES = {"vi": VIETNAMESE, "en": ENGLISH}


def show(document: Document, *, by: str, lang: str, console: Console | None = None) -> None:
    """Print the accounts for people to read."""
    words = LANGUAGES[lang]
    out = console or Console(width=WIDTH, highlight=False)
    if document["synthetic"]:
        out.print(words["synthetic"], style="bold reverse", markup=False)
    for sentence in _sentences(document, words):
        out.print(sentence, markup=False)
    for table in (_rates(document, words), _targets(document, words)):
        if table.row_count:
            out.print(table)
    _found(document["conflicts"], "conflicts", words, out)
    for part in PARTS:
        if part in document:
            _found(document[part]["findings"], part, words, out)
    _parts(document, words, by, out)
    if by == "commune" and len(document["rank"]) > 1:
        out.print(_lowest(document, words))


def _parts(document: Document, words: Language, by: str, out: Console) -> None:
    """The rows; communes of which nothing is known are counted below them."""
    rows = document["rows"]
    told = [row for row in rows if by != "commune" or _says_something(row)]
    if told:
        out.print(_rows(told, words, by))
    if len(told) < len(rows):
        out.print(words["nobody"].format(n=words.people(len(rows) - len(told))), markup=False)


def _says_something(row: Document) -> bool:
    return any(row[name] for name in ("participants_n", "year_before_n", "residents_n", "plan_share"))


def _found(findings: list[Document], title: str, words: Language, out: Console) -> None:
    if findings:
        out.print(words[title] + ":", style="bold")
    for finding in findings:
        out.print(f"  • {finding[words['text']]}", markup=False)


def _sentences(document: Document, words: Language) -> list[str]:
    truth = words["truth"].format(
        place=document["place"]["name"],
        day=words.day(date.fromisoformat(document["as_of"])),
        participants=words.people(document["participants_n"]),
        covered=words.people(document["covered_residents_n"]),
        residents=words.people(document["residents_n"]),
        uncovered=words.people(document["uncovered_n"]),
    )
    before = document["year_before"]
    known = before["participants_n"] is not None
    year = words["year" if known else "no_year"].format(
        month=before["month"],
        before=words.people(before["participants_n"]),
        change=words.change(document["change_n"]),
    )
    return [truth, year, _plan(document["plan"], words)]


def _plan(plan: Document, words: Language) -> str:
    if plan["value_n"] is None:
        return words["no_plan"].format(why=plan[words["why"]])
    return words["plan"].format(
        value=words.people(plan["value_n"]),
        document=plan["document"],
        period=plan["period"],
        share=words.share(plan["share"]),
        missing=words.people(plan["missing_n"]),
    )


def table_of(title: str, *headings: str) -> Table:
    """An empty table in the form of all tables of the accounts."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _rates(document: Document, words: Language) -> Table:
    table = table_of(
        words["rates"], *(words[name] for name in ("rate", "numerator", "denominator", "source", "date"))
    )
    for rate in document["rates"]:
        table.add_row(
            words.share(rate["share"]),
            f"{words.people(rate['numerator_n'])} {words[rate['numerator']]}",
            words.people(rate["denominator_n"]),
            f"{words.kind(rate['kind'])}: {rate['source']}",
            words.day(date.fromisoformat(rate["date"])),
        )
    return table


def _targets(document: Document, words: Language) -> Table:
    table = table_of(words["targets"], *(words[name] for name in ("target", "by", "gap", "of", "document")))
    for target in document["targets"]:
        value = words.share(target["share"]) if target["share"] else words.people(target["needed_n"])
        table.add_row(
            f"{words['more' if target['strict'] else 'at_least']} {value}",
            words.day(date.fromisoformat(target["date"])),
            words.people(target["gap_n"]),
            f"{words.people(target['denominator']['n'])} ({words.kind(target['denominator']['kind'])})",
            target["document"],
        )
    return table


def _rows(rows: list[Document], words: Language, by: str) -> Table:
    share_of = rows[0]["share_of"]
    counts = ("by_card", "before", "changed", f"share_{share_of}", "residents", "covered", "uncovered")
    more = ("plan_share",) if by == "commune" else ()
    table = table_of("", words[by], *(words[name] for name in (*counts, *more)))
    for column in table.columns[1:]:
        column.justify = "right"
    table.columns[0].no_wrap = by == "commune"
    for row in rows:
        plan = (words.share(row["plan_share"]),) if more else ()
        table.add_row(_name(row, words), *_counts(row, words), *plan)
    return table


def _name(row: Document, words: Language) -> str:
    if "from" in row:
        return f"{row['from']}+" if row["to"] is None else f"{row['from']}–{row['to'] - 1}"
    name = row.get(words["name"], row["name"])
    return f"{row['code']} {name}".strip() if row["code"] != row["name"] else str(name)


def _counts(row: Document, words: Language) -> list[str]:
    return [
        words.people(row["participants_n"]),
        words.people(row["year_before_n"]),
        words.change(row["change_n"]),
        words.share(row["share"]),
        words.people(row["residents_n"]),
        words.people(row["covered_residents_n"]),
        words.people(row["uncovered_n"]),
    ]


def _lowest(document: Document, words: Language) -> Table:
    table = table_of(words["lowest"], "", words["commune"], words["rate"], words["covered"])
    known = [entry for entry in document["rank"] if entry["share"] is not None]
    for entry in known[:LOWEST_SHOWN]:
        name = f"{entry['code']} {entry['name']}"
        table.add_row(
            str(entry["rank"]), name, words.share(entry["share"]), words.share(entry["covered_share"])
        )
    return table
