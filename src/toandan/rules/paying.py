"""Under which category somebody takes part (Article 13.5): the first in Article 12 order, with its exceptions.

Six rules, the first that applies decides: pensioners stay with the agency (13.5.d), survivors and
people on social pension or monthly allowance with the budget (13.5.đ), commune part-timers follow
their own order (13.5.c), then the first of clauses 1 to 3 (13.5.a), the best supported of clause 4
(13.5.g), and clause 5. Before July 2025 the first two did not exist.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, Table

from toandan.rules.levels import best, support_levels
from toandan.rules.sets import Members, cases, categories, category, clause, either

PENSIONS = category("pensioner", "ex_commune_cadre_si")
BUDGET_FIRST = category("survivor_75", "survivor_near_poor_70", "social_pension", "monthly_allowance")
COMMUNE = category("commune_part_timer")
BEFORE_COMMUNE = clause(1) & (COMMUNE - 1)
OWN_KIND = category("charity", "unpaid_leave")
PAID_FOR = clause(1, 2, 3)
AGENCY, BUDGET, SUPPORTED, ALONE = clause(2), clause(3), clause(4), clause(5)
EXCEPTIONS_SINCE_2025 = "text_2025"

STAYS_PENSIONER, STAYS_BUDGET, COMMUNE_ORDER, FIRST, BEST_SUPPORTED, PAYS_ALONE = range(1, 7)
CODES = {
    STAYS_PENSIONER: "art_13_5_d",
    STAYS_BUDGET: "art_13_5_dd",
    COMMUNE_ORDER: "art_13_5_c",
    FIRST: "art_13_5_a",
    BEST_SUPPORTED: "art_13_5_g",
    PAYS_ALONE: "art_12_5",
}


def deciding_rule(rows: Table) -> IntegerValue:
    """Which of the six rules decides."""
    fits, dated = categories(rows, "fits"), rows.priority_text == EXCEPTIONS_SINCE_2025
    return ibis.cases(
        (dated & fits.has(PENSIONS), STAYS_PENSIONER),
        (dated & fits.has(BUDGET_FIRST), STAYS_BUDGET),
        (fits.has(COMMUNE) & ~fits.has(BEFORE_COMMUNE), COMMUNE_ORDER),
        (fits.has(PAID_FOR), FIRST),
        (fits.has(SUPPORTED), BEST_SUPPORTED),
        else_=PAYS_ALONE,
    )


def paying_among(rows: Table) -> Members:
    """The set of which the deciding rule takes the first that fits; ``SUPPORTED``: the best supported."""
    fits, rule = categories(rows, "fits"), rows.rule
    return cases(
        (rule == STAYS_PENSIONER, PENSIONS),
        (rule == STAYS_BUDGET, BUDGET),
        (rule == COMMUNE_ORDER, _in_commune_order(fits)),
        (rule == FIRST, PAID_FOR),
        (rule == BEST_SUPPORTED, SUPPORTED),
        else_=either(fits.has(OWN_KIND), OWN_KIND, ALONE),
    )


def default_paying(rows: Table) -> Members:
    """The category that pays where the person chooses nothing; no member when nothing is known to fit.

    Needs ``paying_among``, and ``fits_among``: what fits of it.
    """
    members, among = categories(rows, "fits_among"), categories(rows, "paying_among")
    return either(among.equals(SUPPORTED), best(support_levels(rows), members), members.first())


def paying_code(rows: Table) -> ibis.expr.types.StringValue:
    """The clause that decided."""
    return rows.rule.cases(*CODES.items())


def _in_commune_order(fits: Members) -> Members:
    return cases(
        (fits.has(AGENCY), AGENCY),
        (fits.has(BUDGET), BUDGET),
        (fits.has(SUPPORTED), SUPPORTED),
        else_=COMMUNE,
    )
