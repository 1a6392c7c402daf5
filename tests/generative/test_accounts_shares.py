"""Shares of split communes: whole people, exact sums, the same in the engine and in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.accounts.placing import apportioned
from toandan.accounts.yearago import interval, participants_on
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
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


@given(cells=st.lists(st.integers(1, 40), min_size=1, max_size=12), numbers=weights)
@settings(max_examples=15, deadline=None)
def test_cells_are_shared_out_without_loss(engine: Engine, cells: list[int], numbers: list[int]) -> None:
    """The parts have exactly their people, and every cell exactly its own."""
    rows = pa.table(
        {
            "vintage": [OLD] * len(cells),
            "commune_code": ["old"] * len(cells),
            "group_code": ["GD"] * len(cells),
            "sex": ["male"] * len(cells),
            "age": list(range(len(cells))),
            "participants_n": cells,
        }
    )
    made = participants_on(
        engine.table_of("cells", rows), engine.table_of("parts", _parts(numbers)), most_parts=5
    )
    by_part: Counter[str] = Counter()
    by_age: Counter[int] = Counter()
    for row in engine.fetch(made).to_pylist():
        assert row["participants_n"] >= 0
        by_part[row["commune_code"]] += row["participants_n"]
        by_age[row["age"]] += row["participants_n"]
    assert [by_part[f"part {n}"] for n in range(len(numbers))] == apportion(sum(cells), numbers)
    assert [by_age[age] for age in range(len(cells))] == cells


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
