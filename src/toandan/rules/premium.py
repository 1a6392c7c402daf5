"""The premium of a month (Article 13, 14.5, Decree 188/2025 Article 6): rate × base, rounded half up.

The base is the wage between its floor and its cap, the pension, the unemployment benefit, or the
base salary. An amount that is needed and not known leaves the premium empty and is named.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.money import share
from toandan.rules.sets import NO_AMOUNT, NO_TEXT, categories, category

CHILD = category("child_under_6")


def clamped_wage(rows: Table) -> IntegerValue:
    """The wage, at least the floor (where the day has one), at most the cap."""
    floor = rows.base_salary_vnd * rows.wage_floor_times.fill_null(0)
    cap = rows.base_salary_vnd * rows.wage_cap_times
    wage: IntegerValue = rows.wage_vnd
    return ibis.ifelse(wage < floor, floor, ibis.ifelse(wage > cap, cap, wage))


def base_vnd(rows: Table) -> IntegerValue:
    """What the premium is counted on; null when it is not known."""
    paying = categories(rows, "paying_member")
    return ibis.cases(
        (paying.has(categories(rows, "law_base_base_salary")), rows.base_salary_vnd),
        (paying.has(categories(rows, "law_base_wage")), clamped_wage(rows)),
        (paying.has(categories(rows, "law_base_pension")), rows.pension_vnd),
        (paying.has(categories(rows, "law_base_unemployment_benefit")), rows.benefit_vnd),
        else_=NO_AMOUNT,
    )


def whole_premium(rows: Table) -> IntegerValue:
    """The premium of a month before the ladder; zero for a child whose card outlives the state's payments.

    Needs ``counted_on_vnd``, the base.
    """
    owed = share(rows.counted_on_vnd, rows.contribution_rate_bp)
    return ibis.ifelse(rows.is_child_paid, owed, 0)


def premium_month(rows: Table) -> IntegerValue:
    """The premium of a month: for members of a household their step of the ladder."""
    on_ladder = share(rows.whole_premium, rows.ladder_bp)
    return ibis.ifelse(rows.ladder_bp.isnull(), rows.whole_premium, on_ladder)


def is_child_paid(rows: Table) -> ibis.expr.types.BooleanValue:
    """False only for a child of six whose card still runs."""
    runs_on = categories(rows, "paying_member").equals(CHILD) & (rows.age_months >= rows.child_months)
    return ~runs_on.fill_null(False)


def missing_fact(rows: Table) -> StringValue:
    """The amount that is needed and not known; empty when nothing is missing."""
    paying = categories(rows, "paying_member")
    return ibis.cases(
        (paying.has(categories(rows, "law_base_wage")) & rows.wage_vnd.isnull(), "wage"),
        (paying.has(categories(rows, "law_base_pension")) & rows.pension_vnd.isnull(), "pension"),
        (
            paying.has(categories(rows, "law_base_unemployment_benefit")) & rows.benefit_vnd.isnull(),
            "benefit",
        ),
        else_="",
    )


def base_code(rows: Table) -> StringValue:
    """What the premium was counted on, and what is missing for it."""
    paying = categories(rows, "paying_member")
    return ibis.cases(
        (paying.is_empty(), NO_TEXT),
        (rows.missing_fact != "", ibis.literal("missing_") + rows.missing_fact),
        (paying.has(categories(rows, "law_base_base_salary")), "base_salary"),
        (paying.has(categories(rows, "law_base_pension")), "base_pension"),
        (paying.has(categories(rows, "law_base_unemployment_benefit")), "base_benefit"),
        (rows.wage_vnd > rows.base_salary_vnd * rows.wage_cap_times, "base_wage_cap"),
        (rows.wage_floor_times.isnull(), "base_wage_no_floor"),
        (rows.wage_vnd < rows.base_salary_vnd * rows.wage_floor_times, "base_wage_floor"),
        else_="base_wage",
    )
