"""The words of the law: categories in Article 12 order, titles, their sets."""

from __future__ import annotations

import re

import pytest

from toandan.errors import BadInput
from toandan.schemas.categories import (
    CATEGORIES,
    CATEGORY,
    category_named,
    category_set,
    category_slugs,
    clause_set,
)
from toandan.schemas.facts import OUTCOME, PAYERS
from toandan.schemas.titles import TITLES, title_named, title_set, title_slugs

POINTS = "abcdđeghiklmnopqrstu"


def test_the_bit_is_the_place_in_article_12() -> None:
    assert [one.bit for one in CATEGORIES] == list(range(59))
    assert [one.clause for one in CATEGORIES] == sorted(one.clause for one in CATEGORIES)
    assert CATEGORIES[0].slug == "employee"
    assert CATEGORIES[-1].slug == "other"


@pytest.mark.parametrize("clause", [1, 2, 3, 4, 5])
def test_points_come_in_order_and_the_decree_after_them(clause: int) -> None:
    places = []
    for one in CATEGORIES:
        if one.clause == clause:
            match = re.fullmatch(rf"Art 12\.{clause}\.(.)", one.article)
            decree = re.fullmatch(r"Decree 188/2025 Art 5\.(\d)", one.article)
            assert match or decree, one
            places.append(POINTS.index(match[1]) if match else 100 + int(decree[1]) if decree else -1)
    assert places == sorted(places)


def test_how_many_there_are() -> None:
    assert [clause_set(clause).bit_count() for clause in (1, 2, 3, 4, 5)] == [10, 6, 29, 10, 4]
    assert len(TITLES) == 54
    assert [one.bit for one in TITLES] == list(range(54))
    assert len({one.slug for one in TITLES}) == len(TITLES)


def test_sets_and_words_are_one_thing() -> None:
    bits = category_set(["near_poor", "employee"])
    assert bits == 1 | 1 << CATEGORY["near_poor"].bit
    assert category_slugs(bits) == ("employee", "near_poor")
    assert title_slugs(title_set(["student", "pensioner"])) == ("pensioner", "student")
    assert clause_set(1, 2, 3, 4, 5) == 2**59 - 1


def test_a_strange_word_is_told() -> None:
    with pytest.raises(BadInput, match="no category 'rich'"):
        category_named("rich")
    with pytest.raises(BadInput, match="no title 'king'"):
        title_named("king")


def test_the_payers_sum_to_the_premium() -> None:
    assert [identity.parts for identity in OUTCOME.identities] == [PAYERS]
    assert len(PAYERS) == 6
