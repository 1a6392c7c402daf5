"""The steps of the rules in their order, and the columns that each of them reads and makes.

A step may be left out, or the chain cut, as long as every column that a later step reads is there.
"""

from __future__ import annotations

from functools import partial

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

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
from toandan.rules.fits import fitted
from toandan.rules.law_shape import Shape
from toandan.rules.levels import with_benefit_sets
from toandan.rules.money import quotient
from toandan.rules.sets import categories, either, numbered, with_word
from toandan.rules.steps import Step
from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS

CODES = (
    "code_paying", "code_choice", "code_missing", "code_benefit", "code_benefit_unsure", "code_payer", "code_base",
    "code_child", "code_ladder", "code_support", "code_local", "code_cover",
)  # fmt: skip
PAYER_SETS = tuple(
    f"law_payer_{word}"
    for word in ("employer_and_employee", "employer", "person", "si_agency", "state", "state_and_person")
)
OUTCOME_SETS = ("fits", "unknown", "may_choose", "missing")
CHILD_CARD = ("birth_date", "child_card_end", "child_card_month", "child_months", "day", "age_months")
_sets = CATEGORY_SETS.names
_TITLES = TITLE_SETS.names("titles", "titles_unknown")


def with_ages(rows: Table) -> Table:
    """The rows with the age in whole months; null where the birth date is not known."""
    return rows.mutate(age_months=months_between(rows.birth_date, rows.day))


def with_paying(rows: Table) -> Table:
    """The rows with the paying category and what may be chosen."""
    rows = rows.mutate(rule=order.deciding_rule(rows))
    rows = rows.mutate(**order.paying_among(rows).named("paying_among"))
    among = categories(rows, "fits") & categories(rows, "paying_among")
    rows = rows.mutate(**among.named("fits_among"))
    rows = rows.mutate(**order.default_paying(rows).named("default_paying"))
    rows = rows.mutate(**choice.may_choose(rows).named("may_choose"))
    rows = rows.mutate(**choice.chosen(rows).named("choice"))
    chosen, default = categories(rows, "choice"), categories(rows, "default_paying")
    return rows.mutate(**either(chosen.is_empty(), default, chosen).named("paying_member"))


def with_missing(rows: Table) -> Table:
    """The rows with what is missing, and how the paying category came about."""
    rows = rows.mutate(**missing.better_supported(rows).named("better_supported"))
    rows = rows.mutate(**missing.missing(rows).named("missing"))
    lacking = categories(rows, "missing")
    return rows.mutate(
        answer=missing.answer(lacking),
        code_paying=order.paying_code(rows),
        code_choice=choice.choice_code(rows),
        code_missing=missing.missing_code(lacking),
    )


def with_benefit(rows: Table) -> Table:
    """The rows with the benefit."""
    rows = with_benefit_sets(rows.mutate(age_years=quotient(rows.age_months, MONTHS_A_YEAR)))
    member = benefit.benefit_member(rows).named("benefit_member")
    rows = rows.mutate(benefit_share=benefit.benefit_share(rows), **member)
    rows = rows.mutate(benefit_answer=benefit.benefit_answer(rows))
    return rows.mutate(
        code_benefit=benefit.benefit_code(rows), code_benefit_unsure=benefit.benefit_unsure_code(rows)
    )


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
    return rows.mutate(supported_vnd=support.supported_vnd(rows))


def with_cover(rows: Table) -> Table:
    """The rows with the first day of cover."""
    rows = rows.mutate(cover_how=cover_start.cover_how(rows))
    return rows.mutate(cover_start=cover_start.cover_start(rows), code_cover=cover_start.cover_code(rows))


def with_province(items: Table, rows: Table) -> Table:
    """The rows with what the province adds; ``items`` are those of ``local_support.items_asked``."""
    rows = local_support.with_items(rows.mutate(province=local_support.province(rows)), items)
    rows = rows.mutate(province_vnd=local_support.province_vnd(rows))
    return rows.mutate(local_item=local_support.local_item(rows), code_local=local_support.local_code(rows))


def with_payers(rows: Table) -> Table:
    """The rows with who pays which part, of a month and of all months paid at once."""
    rows = rows.mutate(employer_vnd=split.employer_vnd(rows))
    rows = rows.mutate(code_payer=split.payer_code(rows), **split.parts(rows))
    return rows.mutate(
        premium_period_vnd=period.of_months(rows.premium_month_vnd, rows.months),
        person_period_vnd=period.of_months(rows.person_vnd, rows.months),
    )


def explained(words: Table, rows: Table) -> Table:
    """The rows as they are kept: explanation codes in the order of the reasoning with blanks between, words for
    members, sets by the numbers of their categories."""
    codes: StringValue = ibis.literal(" ").join([rows[name] for name in CODES])
    made: dict[str, IntegerValue] = {}
    for name in OUTCOME_SETS:
        made |= numbered(categories(rows, name)).named(name)
    rows = rows.mutate(codes=codes, **made)
    rows = with_word(rows, words, "paying_member", "paying")
    return with_word(rows, words, "benefit_member", "benefit_category")


AGES = Step("ages", with_ages, reads=("birth_date", "day"), makes=("age_months",))
FITS = Step(
    "fits",
    fitted,
    reads=(
        *_TITLES, "living", "is_ethnic_minority", "is_permanent", "place_minority_mountain", "place_difficult",
        "place_extremely_difficult", "place_island", "place_safe_zone", "place_left_difficult_on", "place_left_known",
        "trafficking_confirmed_on", *CHILD_CARD, *_sets("law_exists"), "minority_exit_months", "survivor_years",
        "survivor_near_poor_years", "trafficking_victim_years",
    ),
    makes=_sets("fits", "unknown"),
)  # fmt: skip
COVER = Step(
    "cover",
    with_cover,
    reads=(
        *_sets("paying_member", "law_cover_decision", "law_cover_birth"), "support_bp", "day", "last_cover_end",
        "birth_date", "interruption_days", "interruption_old_months", "wait_days",
    ),
    makes=("cover_start", "code_cover"),
)  # fmt: skip
PAYERS = Step(
    "payers",
    with_payers,
    reads=(
        *_sets("paying_member", *PAYER_SETS), "premium_month_vnd", "supported_vnd", "province_vnd", "months",
        "employer_split_parts", "whole_split_parts",
    ),
    # What the province pays is made before, and here empty where the premium is not known.
    makes=(
        "employer_vnd", "employee_vnd", "si_agency_vnd", "state_vnd", "province_vnd", "person_vnd", "code_payer",
        "premium_period_vnd", "person_period_vnd",
    ),
)  # fmt: skip


def who_steps(law: Shape) -> tuple[Step, ...]:
    """From the facts with the law of their day down to under which category somebody takes part."""
    paying = Step(
        "paying",
        with_paying,
        reads=(*_sets("fits"), "priority_text", "chosen", "place_poor_commune", *law.support),
        makes=(
            "rule", *_sets("paying_among", "fits_among", "default_paying", "may_choose", "choice", "paying_member"),
        ),
    )  # fmt: skip
    lacking = Step(
        "missing",
        with_missing,
        reads=(
            *_sets("unknown", "default_paying", "may_choose", "choice"), "rule", "priority_text", "chosen",
            "place_poor_commune", *law.support,
        ),
        makes=(*_sets("missing"), "answer", "code_paying", "code_choice", "code_missing"),
    )  # fmt: skip
    return AGES, FITS, paying, lacking


def benefit_step(law: Shape) -> Step:
    """What the benefit is."""
    return Step(
        "benefit",
        with_benefit,
        reads=(*_sets("fits", "unknown", "paying_member"), "birth_date", "age_months", *law.benefit),
        makes=(
            "benefit_share", *_sets("benefit_member"), "benefit_answer", "code_benefit", "code_benefit_unsure",
        ),
    )  # fmt: skip


def premium_step(law: Shape) -> Step:
    """The premium of a month, and what the state supports of it."""
    bases = _sets(
        "law_base_base_salary", "law_base_wage", "law_base_pension", "law_base_unemployment_benefit"
    )
    return Step(
        "premium",
        with_premium,
        reads=(
            *_sets("paying_member"), *bases, "age_months", "child_months", "member_n", "place_poor_commune",
            "wage_vnd", "pension_vnd", "benefit_vnd", "base_salary_vnd", "contribution_rate_bp", "wage_cap_times",
            "wage_floor_times", *(f"ladder_{step}_bp" for step in range(1, 1 + ladder.STEPS)), *law.support,
        ),
        makes=(
            "ladder_bp", "support_bp", "missing_fact", "ladder_percent", "state_share", "code_base", "code_child",
            "code_ladder", "code_support", "premium_month_vnd", "supported_vnd",
        ),
    )  # fmt: skip


def province_step(items: Table) -> Step:
    """What the province adds."""
    return Step(
        "province",
        partial(with_province, items),
        reads=(
            *_sets("paying_member"), *_TITLES, "province_code", "day", "premium_month_vnd", "supported_vnd",
            "is_permanent", "member_n", "age_months",
        ),
        makes=("province_vnd", "local_item", "code_local"),
    )  # fmt: skip


def explained_step(words: Table) -> Step:
    """The outcome as it is kept."""
    return Step(
        "explained",
        partial(explained, words),
        reads=(*_sets(*OUTCOME_SETS, "paying_member", "benefit_member"), *CODES),
        makes=("codes", *_sets(*OUTCOME_SETS), "paying", "benefit_category"),
    )
