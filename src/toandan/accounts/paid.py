"""Payments of an area as the accounts tell them: what is waited for, what is overdue, who is in no register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from toandan.accounts.area import Area
from toandan.accounts.closed import ClosedMonth
from toandan.accounts.words import count_en, count_vi
from toandan.schemas.payment_month import NOWHERE, PAYMENT_MONTH, SETTING

COUNTS = ("payments_n", "shown_n", "waiting_n", "overdue_n")
UNKNOWN = "unknown_n"
type Row = dict[str, Any]


def has_payments(now: ClosedMonth) -> bool:
    """Whether the closing read payments."""
    return PAYMENT_MONTH.name in now.tables


def paid_summary(now: ClosedMonth, area: Area) -> Row:
    """The counts of payments of the area's people, with their findings in both languages.

    ``unknown_n`` is of the whole closing: whoever stands in neither register is of no commune.
    """
    cells = now.tables[PAYMENT_MONTH.name].cells
    here, nowhere = cells.at(area.communes), cells.at([NOWHERE])
    summary: Row = {
        "as_of": now.month.last_day.isoformat(),
        "within_days": now.parameters[SETTING],
        **{name: int(cells.numbers[name][here].sum()) for name in COUNTS},
        UNKNOWN: int(cells.numbers[UNKNOWN][nowhere].sum()),
    }
    return summary | {"findings": [finding for check in CHECKS for finding in check(summary)]}


def _finding(code: str, text_vi: str, text_en: str, **evidence: object) -> Row:
    return {"code": code, "text_vi": text_vi, "text_en": text_en, "evidence": evidence}


def _waiting(told: Mapping[str, Any]) -> Iterator[Row]:
    waiting, payments, days = told["waiting_n"], told["payments_n"], told["within_days"]
    if not waiting:
        return
    yield _finding(
        "payments_waiting",
        f"Trong {count_vi(payments)} biên lai của người trên địa bàn, {count_vi(waiting)} biên lai chưa thấy thẻ và chưa quá {days} ngày kể từ ngày nộp tiền.",
        f"Of {count_en(payments)} payments by people of the area, {count_en(waiting)} are not in the register of cards yet, not more than {days} days after the payment.",
        waiting_n=waiting,
        payments_n=payments,
        within_days=days,
    )


def _overdue(told: Mapping[str, Any]) -> Iterator[Row]:
    overdue, payments, days = told["overdue_n"], told["payments_n"], told["within_days"]
    if not overdue:
        return
    yield _finding(
        "payments_overdue",
        f"Trong {count_vi(payments)} biên lai của người trên địa bàn, {count_vi(overdue)} biên lai đã quá {days} ngày kể từ ngày nộp tiền mà chưa thấy thẻ.",
        f"Of {count_en(payments)} payments by people of the area, {count_en(overdue)} are not in the register of cards more than {days} days after the payment.",
        overdue_n=overdue,
        payments_n=payments,
        within_days=days,
    )


def _unknown(told: Mapping[str, Any]) -> Iterator[Row]:
    unknown = told[UNKNOWN]
    if not unknown:
        return
    yield _finding(
        "payments_unknown",
        f"{count_vi(unknown)} biên lai trong toàn bộ kỳ chốt là của người không có trong sổ dân cư và sổ thẻ, nên không thuộc xã nào.",
        f"{count_en(unknown)} payments in the whole closing are by people in neither the population register nor the register of cards, so of no commune.",
        unknown_n=unknown,
    )


CHECKS: tuple[Callable[[Mapping[str, Any]], Iterator[Row]], ...] = (_waiting, _overdue, _unknown)
