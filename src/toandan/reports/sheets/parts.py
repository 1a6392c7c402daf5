"""The accounts by group, age and sex."""

from __future__ import annotations

from collections.abc import Mapping

from toandan.reports.figure import Figure, Kind, change, code, people, share, text
from toandan.reports.handed import Handed, Row
from toandan.reports.sheets.sheet import Heading, Sheet, Words, headings
from toandan.reports.suppression.linked import AGE, CELLS, GROUP, SEX, START, TOTAL, cell, key_of
from toandan.reports.suppression.system import Hidden, Key

TITLES = {
    GROUP: Words("Theo nhóm đối tượng", "By participation group"),
    AGE: Words("Theo tuổi", "By age"),
    SEX: Words("Theo giới tính", "By sex"),
}
NAMES = {GROUP: "groups", AGE: "ages", SEX: "sexes"}
FIRST = {
    GROUP: headings(("group_code", "Mã đối tượng", "Group"), ("group_name", "Đối tượng", "Name")),
    AGE: headings(("age", "Tuổi", "Age")),
    SEX: headings(("sex", "Giới tính", "Sex")),
}


def part_sheets(handed: Handed, hidden: Hidden, lang: str) -> list[Sheet]:
    """The three sheets."""
    return [part_sheet(table, handed, hidden, lang) for table in (GROUP, AGE, SEX)]


def part_sheet(table: str, handed: Handed, hidden: Hidden, lang: str) -> Sheet:
    """One row per group, age band or sex that occurs, names in the language."""
    rows = [(*_first(table, row, lang), *_counted(table, row, handed, hidden)) for row in handed.rows[table]]
    return Sheet(NAMES[table], TITLES[table], (*FIRST[table], *_headings(table)), rows)


def _headings(table: str) -> tuple[Heading, ...]:
    """The columns; a share covered says nothing of groups, which are told by the card."""
    of = ("Tỷ trọng", "Part of all") if table == GROUP else ("Tham gia / cư trú", "Participants / residents")
    return headings(
        ("participants_n", "Người tham gia (theo thẻ)", "Participants (by card)"),
        ("start_n", "Đầu kỳ", "At start"),
        ("change_n", "Tăng, giảm", "Change"),
        ("share", *of),
        ("residents_n", "Người cư trú", "Residents"),
        ("covered_residents_n", "Cư trú có thẻ", "Residents found covered"),
        ("uncovered_n", "Chưa thấy thẻ", "Not found covered"),
        *([] if table == GROUP else [("covered_share", "Cư trú có thẻ / cư trú", "Covered / residents")]),
    )


def _first(table: str, row: Row, lang: str) -> tuple[Figure, ...]:
    if table == AGE:
        return (text(f"{row['from']}+" if row["to"] is None else f"{row['from']}–{row['to'] - 1}"),)
    name = text(row["name_vi"] if lang == "vi" else row["name"])
    return (name,) if table == SEX else (code(row["code"]), name)


def _counted(table: str, row: Row, handed: Handed, hidden: Hidden) -> tuple[Figure, ...]:
    keys = {column: key_of(table, row, column) for column in CELLS}
    now, start = row["participants_n"], cell(row, START)
    of = (TOTAL, "", "participants_n") if table == GROUP else keys["residents_n"]
    whole = handed.document["participants_n"] if table == GROUP else row["residents_n"]
    shown = {column: people(cell(row, column), hidden.mark(keys[column])) for column in CELLS}
    mark = hidden.derived(keys["participants_n"], keys[START]) if start is not None else None
    return (
        shown["participants_n"],
        shown[START],
        change(now, start, mark),
        _share(now, whole, hidden, keys["participants_n"], of),
        shown["residents_n"],
        shown["covered_residents_n"],
        shown["uncovered_n"],
        *([] if table == GROUP else [_covered(row, hidden, keys)]),
    )


def _covered(row: Row, hidden: Hidden, keys: Mapping[str, Key]) -> Figure:
    """Residents found covered as a share of residents."""
    both = ("covered_residents_n", "residents_n")
    return _share(row[both[0]], row[both[1]], hidden, *(keys[name] for name in both))


def _share(part: int, whole: int, hidden: Hidden, *keys: Key) -> Figure:
    return share(part, whole, hidden.derived(*keys)) if whole else Figure(Kind.SHARE, None)
