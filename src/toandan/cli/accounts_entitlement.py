"""What the law entitles residents to, as people read it: who is covered as what, and who pays how much."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from toandan.cli.accounts_view import WIDTH, Language, table_of

MILLION, HALF = 1_000_000, 500_000
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


def entitlement_tables(rows: list[Row], words: Language, lang: str) -> tuple[Table, Table]:
    """The two tables: people by how they are covered, money by who pays."""
    names = HEADINGS[lang]
    total: Row = {name: sum(row[name] for row in rows) for name in (*PEOPLE, "priced_n", *MONEY)}
    every = [*rows, total | {names["name"]: names["total"]}]
    priced = [row for row in every if row["priced_n"]]
    people = _table(
        names, "people", PEOPLE, [(row, [words.people(row[name]) for name in PEOPLE]) for row in every]
    )
    money = _table(names, "money", ("priced_n", *MONEY), [(row, _paid(row, words)) for row in priced])
    return people, money


def millions(vnd: int) -> int:
    """Whole đồng as whole millions, half up: for reading only."""
    return (vnd + HALF) // MILLION


def _paid(row: Row, words: Language) -> list[str]:
    return [words.people(row["priced_n"]), *(words.people(millions(row[name])) for name in MONEY)]


def _table(
    names: dict[str, str], title: str, columns: tuple[str, ...], rows: list[tuple[Row, list[str]]]
) -> Table:
    table = table_of(names[title], names["category"], *(names[name] for name in columns))
    for column in table.columns[1:]:
        column.justify = "right"
    for row, cells in rows:
        table.add_row(str(row[names["name"]]), *cells)
    return table
