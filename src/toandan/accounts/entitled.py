"""Who is entitled to which category, as the law of the last day says: one answer per resident, and cells of it."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from toandan.accounts.facts import resident_label
from toandan.rules.decided import decided
from toandan.rules.sets import first, has
from toandan.schemas.closing import CARD_JUDGED, ENTITLED
from toandan.schemas.facts import PAYERS
from toandan.values.month import Month

MONEY = ("premium_month_vnd", *PAYERS)


def core_resident__month_entitled(
    stg_resident__month_facts: Table, law_periods: Table, law_provinces: Table, law_words: Table
) -> Table:
    """One row per resident: what ``core_outcome__entity_person`` says, as far as cells need it."""
    outcome = decided(stg_resident__month_facts, law_periods, law_provinces, law_words)
    return outcome.select("person_id", "paying", "may_choose", "answer", "missing", "missing_fact", *MONEY)


def out_entitled__month_cell(
    core_resident__month_entitled: Table,
    core_resident__month_person: Table,
    card_meaning: Table,
    law_words: Table,
    month: Month,
) -> Table:
    """One row per month, commune, entitled category, what is missing, and group of the card held that occurs."""
    here = core_resident__month_person.mutate(person_id=resident_label(core_resident__month_person))
    here = here.select("person_id", "vintage", "commune_code", "group_code", "is_covered")
    rows = here.inner_join(core_resident__month_entitled, "person_id")
    rows = rows.left_join(card_meaning, "group_code").drop("group_code_right")
    told = _judged(_because(rows, law_words))
    cells = told.group_by("vintage", "commune_code", "entitled", "because", "group_code").agg(
        residents_n=told.count(),
        covered_residents_n=_people(told.is_covered),
        uncovered_n=_people(~told.is_covered),
        **{name: _people(told[name]) for name in CARD_JUDGED},
        priced_n=_people(told.is_priced),
        **{name: _sum(told, name) for name in MONEY},
    )
    return cells.mutate(month=ibis.literal(str(month))).select(*ENTITLED.names)


def _because(rows: Table, law_words: Table) -> Table:
    """The rows with ``is_known``, ``entitled`` and ``because``: the first category that cannot be ruled out, or the amount missing."""
    rows = rows.mutate(is_known=rows.answer == "known", first_missing=first(rows.missing))
    words = law_words.select(first_missing="member", missing_word="word")
    named = rows.inner_join(words, "first_missing")
    return named.mutate(
        entitled=ibis.ifelse(named.is_known, named.paying, ""),
        because=ibis.ifelse(named.is_known, named.missing_fact, named.missing_word),
    )


def _judged(rows: Table) -> Table:
    """The rows with whether the card held is of the entitled category, of one that may be chosen, or of another."""
    can = rows.is_covered & rows.is_known & rows.card_category.notnull()
    same = can & (rows.card_category == rows.paying)
    chosen = can & ~same & has(rows.may_choose, rows.card_member)
    return rows.mutate(
        as_entitled_n=ibis.coalesce(same, False),
        by_choice_n=ibis.coalesce(chosen, False),
        otherwise_n=ibis.coalesce(can & ~same & ~chosen, False),
        unjudged_n=rows.is_covered & ~ibis.coalesce(can, False),
        is_priced=rows.is_known & rows.premium_month_vnd.notnull(),
    )


def _people(flag: BooleanValue) -> IntegerValue:
    return ibis.coalesce(flag.cast("int64").sum(), 0).cast("int64")


def _sum(rows: Table, name: str) -> IntegerValue:
    return ibis.coalesce(ibis.ifelse(rows.is_priced, rows[name], 0).sum(), 0).cast("int64")
