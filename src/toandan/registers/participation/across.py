"""Cards against each other: one number, one person; one card, once.

A person may have several cards one after the other and, for historical reasons, two
insurance numbers: both are accepted. An insurance number with two national ids, or any of
the two numbers with two births, stands for two people, and none of its rows is accepted.
"""

from __future__ import annotations

from ibis.expr.types import Table

from toandan.registers.across import CLEAN, differing_births, later_ones, shared, with_repeated
from toandan.registers.check import AcrossCheck
from toandan.registers.reading.truth import surely

CARD = ("insurance_no", "national_id", "group_code", "benefit_digit", "cover_start", "cover_end")
PLACE = ("vintage", "commune_code")


def insurance_no_shared(rows: Table) -> Table:
    """Rows with one insurance number and two national ids or two births."""
    two_people = rows.national_id.min() != rows.national_id.max()
    return shared(rows, "insurance_no", differing_births(rows) | surely(two_people))


def national_id_shared(rows: Table) -> Table:
    """Rows with one national id and two births."""
    return shared(rows, "national_id", differing_births(rows))


def same_card_twice(rows: Table) -> Table:
    """Clean rows that repeat the numbers, group, level, days and commune of an earlier one."""
    clean = rows.filter(rows[CLEAN])
    of_card = with_repeated(clean, ["insurance_no", "cover_start"])
    without_no = clean.filter(clean.insurance_no.isnull())
    of_person = with_repeated(without_no, ["national_id", "cover_start"])
    return later_ones(of_card.union(of_person), [*CARD, *PLACE])


ACROSS = (
    AcrossCheck("id_shared", "insurance_no", insurance_no_shared),
    AcrossCheck("id_shared", "national_id", national_id_shared),
    AcrossCheck("same_card_twice", "insurance_no", same_card_twice),
)
