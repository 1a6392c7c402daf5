"""The share of the cost the fund pays: the highest of all categories that fit (Article 22.2).

Levels are dated; some hold from an age on. Where the age is not known, the lower level is given
and the answer says that it may be more.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.levels import any_above, benefit_levels, benefit_levels_at_any_age, best, best_level
from toandan.rules.missing import CANNOT_TELL, KNOWN
from toandan.rules.sets import NO_TEXT, Members, categories


def benefit_share(rows: Table) -> IntegerValue:
    """Percent of the cost; null when nothing is known to fit."""
    return best_level(benefit_levels(rows), categories(rows, "fits"))


def benefit_member(rows: Table) -> Members:
    """The category that gives it, the first of several."""
    return best(benefit_levels(rows), categories(rows, "fits"))


def benefit_answer(rows: Table) -> StringValue:
    """``cannot_tell`` when an unknown category, or an unknown age, may bring a higher level."""
    fits, unknown = categories(rows, "fits"), categories(rows, "unknown")
    more = any_above(benefit_levels(rows), rows.benefit_share, unknown)
    older = any_above(benefit_levels_at_any_age(rows), rows.benefit_share, fits | unknown)
    unsure = (~unknown.is_empty() & more) | (rows.birth_date.isnull() & older)
    return ibis.ifelse(unsure, CANNOT_TELL, KNOWN)


def benefit_code(rows: Table) -> StringValue:
    """Which part of Article 22 gives it."""
    gives, pays = categories(rows, "benefit_member"), categories(rows, "paying_member")
    return ibis.cases(
        (rows.benefit_share.isnull(), NO_TEXT),
        (~gives.equals(pays), "art_22_2"),
        else_="art_22_1",
    )


def benefit_unsure_code(rows: Table) -> StringValue:
    """Said when the benefit may be higher."""
    return ibis.ifelse(rows.benefit_answer == KNOWN, NO_TEXT, "cannot_tell_benefit")
