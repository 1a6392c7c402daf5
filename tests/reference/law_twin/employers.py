"""Late payment and evasion by employers (Law Art 48a, 48b, 49; Decree 188/2025 Art 3, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.law_twin.figures import GRACE_DAYS, INTEREST_PER_10_000, NEW_LAW
from tests.reference.law_twin.money import half_up


@dataclass(frozen=True, slots=True)
class Interest:
    """What late payment costs; ``days_not_computed`` fall under the old rule, whose rates are not known."""

    amount: int
    days: int
    days_not_computed: int


def late_interest(due_on: date, paid_on: date, amount: int) -> Interest:
    """0.03 % a day for every day after the last day of payment, from 2025-07-01 on."""
    late = max((paid_on - due_on).days, 0)
    counted = max((paid_on - max(due_on, NEW_LAW - timedelta(1))).days, 0)
    owed = half_up(Fraction(amount * INTEREST_PER_10_000 * counted, 10_000))
    return Interest(owed, counted, late - counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What is known of an employer's payment and list on a day."""

    due_on: date
    day: date
    paid_percent: int = 100
    is_urged: bool = False
    list_deadline: date | None = None
    listed_on: date | None = None
    is_under_declared: bool = False
    is_force_majeure: bool = False
    arises_before_new_law: bool = False


def employer_status(duty: Duty) -> str:
    """on_time, late or evasion."""
    unpaid = duty.paid_percent < 100 and duty.day > duty.due_on
    unlisted = _days_without_list(duty)
    if duty.arises_before_new_law:
        return "late" if unpaid else "on_time"
    has_grace_passed = (duty.day - duty.due_on).days > GRACE_DAYS and unpaid and duty.is_urged
    excusable = has_grace_passed or unlisted > GRACE_DAYS
    if duty.is_under_declared or (excusable and not duty.is_force_majeure):
        return "evasion"
    return "late" if unpaid or unlisted > 0 else "on_time"


def _days_without_list(duty: Duty) -> int:
    if duty.list_deadline is None or (duty.listed_on is not None and duty.listed_on <= duty.day):
        return 0
    return max((duty.day - duty.list_deadline).days, 0)
