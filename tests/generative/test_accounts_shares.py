"""Shares of split communes: whole people, exact sums, the same in the engine and in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.accounts.out_table import Cells, OutTable
from toandan.accounts.placing import apportioned
from toandan.accounts.yearago import interval, moved
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.errors import IdentityBroken
from toandan.values.share import apportion

OLD = date(2025, 6, 30)
weights = st.lists(st.integers(1, 9), min_size=2, max_size=5)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def _parts(numbers: list[int]) -> pa.Table:
    """One old commune split into parts by these weights."""
    return pa.table(
        {
            "vintage": [OLD] * len(numbers),
            "commune_code": ["old"] * len(numbers),
            "to_code": [f"part {n}" for n in range(len(numbers))],
            "targets_n": [len(numbers)] * len(numbers),
            "share_num": numbers,
            "share_den": [sum(numbers)] * len(numbers),
        }
    )


@given(total=st.integers(0, 5000), numbers=weights)
@settings(max_examples=25, deadline=None)
def test_the_engine_apportions_as_plain_python_does(engine: Engine, total: int, numbers: list[int]) -> None:
    totals = pa.table({"vintage": [OLD], "commune_code": ["old"], "people_n": [total]})
    made = apportioned(engine.table_of("totals", totals), engine.table_of("parts", _parts(numbers)))
    rows = engine.fetch(made.order_by("to_code")).to_pylist()
    assert [row["part_n"] for row in rows] == apportion(total, numbers)
    assert [row["first_n"] for row in rows] == [0, *(row["end_n"] for row in rows[:-1])]
    assert rows[-1]["end_n"] == total


def _cells(people: list[int], seed: int) -> Cells:
    """One old commune and a whole one beside it, a cell for each number, in any order of their ages."""
    ages = Random(seed).sample(range(len(people)), len(people))  # noqa: S311 - a drawn order, no secret
    rows = {
        "commune_code": ["old"] * len(people) + ["whole"],
        "group_code": ["GD"] * len(people) + ["HS"],
        "sex": ["male"] * len(people) + ["female"],
        "age": [*ages, 200],
        "participants_n": [*(people[age] for age in ages), 7],
    }
    return OutTable.of(pa.table(rows)).cells


@given(people=st.lists(st.integers(0, 40), min_size=1, max_size=12), numbers=weights, seed=st.integers(0, 9))
def test_cells_are_shared_out_without_loss(people: list[int], numbers: list[int], seed: int) -> None:
    """The parts have exactly their people, every cell exactly its own, whatever order the rows stand in."""
    codes = [f"part {n}" for n in range(len(numbers))]
    shares = {code: Fraction(number, sum(numbers)) for code, number in zip(codes, numbers, strict=True)}
    made, split = moved(_cells(people, seed), {"old": shares, "whole": {"whole still": Fraction(1)}})
    by = [made.coded("commune_code"), made.coded("age")]
    sums = {key: counts["participants_n"] for key, counts in made.sums(by, ["participants_n"])}
    assert sums.pop(("whole still", 200)) == 7
    assert all(people_n >= 0 for people_n in sums.values())
    parts = apportion(sum(people), numbers)
    assert [sum(n for (code, _), n in sums.items() if code == part) for part in codes] == parts
    assert [sum(n for (_, age), n in sums.items() if age == one) for one in range(len(people))] == people
    assert split == {"old": dict(zip(codes, parts, strict=True))}
    again, _ = moved(_cells(people, seed + 1), {"old": shares, "whole": {"whole still": Fraction(1)}})
    by = [again.coded("commune_code"), again.coded("age")]
    told = {key: counts["participants_n"] for key, counts in again.sums(by, ["participants_n"])}
    assert told == sums | {("whole still", 200): 7}


def test_a_commune_the_map_does_not_have_is_refused() -> None:
    """Its people would be missing from the year before."""
    with pytest.raises(IdentityBroken, match="1 communes"):
        moved(_cells([3], 0), {"old": {"part 0": Fraction(1)}})


@given(
    parts=st.dictionaries(
        st.sampled_from(["a", "b"]),
        st.dictionaries(st.sampled_from(["x", "y", "z"]), st.integers(0, 9), min_size=2),
        max_size=2,
    ),
    communes=st.sets(st.sampled_from(["x", "y", "z"])),
    certain=st.integers(0, 9),
)
def test_the_interval_holds_the_estimate(
    parts: dict[str, dict[str, int]], communes: set[str], certain: int
) -> None:
    """It holds what is certain and never more than everybody; the whole area is certain."""
    counted = certain + sum(n for people in parts.values() for code, n in people.items() if code in communes)
    low, high = interval(parts, communes, counted)
    assert certain <= low <= counted <= high
    everybody = certain + sum(sum(people.values()) for people in parts.values())
    assert interval(parts, {"x", "y", "z"}, everybody) == [everybody, everybody]
