"""What the fund pays of one visit (Law Articles 22.1 b c, 22.4, 22.5; Decree 188/2025 Articles 17 and 19).

The person's own level, or all of it for a cheap visit or at a primary facility, times the share the
route leaves of the level. Levels of facilities exist since 2025; before it there is no answer here.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from toandan.rules.money import WHOLE_BP, quotient, share

PRIMARY, BASIC, SPECIALISED = LEVELS = ("primary", "basic", "specialised")
WAS = ("none", "district", "province", "central")
IN_ROUTE, SELF, EMERGENCY = ROUTES = ("in_route", "self", "emergency")
COUNTS_TO_CAP = (
    "visit_in_route",
    "visit_emergency",
    "visit_22_4_a",
    "visit_22_4_b",
    "visit_22_4_c",
    "visit_22_4_dd",
)
# Point of the visit → the column of the law with its share of the level.
SHARES = {
    "visit_emergency": "share_emergency_bp",
    "visit_22_4_a": "share_self_rare_bp",
    "visit_22_4_b": "share_self_minority_inpatient_bp",
    "visit_22_4_c": "share_self_primary_bp",
    "visit_22_4_d": "share_self_basic_inpatient_bp",
    "visit_22_4_dd": "share_self_was_district_bp",
    "visit_22_4_e_low": "share_self_basic_outpatient_low_bp",
    "visit_22_4_e_middle": "share_self_basic_outpatient_middle_bp",
    "visit_22_4_e_was_higher": "share_self_basic_outpatient_was_higher_bp",
    "visit_22_4_g": "share_self_specialised_inpatient_bp",
    "visit_22_4_g_outpatient": "share_self_specialised_outpatient_bp",
    "visit_22_4_h_inpatient": "share_self_specialised_inpatient_was_province_bp",
    "visit_22_4_h_outpatient": "share_self_specialised_outpatient_was_province_bp",
}


def visit_point(rows: Table) -> StringValue:
    """The point of Article 22 the visit falls under; also its explanation code.

    Reads ``route``, ``facility_level``, ``facility_was``, ``points`` (null: provisional),
    ``is_inpatient``, ``is_rare_disease``, ``is_favoured_area`` (ethnic minority or poor in a difficult
    area, or on an island), and the law's ``middle_from_points`` and ``middle_to_points``.
    """
    level, was = rows.facility_level, rows.facility_was
    specialised = level == SPECIALISED
    return ibis.cases(
        (rows.share_emergency_bp.isnull(), "visit_before_levels"),
        (rows.route == EMERGENCY, "visit_emergency"),
        (rows.route == IN_ROUTE, "visit_in_route"),
        (level == PRIMARY, "visit_22_4_c"),
        (rows.is_rare_disease, "visit_22_4_a"),
        (was == "district", "visit_22_4_dd"),
        (specialised & rows.is_inpatient & rows.is_favoured_area, "visit_22_4_b"),
        (
            specialised & (was == "province"),
            _by_stay(rows, "visit_22_4_h_inpatient", "visit_22_4_h_outpatient"),
        ),
        (specialised, _by_stay(rows, "visit_22_4_g", "visit_22_4_g_outpatient")),
        (rows.is_inpatient, "visit_22_4_d"),
        else_=_outpatient_at_basic(rows),
    )


def visit_level_bp(rows: Table) -> IntegerValue:
    """The level of Article 22.1 for this visit in basis points: the person's own, or all of it."""
    return ibis.ifelse(_is_paid_whole(rows), WHOLE_BP, rows.benefit_share * (WHOLE_BP // 100))


def visit_bp(rows: Table) -> IntegerValue:
    """What the fund pays in basis points of the cost within the benefit package.

    Needs ``visit_point``. Null before 2025, and where no point gives a rule.
    """
    of_level = rows.visit_point.cases(
        ("visit_in_route", WHOLE_BP),
        *((point, rows[column]) for point, column in SHARES.items()),
        else_=ibis.null("int64"),
    )
    return quotient(visit_level_bp(rows) * of_level, WHOLE_BP)


def visit_paid_vnd(rows: Table) -> IntegerValue:
    """The same of the visit's cost in whole đồng; needs ``visit_bp``."""
    return share(rows.cost_vnd, rows.visit_bp)


def visit_level_code(rows: Table) -> StringValue:
    """Why the level is what it is."""
    return ibis.cases(
        (rows.facility_level == PRIMARY, "visit_primary"),
        (_is_polyclinic(rows), "visit_polyclinic"),
        (_is_cheap(rows), "visit_below_threshold"),
        else_="visit_own_level",
    )


def counts_to_cap(rows: Table) -> BooleanValue:
    """Whether the co-pay of the visit counts towards the cap (22.1.d): points d, g and h of 22.4 do not."""
    point = rows.visit_point
    return point.isin(COUNTS_TO_CAP) | point.startswith("visit_22_4_e_")


def _is_paid_whole(rows: Table) -> BooleanValue:
    return (rows.facility_level == PRIMARY) | _is_polyclinic(rows) | _is_cheap(rows)


def _is_polyclinic(rows: Table) -> BooleanValue:
    return rows.is_regional_polyclinic & ~rows.is_inpatient


def _is_cheap(rows: Table) -> BooleanValue:
    return rows.cost_vnd * WHOLE_BP < rows.base_salary_vnd * rows.visit_threshold_bp


def _by_stay(rows: Table, inpatient: str, outpatient: str) -> StringValue:
    return ibis.ifelse(rows.is_inpatient, inpatient, outpatient)


def _outpatient_at_basic(rows: Table) -> StringValue:
    return ibis.cases(
        (rows.facility_was.isin(("province", "central")), "visit_22_4_e_was_higher"),
        (rows.points.isnull() | (rows.points < rows.middle_from_points), "visit_22_4_e_low"),
        (rows.points < rows.middle_to_points, "visit_22_4_e_middle"),
        else_="visit_no_rule_for_points",
    )
