"""What the law says of everybody: facts and the law's rows in, one outcome per person and day out.

The same chain serves a household at a counter and a whole country. It opens nothing and holds no
figure; every engine that Ibis speaks to can run it. Each step drops what no later step reads.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table

from toandan.rules import (
    benefit,
    child_card,
    choice,
    cover_start,
    ladder,
    local_support,
    missing,
    period,
    premium,
    split,
    support,
)
from toandan.rules import paying as order
from toandan.rules.calendar import MONTHS_A_YEAR, months_between
from toandan.rules.each import each
from toandan.rules.fits import fitted
from toandan.rules.levels import with_benefit_sets
from toandan.rules.money import quotient
from toandan.schemas.facts import OUTCOME

STEPS = ("paying", "choice", "missing", "benefit", "benefit_unsure", "payer", "base", "child")
STEPS_OF_MONEY = ("ladder", "support", "local", "cover")


def decided(facts: Table, periods: Table, provinces: Table, words: Table) -> Table:
    """One row per row of facts, as ``core_outcome__entity_person`` is declared.

    ``periods``, ``provinces`` and ``words`` are the tables of ``law_rows``. A day before the law's
    first has no outcome: ask the lawbook first, and count that everybody asked about is answered.
    """
    items = local_support.items_asked(facts, provinces)
    rows = with_benefit(with_missing(settled(facts.drop("household_id", "commune_code"), periods)))
    rows = with_province(with_cover(with_premium(rows)), items)
    return explained(with_payers(rows), words)


def settled(facts: Table, periods: Table) -> Table:
    """The first half of the chain: the facts with what fits and under which category somebody takes part."""
    return with_paying(with_fits(with_ages(dated(facts, law_asked(facts, periods)))))


def priced(rows: Table, items: Table) -> Table:
    """The rows with the premium of a month and who pays which part, where the paying category stands in them.

    ``items`` are those of ``local_support.items_asked``. Their place in the household's ladder, ``member_n``, may have been counted in between.
    """
    return with_payers(with_province(with_premium(rows), items))


def law_asked(asked: Table, periods: Table) -> Table:
    """The law of every day asked: few days are, so it is looked up once a day, not once a person."""
    days = each(asked.day)
    law = days.inner_join(periods, [days.day >= periods.law_start, days.day < periods.law_end])
    return law.drop("law_start", "law_end")


def dated(facts: Table, law: Table) -> Table:
    """The facts with the law of their day beside them."""
    return facts.inner_join(law, "day")


def with_ages(rows: Table) -> Table:
    """The rows with the age in whole months; null where the birth date is not known."""
    return rows.mutate(age_months=months_between(rows.birth_date, rows.day))


def with_fits(rows: Table) -> Table:
    """The rows with ``fits`` and ``unknown``."""
    places = (
        "place_minority",
        "place_difficult",
        "place_extremely",
        "place_island",
        "place_safe",
        "place_left",
    )
    return without(
        fitted(rows), "living", "is_ethnic", *places, "place_coastal", "place_urban", "trafficking", "survivor",
        "minority_exit", "law_exists", "child_card",
    )  # fmt: skip


def with_paying(rows: Table) -> Table:
    """The rows with the paying category and what may be chosen."""
    rows = rows.mutate(rule=order.deciding_rule(rows))
    rows = rows.mutate(paying_among=order.paying_among(rows))
    rows = rows.mutate(fits_among=rows.fits & rows.paying_among)
    rows = rows.mutate(default_paying=order.default_paying(rows))
    rows = rows.mutate(may_choose=choice.may_choose(rows))
    rows = rows.mutate(choice=choice.chosen(rows))
    return rows.mutate(paying_member=ibis.ifelse(rows.choice == 0, rows.default_paying, rows.choice))


def with_missing(rows: Table) -> Table:
    """The rows with what is missing, and how the paying category came about."""
    rows = rows.mutate(better_supported=missing.better_supported(rows))
    rows = rows.mutate(missing=missing.missing(rows))
    rows = rows.mutate(
        answer=missing.answer(rows.missing),
        code_paying=order.paying_code(rows),
        code_choice=choice.choice_code(rows),
        code_missing=missing.missing_code(rows.missing),
    )
    return without(
        rows, "rule", "paying_among", "fits_among", "default_paying", "better_supported", "choice", "chosen",
        "priority_text",
    )  # fmt: skip


def with_benefit(rows: Table) -> Table:
    """The rows with the benefit."""
    rows = with_benefit_sets(rows.mutate(age_years=quotient(rows.age_months, MONTHS_A_YEAR)))
    rows = rows.mutate(benefit_share=benefit.benefit_share(rows), benefit_member=benefit.benefit_member(rows))
    rows = rows.mutate(benefit_answer=benefit.benefit_answer(rows))
    rows = rows.mutate(
        code_benefit=benefit.benefit_code(rows), code_benefit_unsure=benefit.benefit_unsure_code(rows)
    )
    return without(rows, "benefit_band_", "benefit_level_", "benefit_age_", "benefit_set_", "age_years")


def with_premium(rows: Table) -> Table:
    """The rows with the premium of a month and what the state supports of it."""
    rows = rows.mutate(
        is_child_paid=premium.is_child_paid(rows),
        ladder_bp=ladder.ladder_bp(rows),
        support_bp=support.support_bp(rows),
        missing_fact=premium.missing_fact(rows),
        counted_on_vnd=premium.base_vnd(rows),
    )
    rows = rows.mutate(
        whole_premium=premium.whole_premium(rows),
        ladder_percent=ladder.ladder_percent(rows),
        state_share=support.state_share(rows),
        code_base=premium.base_code(rows),
        code_child=child_card.child_code(rows),
        code_ladder=ladder.ladder_code(rows),
        code_support=support.support_code(rows),
    )
    rows = rows.mutate(premium_month_vnd=premium.premium_month(rows))
    rows = rows.mutate(supported_vnd=support.supported_vnd(rows))
    return without(
        rows, "support_set_", "support_poor_", "support_level_", "law_base_", "wage_", "pension_vnd", "benefit_vnd",
        "ladder_1", "ladder_2", "ladder_3", "ladder_4", "ladder_5", "base_salary", "contribution", "child_months",
        "is_child", "whole_premium", "counted_on", "place_poor",
    )  # fmt: skip


def with_cover(rows: Table) -> Table:
    """The rows with the first day of cover."""
    rows = rows.mutate(cover_how=cover_start.cover_how(rows))
    rows = rows.mutate(cover_start=cover_start.cover_start(rows), code_cover=cover_start.cover_code(rows))
    return without(
        rows, "cover_how", "law_cover_", "wait_", "interruption", "last_cover", "birth_date", "support_bp"
    )


def with_province(rows: Table, items: Table) -> Table:
    """The rows with what the province adds."""
    rows = local_support.with_items(rows.mutate(province=local_support.province(rows)), items)
    rows = rows.mutate(province_vnd=local_support.province_vnd(rows))
    rows = rows.mutate(local_item=local_support.local_item(rows), code_local=local_support.local_code(rows))
    return rows.drop(
        "local_rest_vnd",
        *(name for name in rows.columns if name[-1].isdigit() and not name.startswith("law_payer")),
    )


def with_payers(rows: Table) -> Table:
    """The rows with who pays which part, of a month and of all months paid at once."""
    rows = rows.mutate(employer_vnd=split.employer_vnd(rows))
    rows = rows.mutate(code_payer=split.payer_code(rows), **split.parts(rows))
    return rows.mutate(
        premium_period_vnd=period.of_months(rows.premium_month_vnd, rows.months),
        person_period_vnd=period.of_months(rows.person_vnd, rows.months),
    )


def explained(rows: Table, words: Table) -> Table:
    """The outcome: explanation codes in the order of the reasoning with blanks between, words for members."""
    codes: StringValue = ibis.literal(" ").join([rows[f"code_{step}"] for step in (*STEPS, *STEPS_OF_MONEY)])
    rows = rows.mutate(codes=codes)
    worth = words.select(benefit_member="member", benefit_category="word")
    return paying_named(rows, words).inner_join(worth, "benefit_member").select(*OUTCOME.names)


def paying_named(rows: Table, words: Table) -> Table:
    """The rows with ``paying``, the word of the category under which somebody takes part."""
    return rows.inner_join(words.select(paying_member="member", paying="word"), "paying_member")


def without(rows: Table, *prefixes: str) -> Table:
    """The rows without the columns that begin so."""
    return rows.drop(*(name for name in rows.columns if name.startswith(prefixes)))
