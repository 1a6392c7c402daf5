"""Categories, card codes, benefits and local items agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toandan.lawbook.category import Benefit
from toandan.lawbook.checks.finding import Finding
from toandan.lawbook.group import Group
from toandan.lawbook.law import Law
from toandan.lawbook.local import LocalItem

LEVEL_OF_DIGIT = {"1": 100, "2": 100, "3": 95, "4": 80, "5": 100}
DIGIT_OF_LEVEL = {100: "2", 95: "3", 80: "4"}  # the digits without the special rights of 1 and 5
LEVELS = tuple(sorted(DIGIT_OF_LEVEL))


def digits_give_the_level(law: Law) -> Iterator[Finding]:
    """The digit printed for a code gives the benefit of its category on every day both hold."""
    for group in law.groups:
        one = law.categories.get(group.category)
        if one is None:
            continue
        for day in _days(law, group):
            digit, benefit = group.benefit_at(day), one.benefit_at(day)
            if digit and benefit and LEVEL_OF_DIGIT[digit.digit] not in _levels(benefit):
                yield Finding(
                    f"groups/{group.code}",
                    "other_level",
                    f"on {day} its digit {digit.digit} is not the {benefit.level}% of {one.slug}",
                    f"ngày {day} mã {digit.digit} không phải mức {benefit.level}% của {one.slug}",
                )


def groups_lie_in_their_category(law: Law) -> Iterator[Finding]:
    """A code does not begin before its category."""
    for group in law.groups:
        one = law.categories.get(group.category)
        if one is not None and (group.start or law.first_day) < one.start:
            yield Finding(
                f"groups/{group.code}",
                "before_its_category",
                f"{one.slug} begins on {one.start}",
                f"{one.slug} bắt đầu ngày {one.start}",
            )


def benefits_are_levels_of_the_law(law: Law) -> Iterator[Finding]:
    """Article 22 knows 80, 95 and 100 percent by category."""
    for slug, one in law.categories.items():
        for benefit in one.benefits:
            if not set(_levels(benefit)) <= set(LEVELS):
                yield Finding(
                    f"categories/{slug}/benefit",
                    "no_level",
                    f"from {benefit.start} no level of Article 22",
                    f"từ {benefit.start} không phải mức của Điều 22",
                )


def local_items_make_sense(law: Law) -> Iterator[Finding]:
    """An item adds or lifts, one of them; its ages are in order; it names somebody."""
    for policy in law.local.values():
        for item in policy.items:
            path = f"local/{policy.id}/{item.id}"
            if (item.gives.add is None) == (item.gives.level is None):
                yield Finding(path, "no_gift", "it gives either add or level", "chỉ được ghi add hoặc level")
            if not _names_somebody(item):
                yield Finding(
                    path,
                    "nobody",
                    "it names no category, title or age, or ages out of order",
                    "không nêu đối tượng, tư cách, độ tuổi, hoặc độ tuổi không đúng thứ tự",
                )
            if item.gives.level is not None and item.gives.level > policy.total_at_most:
                yield Finding(
                    path,
                    "above_the_total",
                    f"lifts above {policy.total_at_most} percent",
                    f"nâng quá {policy.total_at_most}%",
                )


def rates_stay_below_the_ceiling(law: Law) -> Iterator[Finding]:
    """The rate of every day is at most what Article 13 allows."""
    rate, ceiling = law.parameters.get("contribution_rate"), law.parameters.get("contribution_ceiling")
    for value in rate.values if rate else ():
        highest = ceiling.value_at(value.start) if ceiling else None
        if highest and value.value is not None and highest.value is not None and value.value > highest.value:
            yield Finding(
                "parameters/contribution_rate",
                "above_the_ceiling",
                f"from {value.start} above Article 13",
                f"từ {value.start} vượt mức tối đa của Điều 13",
            )


CHECKS = (
    digits_give_the_level,
    groups_lie_in_their_category,
    benefits_are_levels_of_the_law,
    local_items_make_sense,
    rates_stay_below_the_ceiling,
)


def _levels(benefit: Benefit) -> tuple[int, ...]:
    return (benefit.level,) if benefit.older is None else (benefit.level, benefit.older.level)


def _days(law: Law, group: Group) -> list[date]:
    one = law.categories[group.category]
    days = {group.start or law.first_day, *(digit.start for digit in group.benefits if digit.start)}
    return sorted(day for day in days | {benefit.start for benefit in one.benefits} if group.holds(day))


def _names_somebody(item: LocalItem) -> bool:
    who = item.who
    if who.age_from is not None and who.age_to is not None and who.age_to <= who.age_from:
        return False
    return bool(who.categories or who.titles) or who.age_from is not None or who.age_to is not None
