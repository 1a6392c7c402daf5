"""The law files as a reader meets them: sourced, in both languages, consistent with the law's levels."""

from __future__ import annotations

from datetime import date

import pytest

from toandan.lawbook.group import Group
from toandan.lawbook.law import shipped
from toandan.lawbook.version import LAW

DAY = date(2025, 10, 31)

# Article 22 as amended, Decree 188/2025 Article 15.1: which points of Article 12 give which level.
FULL = {f"3{point}" for point in "abcdđehiors"}
NINETY_FIVE = {"2a", "3k", "4a", "4g"}
FULL_BY_DECREE = {"Decree 188/2025 Art 5.2", "Decree 188/2025 Art 5.6"}


def level_by_law(group: Group) -> str:
    """The level the law gives the category on the day, before 2026."""
    title = f"{group.clause}{group.point}"
    if title in FULL or group.article in FULL_BY_DECREE:
        return "100"
    return "95" if title in NINETY_FIVE else "80"


def confirmed() -> list[Group]:
    """The groups whose point or decree article is known."""
    return [group for group in shipped().groups_at(DAY).values() if group.is_meaning_known]


@pytest.mark.parametrize("group", confirmed(), ids=lambda group: group.code)
def test_the_digit_gives_the_level_of_the_law(group: Group) -> None:
    benefit = group.benefit_at(DAY)
    assert benefit is not None
    level = {"1": "100", "2": "100", "5": "100", "3": "95", "4": "80"}[benefit.digit]
    assert level == level_by_law(group)


@pytest.mark.parametrize("group", shipped().groups, ids=lambda group: f"{group.code}-{group.order}")
def test_an_entry_is_sourced_and_in_both_languages(group: Group) -> None:
    assert group.sources
    assert group.name != group.name_vi
    assert group.article
    if group.is_meaning_known and group.point:
        assert group.article.endswith(f"{group.clause}.{group.point}")


def test_the_law_folder_holds_no_program() -> None:
    assert {path.suffix for path in LAW.rglob("*") if path.is_file()} <= {".yaml", ".json"}
    assert {path.parent.name for path in LAW.rglob("*.json")} == {"schemas"}
