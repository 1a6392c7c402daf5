"""Every change of the law has worked cases on the day before and on the day: walked in the files, not listed here.

Figures have one case each on both days (``test_cases_of_books``). Here: the rules that read a changed figure are
asked on both days; a category that begins is decided on both days, for people it then pays for; so is a change of
a benefit, and every item of a province on its first day, before it and after its last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from tests.law.rule_cases import CHAIN, RULES, case_files, cases
from tests.repo.tree import PACKAGE

from toandan.lawbook.law import shipped
from toandan.lawbook.parameter import Parameter, column_of

ONE_DAY = timedelta(days=1)
FIRST_ANSWER = {"visit_share": date(2025, 1, 1)}
MODULE = {"child_card_end": "child_card"}
BY_NAME = {"visit_share": "share_"}  # the rule reads these figures by the point of the visit
PEOPLE: list[dict[str, Any]] = [
    one | {"day": date.fromisoformat(one["day"])}
    for file in case_files()
    if file.get("rule") in (None, *CHAIN)
    for one in file["cases"]
]


def changes(figure: Parameter) -> set[date]:
    """The days on which a figure begins, changes or ends within the book."""
    days = {later.start for before, later in pairwise(figure.values) if before.content != later.content}
    days |= {figure.values[0].start, *((figure.end,) if figure.end else ())}
    return days - {shipped().first_day}


def read_by(rule: str) -> Iterator[tuple[str, Parameter]]:
    """The figures whose columns a rule names."""
    text = (PACKAGE / "rules" / f"{MODULE.get(rule, rule)}.py").read_text("utf-8")
    for name, figure in shipped().parameters.items():
        begins = BY_NAME.get(rule)
        named = re.search(rf"\b{column_of(name, figure.unit)}\b", text)
        if named or (begins and name.startswith(begins)):
            yield name, figure


@pytest.mark.parametrize("rule", sorted(RULES.keys() - set(CHAIN)))
def test_a_rule_is_asked_on_both_days_of_every_figure_it_reads(rule: str) -> None:
    asked = {one.day for one in cases() if one.rule == rule}
    first = FIRST_ANSWER.get(rule, shipped().first_day)
    figures = dict(read_by(rule))
    assert figures
    missing = [
        (name, day)
        for name, figure in figures.items()
        for change in changes(figure)
        for day in (change - ONE_DAY, change)
        if change >= first and day not in asked
    ]
    assert missing == []


def test_a_category_that_begins_is_decided_for_the_same_person_on_both_days() -> None:
    begun = {one.slug: one.start for one in shipped().categories.values() if one.start > shipped().first_day}
    decided = {
        one["expected"]["paying"]
        for one in _changed("paying")
        if begun.get(one["expected"]["paying"]) == one["day"]
    }
    assert sorted(begun.keys() - decided) == []
    early = [one["id"] for one in PEOPLE if one["day"] < begun.get(one["expected"].get("paying"), one["day"])]
    assert early == []


def test_a_change_of_a_benefit_is_decided_for_the_same_person_on_both_days() -> None:
    decided = {(word, one["day"]) for one in _changed("benefit_share") for word in _words(one)}
    for slug, one in shipped().categories.items():
        for before, later in pairwise(one.benefits):
            if (before.level, before.older) != (later.level, later.older):
                assert (slug, later.start) in decided, slug


def test_an_item_of_a_province_is_decided_for_the_same_person_on_all_four_days() -> None:
    begun = {(one["expected"]["local_item"], one["day"]) for one in _changed("local_item")}
    over = {(one["before"]["local_item"], one["day"]) for one in _changed("local_item")}
    for policy in shipped().local.values():
        for item in policy.items:
            start, end = policy.period_of(item)
            assert (item.id, start) in begun, item.id
            assert end is None or (item.id, end) in over, item.id


def _changed(name: str) -> Iterator[dict[str, Any]]:
    """Cases with the same facts as one on the day before, whose outcome was another; with that outcome."""
    by_facts = {
        (repr(sorted(one["facts"].items())), one["day"]): one["expected"]
        for one in PEOPLE
        if name in one["expected"]
    }
    for one in PEOPLE:
        before = by_facts.get((repr(sorted(one["facts"].items())), one["day"] - ONE_DAY), {})
        if name in before and before[name] != one["expected"].get(name, before[name]):
            yield one | {"before": before}


def _words(one: dict[str, Any]) -> set[str]:
    facts = one["facts"]
    return {facts.get("living", ""), one["expected"].get("paying", ""), *facts.get("titles", ())}
