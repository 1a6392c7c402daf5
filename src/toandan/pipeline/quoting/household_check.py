"""What cannot be: two heads, one member twice, a member of two households, codes and choices the day does not know."""

from __future__ import annotations

from collections import Counter as Counted
from datetime import date

from toandan.errors import BadInput
from toandan.lawbook.law import Law
from toandan.pipeline.quoting.household_file import Household, HouseholdFile, Member
from toandan.places.load import atlas_at
from toandan.places.unit import Level
from toandan.schemas.categories import CATEGORY
from toandan.schemas.titles import title_set


def check_households(file: HouseholdFile, law: Law, day: date, where: str) -> None:
    """Raises BadInput for the first thing wrong, naming household and member by their labels."""
    law.at(day)
    _check_twice([one.id for one in file.households], where, "household")
    for household in file.households:
        _check_household(household, where)
    _check_two_households(file, where)
    for household in file.households:
        for member in household.members:
            _check_member(member, law, day, f"{where}: {household.id}/{member.id}")


def _check_household(household: Household, where: str) -> None:
    at = f"{where}: {household.id}"
    _check_twice([one.id for one in household.members], at, "member")
    _check_places(household, where)
    heads = [one.id for one in household.members if one.head]
    if len(heads) > 1:
        raise BadInput(
            what="a household has more than one head",
            where=at,
            why=f"{', '.join(heads)} are all marked as head",
            do="mark one member as head",
        )
    orders = [str(one.order) for one in household.members if one.order is not None]
    _check_twice(orders, at, "order")


def _check_places(household: Household, where: str) -> None:
    """Codes of the present map, the commune inside the province: a wrong one would lose local support."""
    present, at = atlas_at(date.max), f"{where}: {household.id}"
    if household.province is not None:
        present.unit(household.province, Level.PROVINCE)
    if household.commune is None:
        return
    present.unit(household.commune, Level.COMMUNE)
    lies_in = present.province_of(household.commune).code
    if household.province not in (None, lies_in):
        raise BadInput(
            what=f"the commune {household.commune} does not lie in the province {household.province}",
            where=at,
            why=f"on the present map it lies in {lies_in}",
            do="mend one of the two codes",
        )


def _check_twice(labels: list[str], where: str, what: str) -> None:
    twice = [label for label, times in Counted(labels).items() if times > 1]
    if twice:
        raise BadInput(
            what=f"the {what} {twice[0]} stands twice",
            where=where,
            why="one of the two would be counted again or lost",
            do=f"give every {what} once, under its own label",
        )


def _check_two_households(file: HouseholdFile, where: str) -> None:
    homes: dict[str, str] = {}
    for household in file.households:
        for member in household.members:
            if member.id in homes:
                raise BadInput(
                    what=f"the member {member.id} belongs to two households",
                    where=f"{where}: {homes[member.id]} and {household.id}",
                    why="the household ladder counts a person in one household of the fiscal year",
                    do="leave the member in the household of residence",
                )
            homes[member.id] = household.id


def _check_member(member: Member, law: Law, day: date, where: str) -> None:
    if member.birth_date is not None and member.birth_date > day:
        raise BadInput(
            what="a member is not born yet",
            where=where,
            why=f"the birth date lies after {day}",
            do="mend the birth date, or ask for a later day",
        )
    if member.never_covered and member.last_cover_end is not None:
        raise BadInput(
            what="a member was never covered and has a last cover",
            where=where,
            why="never_covered and last_cover_end contradict each other",
            do="keep the one that is true",
        )
    known, unknown = title_set(member.titles or ()), title_set(member.titles_unknown)
    if known & unknown:
        raise BadInput(
            what="a title is both stated and not known",
            where=where,
            why="a title is true, false or not known, one of the three",
            do="take it out of titles_unknown",
        )
    if member.choose is not None:
        chosen_category(member.choose, law, day, where)


def chosen_category(word: str, law: Law, day: date, where: str) -> str:
    """The category of a word or card code that exists on the day; raises BadInput for another."""
    if word.upper() == word:
        return _of_code(word, law, day, where)
    if word not in CATEGORY:
        raise BadInput(
            what=f"there is no category {word[:40]!r}",
            where=where,
            why="a choice is a card code, as CN, or a word for Article 12, as near_poor",
            do="see docs/reference/law/categories.md",
        )
    category = law.categories[word]
    if not category.holds(day):
        raise _not_yet(word, category.start, category.end, day, where)
    return word


def _of_code(code: str, law: Law, day: date, where: str) -> str:
    groups = [group for group in law.groups if group.code == code]
    holding = [group for group in groups if group.holds(day)]
    categories = [group.category for group in holding if group.category]
    categories = [one for one in categories if law.categories[one].holds(day)]
    if categories:
        return categories[0]
    if not groups:
        raise BadInput(
            what=f"there is no card code {code[:4]!r}",
            where=where,
            why="no file of the law has it",
            do="see docs/reference/groups.md",
        )
    named = law.categories.get(groups[0].category)
    start, end = (named.start, named.end) if named else (groups[0].start, groups[0].end)
    if named is None and holding:
        raise BadInput(
            what=f"the card code {code} leads to no category",
            where=where,
            why="what it means was found in no text",
            do="choose by the word of the category",
        )
    raise _not_yet(code, start if named else groups[0].start, end, day, where)


def _not_yet(word: str, start: date | None, end: date | None, day: date, where: str) -> BadInput:
    return BadInput(
        what=f"{word} did not exist on {day}",
        where=where,
        why=f"it holds from {start or 'a day not known'} to {end or 'now'}",
        do="ask for a day on which it holds, or leave the choice out",
    )
