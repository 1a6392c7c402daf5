"""A quote: the outcome of every member with its lines, and what the household pays.

A member's place in the ladder hangs on who of the household pays as household, which the chain says itself.
So it is asked once, for every place a member without a stated one may get: a few rows more cost a counter
nothing, a second question much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Any

import pyarrow as pa

from toandan.errors import BadInput, IdentityBroken
from toandan.lawbook.law import Law
from toandan.pipeline.counter import Counter
from toandan.pipeline.quoting.household_check import check_households
from toandan.pipeline.quoting.household_facts import household_facts
from toandan.pipeline.quoting.household_file import Household, HouseholdFile, Member
from toandan.rules.missing import CANNOT_TELL
from toandan.schemas.facts import PAYERS

type Row = dict[str, Any]
# No label of a file holds it.
IN_PLACE = "\x1f"


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

    @property
    def unsure(self) -> tuple[str, ...]:
        """The members with an amount that may be another, because it cannot be told who pays."""
        open_ = [one for one in self.members if one.outcome["answer"] == CANNOT_TELL]
        return tuple(one.member.id for one in open_ if one.outcome["premium_month_vnd"] is not None)


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
        if problem.where in {one.id for home in file.households for one in home.members}:
            problem.where = f"{where}: {problem.where}"
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


def placed(file: HouseholdFile, paying: Mapping[str, str]) -> dict[str, int]:
    """Places in the ladder of the members who pay as household and have none stated: in the order of the file."""
    places: dict[str, int] = {}
    for home in file.households:
        waiting = [one.id for one in home.members if one.order is None and paying[one.id] == "household"]
        places |= dict(zip(waiting, _places(home), strict=False))
    return places


def _places(home: Household) -> list[int]:
    """The places that no member of the household states, as many as there are members without one."""
    taken = {one.order for one in home.members}
    wanted_n = sum(one.order is None for one in home.members)
    free = (place for place in count(1) if place not in taken)
    return list(islice(free, wanted_n))


def _asked(counter: Counter, file: HouseholdFile, day: date) -> tuple[dict[str, Row], dict[str, Row]]:
    """The facts of every member with their place in the ladder, and the outcome, by label."""
    stated = household_facts(file, counter.law, day)
    rows = [row for one in stated.to_pylist() for row in _in_every_place(one, file)]
    found = _by_person(counter.decide(pa.Table.from_pylist(rows, schema=stated.schema)).to_pylist())
    facts = _by_person(rows)
    labels = stated["person_id"].to_pylist()
    places = placed(file, {label: found[label]["paying"] for label in labels})
    chosen = {label: _with_place(label, places[label]) if label in places else label for label in labels}
    return (
        {label: facts[one] | {"person_id": label} for label, one in chosen.items()},
        {label: found[one] | {"person_id": label} for label, one in chosen.items()},
    )


def _in_every_place(stated: Row, file: HouseholdFile) -> Iterator[Row]:
    """The facts as stated, and for who has no stated place those with each place of the household."""
    yield stated
    if stated["member_n"] is None:
        home = next(one for one in file.households if one.id == stated["household_id"])
        for place in _places(home):
            label = _with_place(stated["person_id"], place)
            yield stated | {"person_id": label, "member_n": place}


def _with_place(label: str, place: int) -> str:
    return f"{label}{IN_PLACE}{place}"


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
