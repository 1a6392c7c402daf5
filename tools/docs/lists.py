"""Reference pages of lists that code and law carry: quarantine codes, participation groups."""

from __future__ import annotations

from datetime import date

from toandan.lawbook.group import Group
from toandan.lawbook.law import shipped
from toandan.registers.codes import QUARANTINE_CODES
from toandan.schemas.reference import markdown_table

CODES_MADE = "<!-- made from src/toandan/registers/codes.py; change that, then run `make docs` -->"
GROUPS_MADE = "<!-- made from src/toandan/law/groups; change that, then run `make docs` -->"

GROUPS_ORDER = """\
In the order of Article 12 of the Law on Health Insurance: of several cards a person holds, the one whose group comes
first counts. *Verified* says that the code is confirmed to mean this category; the rest is carried as it is used, and is
no statement of the law.\
"""


def quarantine_page() -> str:
    """Every reason why a row is not accepted, in the order in which the main one is chosen."""
    rows = ((f"`{one.code}`", one.meaning, one.meaning_vi, one.do, one.do_vi) for one in QUARANTINE_CODES)
    parts = [
        CODES_MADE,
        "# Quarantine codes — Mã lý do cách ly",
        "A row carries every code that applies; the first in this list is its main reason.",
        markdown_table(("code", "meaning", "ý nghĩa", "what to do", "cách xử lý"), rows),
    ]
    return "\n\n".join(parts) + "\n"


def groups_page() -> str:
    """Every participation group in its order, with dates and whether it is verified."""
    parts = [
        GROUPS_MADE,
        "# Participation groups — Nhóm đối tượng tham gia",
        GROUPS_ORDER,
        markdown_table(
            ("code", "order", "clause", "category", "group", "nhóm", "from", "until", "article", "verified"),
            (_group_row(group) for group in sorted(shipped().groups, key=lambda one: (one.order, one.code))),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _group_row(group: Group) -> tuple[str, ...]:
    clause = f"{group.clause}{f' {group.point}' if group.point else ''}" if group.clause else "not confirmed"
    return (
        f"`{group.code}`",
        str(group.order),
        clause,
        f"`{group.category}`" if group.category else "",
        group.name,
        group.name_vi,
        _day(group.start),
        _day(group.end),
        group.article,
        "yes" if group.verified else "no",
    )


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
