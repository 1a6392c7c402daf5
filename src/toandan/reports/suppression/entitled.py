"""The counts of people by what the law entitles them to, and the sums that bind them to the others of a report."""

from __future__ import annotations

from collections.abc import Iterator

from toandan.accounts.entitlement import COUNTS
from toandan.reports.entitled_lines import KNOWN, entitled_lines, line_key
from toandan.reports.handed import Handed
from toandan.reports.suppression.system import Equation, Hidden, Key
from toandan.schemas.closing import CARD_JUDGED

ENTITLED, TOTAL = "entitled", "total"
# The counts that money is a multiple of.
OF_MONEY = ("residents_n", "covered_residents_n", "uncovered_n")
type Counts = dict[Key, int]


def known_total(column: str) -> Key:
    """The key of a count of all people whose category can be told."""
    return TOTAL, "", f"known_{column}"


def entitled_counts(handed: Handed) -> Counts:
    """The counts of every line, and of all lines and of those whose category can be told together."""
    counts: Counts = {}
    for line in entitled_lines(handed):
        for column in COUNTS:
            counts[ENTITLED, line_key(line), column] = line[column]
            totals = [(TOTAL, "", column)] if column in CARD_JUDGED else []
            totals += [known_total(column)] if line["answer"] == KNOWN else []
            for key in totals:
                counts[key] = counts.get(key, 0) + line[column]
    return counts


def entitled_equations(handed: Handed) -> Iterator[Equation]:
    """Lines add up to the area's totals, those told to their own; covered and uncovered are residents; cards are judged."""
    lines = entitled_lines(handed)
    if not lines:
        return
    known = [line for line in lines if line["answer"] == KNOWN]
    for column in COUNTS:
        yield _summed((TOTAL, "", column), [(ENTITLED, line_key(line), column) for line in lines])
        if known:
            yield _summed(known_total(column), [(ENTITLED, line_key(line), column) for line in known])
    rows = [*((ENTITLED, line_key(line), "") for line in lines), *([(TOTAL, "", "known_")] if known else [])]
    for table, row, prefix in rows:
        yield _summed(
            (table, row, f"{prefix}residents_n"),
            [(table, row, f"{prefix}{part}") for part in OF_MONEY[1:]],
        )
        yield _summed(
            (table, row, f"{prefix}covered_residents_n"),
            [(table, row, f"{prefix}{part}") for part in CARD_JUDGED],
        )
    yield _summed((TOTAL, "", "covered_residents_n"), [(TOTAL, "", part) for part in CARD_JUDGED])


def hides_money(handed: Handed, hidden: Hidden) -> bool:
    """Whether sums of money would tell a hidden count: they are so much per person."""
    lines = [line_key(line) for line in entitled_lines(handed)]
    return any(hidden.mark((ENTITLED, line, column)) for line in lines for column in OF_MONEY)


def _summed(total: Key, parts: list[Key]) -> Equation:
    return {total: -1, **dict.fromkeys(parts, 1)}
