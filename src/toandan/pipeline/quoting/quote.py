"""A quote: the outcome of every member with its lines, and what the household pays.

Who pays as household is asked first, with the facts as stated: members without a stated place in the
ladder are given theirs by it. Then the whole chain is asked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from toandan.errors import BadInput, IdentityBroken
from toandan.lawbook.law import Law
from toandan.pipeline.counter import Counter
from toandan.pipeline.quoting.household_check import check_households
from toandan.pipeline.quoting.household_facts import household_facts
from toandan.pipeline.quoting.household_file import Household, HouseholdFile, Member
from toandan.schemas.facts import PAYERS

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MemberQuote:
    """What was stated, the facts asked, and the outcome of one member."""

    member: Member
    facts: Row
    outcome: Row

    @property
    def codes(self) -> tuple[str, ...]:
        """The explanation codes in the order of the reasoning."""
        return tuple(self.outcome["codes"].split())


@dataclass(frozen=True, slots=True)
class HouseholdQuote:
    """A household with its members' quotes; ``total_vnd`` per payer for the months paid at once."""

    household: Household
    members: tuple[MemberQuote, ...]

    @property
    def total_vnd(self) -> dict[str, int]:
        """What each payer gives for all months of all members; members without an amount are left out."""
        return {
            name: sum(_period(one, name) for one in self.members) for name in (*PAYERS, "premium_month_vnd")
        }

    @property
    def without_amount(self) -> tuple[str, ...]:
        """The members whose premium could not be told."""
        return tuple(one.member.id for one in self.members if one.outcome["premium_month_vnd"] is None)


@dataclass(frozen=True, slots=True)
class Quote:
    """The households of a file under the law of a day."""

    law: Law
    day: date
    synthetic: bool
    households: tuple[HouseholdQuote, ...]


def quoted(counter: Counter, file: HouseholdFile, day: date, where: str) -> Quote:
    """The quote; raises BadInput for what cannot be, and IdentityBroken should parts not sum to a premium."""
    check_households(file, counter.law, day, where)
    try:
        facts, found = _asked(counter, file, day)
    except BadInput as problem:
        choosing = [one.id for home in file.households for one in home.members if one.choose]
        problem.where = problem.where or f"{where}: {', '.join(choosing)}"
        raise
    for label in facts:
        _offer_months(counter.law, facts[label], found[label], day)
    for outcome in found.values():
        _check_sums(outcome)
    households = tuple(
        HouseholdQuote(home, tuple(MemberQuote(one, facts[one.id], found[one.id]) for one in home.members))
        for home in file.households
    )
    return Quote(counter.law, day, file.synthetic, households)


def placed(file: HouseholdFile, paying: Mapping[str, str]) -> dict[str, Row]:
    """Places in the ladder of the members who pay as household and have none stated: in the order of the file."""
    places: dict[str, Row] = {}
    for home in file.households:
        taken = {one.order for one in home.members if one.order is not None}
        free = (place for place in range(1, 2 * len(home.members) + 1) if place not in taken)
        waiting = [one for one in home.members if one.order is None and paying[one.id] == "household"]
        places |= {one.id: {"member_n": place} for one, place in zip(waiting, free, strict=False)}
    return places


def _asked(counter: Counter, file: HouseholdFile, day: date) -> tuple[dict[str, Row], dict[str, Row]]:
    stated = household_facts(file, counter.law, day, {})
    places = placed(file, counter.paying(stated))
    facts = household_facts(file, counter.law, day, places) if places else stated
    return _by_person(facts.to_pylist()), _by_person(counter.decide(facts).to_pylist())


def _by_person(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["person_id"]: row for row in rows}


def _offer_months(law: Law, facts: Row, outcome: Row, day: date) -> None:
    """Fewest months of the category where it does not offer those asked; a month's amounts stay."""
    terms = law.categories[outcome["paying"]].terms_at(day) if outcome["paying"] else None
    if terms is None or facts["months"] in terms.months or outcome["premium_month_vnd"] is None:
        return
    facts["months"] = months = min(terms.months)
    outcome["premium_period_vnd"] = outcome["premium_month_vnd"] * months
    outcome["person_period_vnd"] = outcome["person_vnd"] * months


def _period(one: MemberQuote, name: str) -> int:
    return (one.outcome[name] or 0) * int(one.facts["months"])


def _check_sums(outcome: Row) -> None:
    premium = outcome["premium_month_vnd"]
    if premium is not None and sum(outcome[name] for name in PAYERS) != premium:
        raise IdentityBroken(
            what="the parts of a premium do not sum to it",
            where=outcome["person_id"],
            why="a rule splits money wrongly; no quote is given",
            do="report this with the household's file, labels only",
        )
