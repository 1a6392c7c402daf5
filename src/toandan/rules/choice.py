"""What somebody may choose instead (Article 13.5 e, g, h), and what the choice makes of the paying category."""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table

from toandan.rules.paying import EXCEPTIONS_SINCE_2025, OWN_KIND, SUPPORTED
from toandan.rules.sets import NO_TEXT, Members, by_word, categories, category, either
from toandan.schemas.categories import clause_slugs

HOUSEHOLD = category("household")
# Pupils, students and mine victims are not named in 13.5.e.
MAY_JOIN_HOUSEHOLD = SUPPORTED & ~category("student", "mine_victim")


def may_choose(rows: Table) -> Members:
    """Every other category of clause 4 that fits, and the household where points e and h open it."""
    paying = categories(rows, "default_paying")
    fits = categories(rows, "fits")
    others = either(paying.has(SUPPORTED), (fits & SUPPORTED).without(paying), 0)
    dated = rows.priority_text == EXCEPTIONS_SINCE_2025
    opened = dated & paying.has(MAY_JOIN_HOUSEHOLD | OWN_KIND)
    return others | either(opened, HOUSEHOLD, 0)


def chosen(rows: Table) -> Members:
    """The chosen category where the law gives the choice; no member else."""
    named = by_word(rows.chosen, {slug: category(slug) for slug in (*clause_slugs(4), "household")})
    may_choose = categories(rows, "may_choose")
    return either((rows.chosen == "") | may_choose.is_empty(), 0, named & may_choose)


def choice_code(rows: Table) -> StringValue:
    """Whether there is a choice, was made, or was asked for where there is none."""
    may_choose = categories(rows, "may_choose")
    return ibis.cases(
        (~categories(rows, "choice").is_empty(), "chosen"),
        (rows.chosen != "", "choice_not_open"),
        (may_choose.has(HOUSEHOLD), "may_choose_household"),
        (~may_choose.is_empty(), "may_choose_support"),
        else_=NO_TEXT,
    )
