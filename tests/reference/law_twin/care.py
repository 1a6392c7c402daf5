"""What the fund pays for a visit and when the co-payments of a year are enough (Law Art 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.law_twin.figures import (
    BASE_SALARY,
    COPAY_TIMES,
    SELF_REFERRED,
    SMALL_VISIT_PERCENT,
)
from tests.reference.law_twin.money import half_up


@dataclass(frozen=True, slots=True)
class CopayCap:
    """``threshold`` is what counted co-payments must pass this year; ``is_exempt`` says they have."""

    threshold: int
    paid: int
    is_exempt: bool


def copay_cap(payments: Sequence[tuple[date, int]], five_years_on: date | None, day: date) -> CopayCap:
    """Counted co-payments of the year up to the day, against six base salaries.

    Decree 188/2025 Art 18.2: strictly more; who had six (or more) before the base salary changed
    is through, who had not needs the rest at the new one.
    """
    year = [(on, amount) for on, amount in payments if on.year == day.year and on <= day]
    paid = sum(amount for _, amount in year)
    first, now = BASE_SALARY.on(date(day.year, 1, 1)), BASE_SALARY.on(day)
    before = sum(amount for on, amount in year if BASE_SALARY.on(on) == first)
    threshold, is_through = COPAY_TIMES * now, False
    if now != first:
        is_through = before >= COPAY_TIMES * first
        remaining = half_up((COPAY_TIMES - Fraction(before, first)) * now)
        threshold = before if is_through else before + remaining
    has_years = five_years_on is not None and five_years_on <= day
    return CopayCap(threshold, paid, is_exempt=has_years and (is_through or paid > threshold))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit; ``facility_was`` is the level before 2025: district, province, central or none."""

    benefit_share: int
    day: date
    facility_level: str
    cost_vnd: int
    facility_was: str = "none"
    points: int | None = None
    is_inpatient: bool = False
    route: str = "in_route"
    is_rare_disease: bool = False
    is_regional_polyclinic: bool = False
    lives_in_hardship: bool = False


def visit_share(visit: Visit) -> int:
    """Share of the cost the fund pays, in hundredths of a percent."""
    small = visit.cost_vnd * 100 < SMALL_VISIT_PERCENT * BASE_SALARY.on(visit.day)
    is_polyclinic = visit.is_regional_polyclinic and not visit.is_inpatient
    is_whole = small or is_polyclinic or visit.facility_level == "primary"
    return (100 if is_whole else visit.benefit_share) * _of_level(visit)


def _of_level(visit: Visit) -> int:
    """Percent of one's own level: Law Art 22.4, 22.5."""
    if visit.route in ("in_route", "emergency") or visit.is_rare_disease or visit.facility_level == "primary":
        return 100
    if visit.facility_was == "district":
        return 100
    return _basic(visit) if visit.facility_level == "basic" else _specialised(visit)


def _basic(visit: Visit) -> int:
    if visit.is_inpatient:
        return 100
    was_higher = visit.facility_was in ("province", "central")
    if not was_higher and (visit.points is None or visit.points < 50):
        return 100
    return 50 if visit.day >= SELF_REFERRED else 0


def _specialised(visit: Visit) -> int:
    if visit.facility_was == "province":
        return 100 if visit.is_inpatient else 50 if visit.day >= SELF_REFERRED else 0
    if not visit.is_inpatient:
        return 0
    return 100 if visit.lives_in_hardship else 40
