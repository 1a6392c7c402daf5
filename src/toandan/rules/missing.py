"""Which unknown categories would change the paying category: then the answer is "cannot tell".

For one category c that may fit: would ``paying(fits and c)`` be another? Written as one set of all
categories that would change it, rule by rule, so that no category is tried one by one.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules import paying as order
from toandan.rules.levels import better, support_levels
from toandan.rules.sets import NO_TEXT, before, category, has

HOUSEHOLD = category("household")
FIRST_THREE_BUT_COMMUNE = order.PAID_FOR & ~order.COMMUNE
KNOWN, CANNOT_TELL = "known", "cannot_tell"


def better_supported(rows: Table) -> IntegerValue:
    """Everything of clause 4 that would come before the paying category."""
    return order.SUPPORTED & better(support_levels(rows), rows.default_paying)


def missing(rows: Table) -> IntegerValue:
    """The unknown categories that would change the answer; needs ``better_supported``."""
    return ibis.ifelse(rows.unknown == 0, 0, rows.unknown & _would_change(rows))


def answer(missing: IntegerValue) -> StringValue:
    """``known``, or ``cannot_tell`` when something missing could change it."""
    return ibis.ifelse(missing == 0, KNOWN, CANNOT_TELL)


def missing_code(missing: IntegerValue) -> StringValue:
    """Said when the paying category cannot be told."""
    return ibis.ifelse(missing == 0, NO_TEXT, "cannot_tell_paying")


def _would_change(rows: Table) -> IntegerValue:
    member, rule = rows.default_paying, rows.rule
    dated = rows.priority_text == order.EXCEPTIONS_SINCE_2025
    pensions = ibis.ifelse(dated, order.PENSIONS, 0)
    budget = ibis.ifelse(dated, _budget_first(member), 0)
    return ibis.cases(
        (rule == order.STAYS_PENSIONER, order.PENSIONS & before(member)),
        (rule == order.STAYS_BUDGET, order.PENSIONS | (order.BUDGET & before(member))),
        (rule == order.COMMUNE_ORDER, pensions | budget | order.BEFORE_COMMUNE | _in_commune_order(rows)),
        (rule == order.FIRST, pensions | budget | _before_first(rows)),
        (rule == order.BEST_SUPPORTED, FIRST_THREE_BUT_COMMUNE | rows.better_supported),
        else_=order.PAID_FOR | order.SUPPORTED | _before_alone(member),
    )


def _budget_first(member: IntegerValue) -> IntegerValue:
    """One of 13.5.đ leads to the first of clause 3: another one, unless that pays already."""
    return ibis.ifelse(has(member, order.BUDGET), order.BUDGET_FIRST & before(member), order.BUDGET_FIRST)


def _in_commune_order(rows: Table) -> IntegerValue:
    member = rows.default_paying
    return ibis.cases(
        (has(member, order.AGENCY), order.AGENCY & before(member)),
        (has(member, order.BUDGET), order.AGENCY | (order.BUDGET & before(member))),
        (has(member, order.SUPPORTED), order.AGENCY | order.BUDGET | rows.better_supported),
        else_=order.AGENCY | order.BUDGET | order.SUPPORTED,
    )


def _before_first(rows: Table) -> IntegerValue:
    """Whatever comes earlier; a commune part-timer's title would bring the other order where none of the
    points before it fits and one behind it in clause 1 pays."""
    member = rows.default_paying
    behind_commune = order.PAID_FOR & ~order.AGENCY & ~order.BUDGET & ~order.BEFORE_COMMUNE
    other_order = ibis.ifelse(has(member, behind_commune), order.COMMUNE, 0)
    return (FIRST_THREE_BUT_COMMUNE & before(member)) | other_order


def _before_alone(member: IntegerValue) -> IntegerValue:
    return ibis.cases(
        (member == HOUSEHOLD, order.OWN_KIND),
        (has(member, order.OWN_KIND), order.OWN_KIND & before(member)),
        else_=order.ALONE & before(member),
    )
