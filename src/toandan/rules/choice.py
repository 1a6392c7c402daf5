"""What somebody may choose instead (Article 13.5 e, g, h), and what the choice makes of the paying category."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.paying import EXCEPTIONS_SINCE_2025, OWN_KIND, SUPPORTED
from toandan.rules.sets import NO_TEXT, category, has
from toandan.schemas.categories import CATEGORY, category_slugs

HOUSEHOLD = category("household")
# Pupils, students and mine victims are not named in 13.5.e.
MAY_JOIN_HOUSEHOLD = SUPPORTED & ~category("student", "mine_victim")


def may_choose(rows: Table) -> IntegerValue:
    """Every other category of clause 4 that fits, and the household where points e and h open it."""
    paying = rows.default_paying
    others = ibis.ifelse(has(paying, SUPPORTED), rows.fits & SUPPORTED & ~paying, 0)
    dated = rows.priority_text == EXCEPTIONS_SINCE_2025
    opened = dated & has(paying, MAY_JOIN_HOUSEHOLD | OWN_KIND)
    return others | ibis.ifelse(opened, HOUSEHOLD, 0)


def chosen(rows: Table) -> IntegerValue:
    """The chosen category where the law gives the choice; no member else."""
    words = [(slug, 1 << CATEGORY[slug].bit) for slug in category_slugs(SUPPORTED | HOUSEHOLD)]
    named = rows.chosen.cases(*words, else_=0)
    return ibis.ifelse((rows.chosen == "") | (rows.may_choose == 0), 0, named & rows.may_choose)


def choice_code(rows: Table) -> StringValue:
    """Whether there is a choice, was made, or was asked for where there is none."""
    return ibis.cases(
        (rows.choice != 0, "chosen"),
        (rows.chosen != "", "choice_not_open"),
        (has(rows.may_choose, HOUSEHOLD), "may_choose_household"),
        (rows.may_choose != 0, "may_choose_support"),
        else_=NO_TEXT,
    )
