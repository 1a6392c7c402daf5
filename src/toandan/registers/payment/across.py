"""Receipts against each other: a number stands for one payment, once.

The same payment with the same number again is a repetition, of which the first clean row is kept. Two
different payments with one number are both set aside.
"""

from __future__ import annotations

from ibis.expr.types import Table

from toandan.registers.across import CLEAN, later_ones, statements_conflict
from toandan.registers.check import AcrossCheck

RECEIPT = ("receipt_no",)
PAYMENT = ("insurance_no", "national_id", "months", "from_date", "amount_vnd", "paid_on", "agent_code")


def receipt_shared(rows: Table) -> Table:
    """Clean rows whose receipt number stands for another payment too."""
    return statements_conflict(rows.filter(rows[CLEAN]), RECEIPT, PAYMENT)


def receipt_twice(rows: Table) -> Table:
    """Clean rows that repeat an earlier receipt."""
    clean = rows.filter(rows[CLEAN])
    return later_ones(clean.anti_join(receipt_shared(rows), "row_n"), RECEIPT)


ACROSS = (
    AcrossCheck("receipt_shared", "receipt_no", receipt_shared),
    AcrossCheck("receipt_twice", "receipt_no", receipt_twice),
)
