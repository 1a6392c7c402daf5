"""What the law entitles residents to, as people read it: who is covered as what, and who pays how much."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from toandan.accounts.entitlement_findings import millions
from toandan.cli.accounts_view import WIDTH, Language, table_of

PEOPLE = (
    "residents_n",
    "uncovered_n",
    "covered_residents_n",
    "as_entitled_n",
    "by_choice_n",
    "otherwise_n",
    "unjudged_n",
)
MONEY = (
    "premium_month_vnd",
    "employer_vnd",
    "employee_vnd",
    "si_agency_vnd",
    "state_vnd",
    "province_vnd",
    "person_vnd",
)
PRICED = ("priced_n", *MONEY)
HEADINGS = {
    "vi": {
        "people": "Đối tượng theo luật ngày cuối tháng, theo những gì các sổ cho biết (không phải tư vấn pháp luật)",
        "category": "đối tượng theo luật",
        "residents_n": "cư trú",
        "uncovered_n": "chưa thấy thẻ",
        "covered_residents_n": "có thẻ",
        "as_entitled_n": "đúng đối tượng",
        "by_choice_n": "được chọn",
        "otherwise_n": "đối tượng khác",
        "unjudged_n": "chưa so được",
        "money": "Mức đóng một tháng theo luật, triệu đồng, của những người tính được",
        "to_cover": "Cần thêm một tháng để những người chưa thấy thẻ tham gia đúng đối tượng, triệu đồng",
        "priced_n": "số người",
        "premium_month_vnd": "tổng",
        "employer_vnd": "đơn vị",
        "employee_vnd": "người lao động",
        "si_agency_vnd": "BHXH",
        "state_vnd": "NSNN",
        "province_vnd": "tỉnh",
        "person_vnd": "người dân",
        "total": "Cộng",
        "name": "name_vi",
    },
    "en": {
        "people": "What the law of the last day says, as far as the registers tell (no legal advice)",
        "category": "category by law",
        "residents_n": "residents",
        "uncovered_n": "not found covered",
        "covered_residents_n": "covered",
        "as_entitled_n": "as entitled",
        "by_choice_n": "by choice",
        "otherwise_n": "other group",
        "unjudged_n": "not compared",
        "money": "Premium of one month by law, million đồng, of those for whom it can be told",
        "to_cover": "What covering those not found covered adds a month, million đồng",
        "priced_n": "people",
        "premium_month_vnd": "all",
        "employer_vnd": "employer",
        "employee_vnd": "employee",
        "si_agency_vnd": "social ins.",
        "state_vnd": "state",
        "province_vnd": "province",
        "person_vnd": "person",
        "total": "All",
        "name": "name",
    },
}
type Row = dict[str, Any]


def show_entitlement(rows: list[Row], words: Language, lang: str, console: Console | None = None) -> None:
    """Print the people and the money by category, with their totals."""
    out = console or Console(width=WIDTH, highlight=False)
    for table in entitlement_tables(rows, words, lang):
        out.print(table)


def entitlement_tables(rows: list[Row], words: Language, lang: str) -> tuple[Table, ...]:
    """People by how they are covered; money by who pays, of everybody and of those not found covered."""
    names = HEADINGS[lang]
    total = _sum(rows, (*PEOPLE, *PRICED)) | {names["name"]: names["total"]}
    people = [(row, [words.people(row[name]) for name in PEOPLE]) for row in (*rows, total)]
    uncovered = [row["uncovered"] | {names["name"]: row[names["name"]]} for row in rows]
    to_cover = [*uncovered, _sum(uncovered, PRICED) | {names["name"]: names["total"]}]
    return (
        _table(names, "people", PEOPLE, people),
        _table(names, "money", PRICED, _paid([*rows, total], words)),
        _table(names, "to_cover", PRICED, _paid(to_cover, words)),
    )


def _sum(rows: list[Row], names: tuple[str, ...]) -> Row:
    return {name: sum(row[name] for row in rows) for name in names}


def _paid(rows: list[Row], words: Language) -> list[tuple[Row, list[str]]]:
    """The rows in which somebody is priced, and what stands in them."""
    return [
        (row, [words.people(row["priced_n"]), *(words.people(millions(row[name])) for name in MONEY)])
        for row in rows
        if row["priced_n"]
    ]


def _table(
    names: dict[str, str], title: str, columns: tuple[str, ...], rows: list[tuple[Row, list[str]]]
) -> Table:
    table = table_of(names[title], names["category"], *(names[name] for name in columns))
    for column in table.columns[1:]:
        column.justify = "right"
    for row, cells in rows:
        table.add_row(str(row[names["name"]]), *cells)
    return table
