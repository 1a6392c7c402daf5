"""What a proposal changes for the same people: by group, by payer, by commune. Money is a month's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import IntegerValue, Table

from toandan.engine import Embedded
from toandan.lawbook.law import Law
from toandan.pipeline.answered import check_answered
from toandan.pipeline.proposals.under_law import UnderLaw
from toandan.rules.missing import KNOWN
from toandan.schemas.facts import PAYERS

type Row = dict[str, Any]
KEPT = ("paying", "benefit_share", "answer", "premium_month_vnd", *PAYERS)
MONEY = ("premium_month_vnd", *PAYERS)


@dataclass(frozen=True, slots=True)
class Difference:
    """``people``: counts of all people; ``payers``: one row per payer; ``groups``: per paying category before and
    after; ``communes``: per commune. Columns end in ``_before`` and ``_after``; people whose premium cannot be told
    under one of the two are counted in ``untold_n`` and in no sum; those whose category cannot be told for sure are
    in the sums as far as is known, and counted in ``unsure_n``."""

    people: Row
    payers: list[Row]
    groups: list[Row]
    communes: list[Row]


def difference(engine: Embedded, facts: Table, law: Law, proposed: Law) -> Difference:
    """The same facts under both laws, compared person by person, then added up.

    Raises BadInput for a day before one of the laws, and IdentityBroken unless everybody is answered under both.
    """
    _refuse_days(engine, facts, law, proposed)
    both = compared(engine, facts, law, proposed)
    check_answered(engine.count(facts), engine.count(both))
    people = engine.fetch(both.agg(**_counts(both), **_sums(both))).to_pylist()[0]
    return Difference(
        people=people,
        payers=[_payer(name, people) for name in MONEY],
        groups=_rows(engine, both, ["paying_before", "paying_after"]),
        communes=_rows(engine, both, ["province_code", "commune_code"]),
    )


def compared(engine: Embedded, facts: Table, law: Law, proposed: Law) -> Table:
    """One row per person: place, and the outcome before and after side by side; kept for the session."""
    under = UnderLaw(engine, facts, [law, proposed])
    before = engine.stored("proposal_before", _side(under.outcome, "before"))
    under.switch(proposed)
    places = facts.select("person_id", "province_code", "commune_code")
    rows = places.inner_join(before, "person_id").inner_join(_side(under.outcome, "after"), "person_id")
    both = engine.stored("proposal_both", rows)
    engine.drop(["proposal_before"])
    return both


def _side(outcome: Table, side: str) -> Table:
    return outcome.select("person_id", **{f"{name}_{side}": outcome[name] for name in KEPT})


def _refuse_days(engine: Embedded, facts: Table, *laws: Law) -> None:
    first = engine.fetch(facts.agg(first=facts.day.min())).to_pylist()[0]["first"]
    for law in laws if first is not None else ():
        law.at(first)


def _rows(engine: Embedded, both: Table, keys: list[str]) -> list[Row]:
    grouped = both.group_by(keys).agg(**_counts(both), **_sums(both))
    rows: list[Row] = engine.fetch(grouped.order_by(keys)).to_pylist()
    return rows


def _counts(both: Table) -> dict[str, IntegerValue]:
    told = both.person_vnd_before.notnull() & both.person_vnd_after.notnull()
    own, worth = (
        both.person_vnd_after - both.person_vnd_before,
        both.benefit_share_after - both.benefit_share_before,
    )
    return {
        "people_n": both.count(),
        "untold_n": _number(~told),
        "unsure_n": _number(told & ((both.answer_before != KNOWN) | (both.answer_after != KNOWN))),
        "other_group_n": _number(both.paying_before != both.paying_after),
        "pays_less_n": _number(own < 0),
        "pays_more_n": _number(own > 0),
        "benefit_higher_n": _number(worth > 0),
        "benefit_lower_n": _number(worth < 0),
    }


def _number(test: ibis.expr.types.BooleanValue) -> IntegerValue:
    return ibis.ifelse(test, 1, 0).sum().cast("int64").fill_null(0)


def _sums(both: Table) -> dict[str, IntegerValue]:
    told = both.person_vnd_before.notnull() & both.person_vnd_after.notnull()
    names: Iterable[str] = (f"{name}_{side}" for name in MONEY for side in ("before", "after"))
    return {name: ibis.ifelse(told, both[name], 0).sum().cast("int64").fill_null(0) for name in names}


def _payer(name: str, people: Row) -> Row:
    before, after = people[f"{name}_before"], people[f"{name}_after"]
    return {"payer": name, "before_vnd": before, "after_vnd": after, "change_vnd": after - before}
