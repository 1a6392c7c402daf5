"""What the law says of everybody: facts and the law's rows in, one outcome per person and day out.

The same chain serves a household at a counter and a whole country. It opens nothing and holds no
figure; every engine that Ibis speaks to can run it. What each step reads and makes is in ``chain``.
"""

from __future__ import annotations

from collections.abc import Sequence

from ibis.expr.types import Table

from toandan.rules.chain import (
    COVER,
    PAYERS,
    benefit_step,
    explained_step,
    premium_step,
    province_step,
    who_steps,
)
from toandan.rules.each import each
from toandan.rules.law_shape import shape_of_periods
from toandan.rules.local_support import items_asked
from toandan.rules.steps import run
from toandan.schemas.facts import OUTCOME


def decided(facts: Table, periods: Table, provinces: Table, words: Table) -> Table:
    """One row per row of facts, as ``core_outcome__entity_person`` is declared.

    ``periods``, ``provinces`` and ``words`` are the tables of ``law_rows``. A day before the law's
    first has no outcome: ask the lawbook first, and count that everybody asked about is answered.
    """
    shape, items = shape_of_periods(periods.columns), items_asked(facts, provinces)
    steps = (*who_steps(shape), benefit_step(shape), premium_step(shape), COVER, province_step(items), PAYERS)
    rows = dated(facts, law_asked(facts, periods))
    return run(rows, (*steps, explained_step(words)), OUTCOME.names)


def settled(facts: Table, periods: Table, wanted: Sequence[str]) -> Table:
    """The first half of the chain, down to under which category somebody takes part, with the columns wanted."""
    steps = who_steps(shape_of_periods(periods.columns))
    return run(dated(facts, law_asked(facts, periods)), steps, wanted)


def priced(rows: Table, asked: Table, periods: Table, provinces: Table, wanted: Sequence[str]) -> Table:
    """The rows with the premium of a month and who pays which part, where the paying category stands in them.

    The law is that of the days and provinces of ``asked``. Their place in the household's ladder,
    ``member_n``, may have been counted in between.
    """
    steps = (
        premium_step(shape_of_periods(periods.columns)),
        province_step(items_asked(asked, provinces)),
        PAYERS,
    )
    return run(dated(rows, law_asked(asked, periods)), steps, wanted)


def law_asked(asked: Table, periods: Table) -> Table:
    """The law of every day asked: few days are, so it is looked up once a day, not once a person."""
    days = each(asked.day)
    law = days.inner_join(periods, [days.day >= periods.law_start, days.day < periods.law_end])
    return law.drop("law_start", "law_end")


def dated(facts: Table, law: Table) -> Table:
    """The facts with the law of their day beside them."""
    return facts.inner_join(law, "day")
