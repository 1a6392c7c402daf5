"""What the law entitles residents to, line by line as a report tells it: small categories together.

A category of few people would make counts beside it be hidden; together with the other small ones it
tells no less of the whole. Whether a category can be told stands apart, so there are at most two such lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toandan.accounts.entitlement import COUNTS
from toandan.reports.handed import Handed, Row

ENTITLEMENT = "entitlement"
KNOWN, CANNOT_TELL = "known", "cannot_tell"
# So many times the threshold of people make a line of their own.
OWN_LINE = 10
OTHERS = {
    KNOWN: {"name": "Other categories, together", "name_vi": "Các đối tượng khác, cộng lại"},
    CANNOT_TELL: {
        "name": "Cannot tell for other reasons, together",
        "name_vi": "Chưa xác định được vì lý do khác, cộng lại",
    },
}


def is_told(handed: Handed) -> bool:
    """Whether the closing says what the law entitles to."""
    return "entitled" in handed.document


def entitled_lines(handed: Handed) -> Sequence[Row]:
    """The lines in the order of Article 12, then those that cannot be told; none where the law was not asked."""
    rows = handed.rows.get(ENTITLEMENT, ())
    return [line for answer in (KNOWN, CANNOT_TELL) for line in _lines(rows, answer, handed.threshold)]


def line_key(line: Row) -> str:
    """What names a line among the counts of a report; the categories put together have no code."""
    return f"{line['answer']}:{line['code']}"


def _lines(rows: Sequence[Row], answer: str, threshold: int) -> list[Row]:
    here = [row for row in rows if row["answer"] == answer]
    small = [row for row in here if row["residents_n"] < threshold * OWN_LINE]
    if len(small) <= 1:
        return here
    sums: dict[str, Any] = {name: sum(row[name] for row in small) for name in COUNTS}
    large = [row for row in here if row not in small]
    return [*large, {"code": "", "answer": answer} | OTHERS[answer] | sums]
