"""Who is entitled to which category, as the law of the last day says: one answer per resident, and cells of it."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from toandan.rules.choice import HOUSEHOLD
from toandan.rules.decided import priced, settled
from toandan.rules.missing import KNOWN
from toandan.rules.sets import categories, numbered, with_word
from toandan.schemas.closing import CARD_JUDGED, ENTITLED, ENTITLED_PERSON
from toandan.schemas.facts import MISSING_HOUSEHOLD, PAYERS
from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS
from toandan.values.month import Month

ROW = ("scope_code", "row_n")
MONEY = ("premium_month_vnd", *PAYERS)
# The facts that a premium is counted from once it is known who takes part under what.
PRICED_BY = (
    "day",
    "household_id",
    "province_code",
    "is_permanent",
    "place_poor_commune",
    *TITLE_SETS.names("titles", "titles_unknown"),
    "wage_vnd",
    "pension_vnd",
    "benefit_vnd",
    "months",
)
CATEGORY = ("age_months", *CATEGORY_SETS.names("paying_member", "may_choose", "missing"), "answer")


def stg_resident__month_category(stg_resident__month_facts: Table, law_periods: Table) -> Table:
    """One row per resident: who they take part as, as far as it can be told, and what a premium is counted from.

    Who takes part as household is asked before any premium, for the ladder counts them together.
    """
    return settled(stg_resident__month_facts, law_periods, (*ROW, *PRICED_BY, *CATEGORY))


def stg_resident__month_priced(
    stg_resident__month_category: Table,
    stg_household__month_member: Table,
    law_periods: Table,
    law_provinces: Table,
) -> Table:
    """The same with ``member_n``, the place in the household, and with the premium of a month and who pays it."""
    rows = stg_resident__month_category.left_join(stg_household__month_member, ROW)
    wanted = (*ROW, *CATEGORY, "household_id", "member_n", "missing_fact", *MONEY)
    return priced(rows, stg_resident__month_category, law_periods, law_provinces, wanted)


def core_resident__month_entitled(
    stg_resident__month_priced: Table,
    core_resident__month_person: Table,
    card_meaning: Table,
    law_words: Table,
) -> Table:
    """One row per resident, as declared: category, card held, place in the household, premium and who pays it."""
    here = core_resident__month_person.select(
        *ROW, "person_id", "vintage", "commune_code", "group_code", "is_covered"
    )
    rows = here.inner_join(stg_resident__month_priced, ROW)
    rows = rows.left_join(card_meaning, "group_code").drop("group_code_right")
    rows = _told(_because(rows, law_words))
    rows = rows.mutate(**numbered(categories(rows, "may_choose")).named("may_choose"))
    return rows.select(*ENTITLED_PERSON.names)


def out_entitled__month_cell(core_resident__month_entitled: Table, month: Month) -> Table:
    """One row per month, commune, entitled category, what is missing, and group of the card held that occurs."""
    rows = core_resident__month_entitled
    cells = rows.group_by("vintage", "commune_code", "entitled", "because", "group_code").agg(
        residents_n=rows.count(),
        covered_residents_n=_people(rows, rows.judged != "uncovered"),
        uncovered_n=_people(rows, rows.judged == "uncovered"),
        **{name: _people(rows, rows.judged == name.removesuffix("_n")) for name in CARD_JUDGED},
        priced_n=_people(rows, rows.premium_month_vnd.notnull()),
        **{name: ibis.coalesce(rows[name].sum(), 0).cast("int64") for name in MONEY},
    )
    return cells.mutate(month=ibis.literal(str(month))).select(*ENTITLED.names)


def _because(rows: Table, law_words: Table) -> Table:
    """The rows with ``is_known``, ``paying``, and in ``because`` what is missing to tell the category, else the premium."""
    first = categories(rows, "missing").first().named("first_missing")
    rows = rows.mutate(is_known=rows.answer == KNOWN, **first)
    rows = with_word(
        with_word(rows, law_words, "paying_member", "paying"), law_words, "first_missing", "missing_word"
    )
    no_household = categories(rows, "paying_member").equals(HOUSEHOLD) & rows.household_id.isnull()
    lacking = ibis.ifelse(no_household, MISSING_HOUSEHOLD, rows.missing_fact)
    return rows.mutate(because=ibis.ifelse(rows.is_known, lacking, rows.missing_word))


def _told(rows: Table) -> Table:
    """The rows with the category, money only where all that it is counted from is known, and the card judged."""
    is_priced = rows.is_known & (rows.because == "")
    money = {name: ibis.ifelse(is_priced, rows[name], ibis.null("int64")) for name in MONEY}
    return rows.mutate(entitled=ibis.ifelse(rows.is_known, rows.paying, ""), judged=_judged(rows), **money)


def _judged(rows: Table) -> StringValue:
    """Whether the card held is of the entitled category, of one that may be chosen, or of another."""
    return ibis.cases(
        (~rows.is_covered, "uncovered"),
        (~rows.is_known | rows.card_category.isnull(), "unjudged"),
        (rows.card_category == rows.paying, "as_entitled"),
        (categories(rows, "may_choose").has(categories(rows, "card_member")), "by_choice"),
        else_="otherwise",
    )


def _people(rows: Table, flag: ibis.expr.types.BooleanValue) -> IntegerValue:
    return rows.count(where=flag).cast("int64")
