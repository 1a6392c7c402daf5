"""A planted mistake in one of the readings is found among random households and told for the plainest person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import pytest
from tests.generative.law_comparison import differences, plain, shrunk
from tests.generative.law_households import households
from tests.reference.law_twin.person import Person

type Row = dict[str, Any]
PEOPLE = list(chain.from_iterable(households(7, 150)))


def _with_mistake(mistake: Callable[[Row], Row]) -> Callable[[Sequence[Person]], dict[str, Row]]:
    """The plain reading in the shape of the fast one, with something wrong."""

    def reading(people: Sequence[Person]) -> dict[str, Row]:
        rows = plain(people)
        shaped = {key: row | {"codes": " ".join(sorted(row["codes"]))} for key, row in rows.items()}
        return {one.person_id: mistake(shaped[one.person_id]) for one in people}

    return reading


def _forgets_the_poor_commune(row: Row) -> Row:
    return row | ({"state_share": 70} if row["state_share"] == 100 else {})


def _takes_unknown_for_no(row: Row) -> Row:
    return row | {"unknown": row["unknown"] & ~(1 << 0)}


def test_the_same_reading_differs_nowhere() -> None:
    assert differences(PEOPLE, _with_mistake(lambda row: row)) == []


@pytest.mark.parametrize(
    ("mistake", "facts", "column"),
    [
        (
            _forgets_the_poor_commune,
            ["  living = near_poor", "  place_poor_commune = True"],
            "  state_share: fast 70, plain 100",
        ),
        (_takes_unknown_for_no, ["  titles_unknown = employee"], "  unknown: fast none, plain employee"),
    ],
)
def test_a_mistake_is_told_for_the_plainest_person(
    mistake: Callable[[Row], Row], facts: list[str], column: str
) -> None:
    reading = _with_mistake(mistake)
    found = differences(PEOPLE, reading)
    assert found
    told = shrunk(found[0], reading).told().splitlines()
    assert told[1:-2] == facts
    assert told[-1] == column
