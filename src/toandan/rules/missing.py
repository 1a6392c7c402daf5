"""Which unknown categories would change the paying category: then the answer is "cannot tell".

For one category c that may fit: would ``paying(fits and c)`` be another? Written as one set of all
categories that would change it, rule by rule, so that no category is tried one by one.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table

from toandan.rules import paying as order
from toandan.rules.levels import better, support_levels
from toandan.rules.sets import NO_TEXT, Members, cases, categories, category, either

HOUSEHOLD = category("household")
FIRST_THREE_BUT_COMMUNE = order.PAID_FOR & ~order.COMMUNE
KNOWN, CANNOT_TELL = "known", "cannot_tell"


def better_supported(rows: Table) -> Members:
    """Everything of clause 4 that would come before the paying category."""
    return order.SUPPORTED & better(support_levels(rows), categories(rows, "default_paying"))


def missing(rows: Table) -> Members:
    """The unknown categories that would change the answer; needs ``better_supported``."""
    unknown = categories(rows, "unknown")
    return either(unknown.is_empty(), 0, unknown & _would_change(rows))


def answer(missing: Members) -> StringValue:
    """``known``, or ``cannot_tell`` when something missing could change it."""
    return ibis.ifelse(missing.is_empty(), KNOWN, CANNOT_TELL)


def missing_code(missing: Members) -> StringValue:
    """Said when the paying category cannot be told."""
    return ibis.ifelse(missing.is_empty(), NO_TEXT, "cannot_tell_paying")


def _would_change(rows: Table) -> Members:
    member, rule = categories(rows, "default_paying"), rows.rule
    dated = rows.priority_text == order.EXCEPTIONS_SINCE_2025
    pensions = either(dated, order.PENSIONS, 0)
    budget = either(dated, _budget_first(member), 0)
    return cases(
        (rule == order.STAYS_PENSIONER, order.PENSIONS & member.before()),
        (rule == order.STAYS_BUDGET, order.PENSIONS | (order.BUDGET & member.before())),
        (rule == order.COMMUNE_ORDER, pensions | budget | order.BEFORE_COMMUNE | _in_commune_order(rows)),
        (rule == order.FIRST, pensions | budget | _before_first(rows)),
        (rule == order.BEST_SUPPORTED, FIRST_THREE_BUT_COMMUNE | categories(rows, "better_supported")),
        else_=order.PAID_FOR | order.SUPPORTED | _before_alone(member),
    )


def _budget_first(member: Members) -> Members:
    """One of 13.5.đ leads to the first of clause 3: another one, unless that pays already."""
    return either(member.has(order.BUDGET), order.BUDGET_FIRST & member.before(), order.BUDGET_FIRST)


def _in_commune_order(rows: Table) -> Members:
    member = categories(rows, "default_paying")
    return cases(
        (member.has(order.AGENCY), order.AGENCY & member.before()),
        (member.has(order.BUDGET), order.AGENCY | (order.BUDGET & member.before())),
        (member.has(order.SUPPORTED), order.AGENCY | order.BUDGET | categories(rows, "better_supported")),
        else_=order.AGENCY | order.BUDGET | order.SUPPORTED,
    )


def _before_first(rows: Table) -> Members:
    """Whatever comes earlier; a commune part-timer's title would bring the other order where none of the
    points before it fits and one behind it in clause 1 pays."""
    member = categories(rows, "default_paying")
    behind_commune = order.PAID_FOR & ~order.AGENCY & ~order.BUDGET & ~order.BEFORE_COMMUNE
    other_order = either(member.has(behind_commune), order.COMMUNE, 0)
    return (FIRST_THREE_BUT_COMMUNE & member.before()) | other_order


def _before_alone(member: Members) -> Members:
    return cases(
        (member.equals(HOUSEHOLD), order.OWN_KIND),
        (member.has(order.OWN_KIND), order.OWN_KIND & member.before()),
        else_=order.ALONE & member.before(),
    )
