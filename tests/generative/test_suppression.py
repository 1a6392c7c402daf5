"""No hidden count can be computed from what is published, whatever the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.reference.attacker import bounds, domain

from toandan.reports.suppression.protect import protect
from toandan.reports.suppression.system import Hidden, Key, Mark, System

COUNT = st.one_of(st.integers(0, 6), st.integers(0, 40))


def table(rows: Sequence[Sequence[int]]) -> System:
    """A table with its row totals, column totals and whole total, which are counts like the others."""
    counts: dict[Key, int] = {}
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            counts["t", str(at), str(column)] = value
        counts["t", str(at), "all"] = sum(row)
    names = [str(column) for column in range(len(rows[0]))]
    for name in [*names, "all"]:
        counts["total", "", name] = sum(counts["t", str(at), name] for at in range(len(rows)))
    equations = [
        *(
            {("t", str(at), "all"): -1} | {("t", str(at), name): 1 for name in names}
            for at in range(len(rows))
        ),
        {("total", "", "all"): -1} | {("total", "", name): 1 for name in names},
        *(
            {("total", "", name): -1} | {("t", str(at), name): 1 for at in range(len(rows))}
            for name in [*names, "all"]
        ),
    ]
    return System(counts, tuple(equations), cost={key: 50.0 for key in counts if key[0] == "total"})


def small_are_hidden(system: System, hidden: Hidden, threshold: int) -> bool:
    """Whether every small count is."""
    return all(key in hidden.marks for key, value in system.counts.items() if 0 < value < threshold)


@given(
    rows=st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(COUNT, min_size=n, max_size=n), min_size=1, max_size=5)
    ),
    threshold=st.sampled_from([3, 5, 10]),
)
@settings(max_examples=40, deadline=None)
def test_no_integer_programme_finds_a_hidden_count(rows: list[list[int]], threshold: int) -> None:
    system = table(rows)
    hidden = protect(system, threshold)
    assert small_are_hidden(system, hidden, threshold)
    for key in hidden.marks:
        if any(system.counts.values()):
            low, high = bounds(system, hidden, key)
            assert low <= system.counts[key] <= high
            assert low < high


def worlds(rows: Sequence[Sequence[int]], hidden: Hidden, *, most: int) -> Iterator[System]:
    """Every table that would bear the same marks, with no cell above ``most``: by trying all."""
    told = table(rows)
    ranges = []
    for at, row in enumerate(rows):
        for column in range(len(row)):
            low, high = domain(told, hidden, ("t", str(at), str(column)))
            ranges.append(range(low, min(high, most) + 1))
    width = len(rows[0])
    for cells in product(*ranges):
        world = table([cells[at : at + width] for at in range(0, len(cells), width)])
        limits = {key: domain(told, hidden, key) for key in told.counts}
        if all(low <= world.counts[key] <= high for key, (low, high) in limits.items()):
            yield world


@given(rows=st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=20, deadline=None)
def test_trying_every_world_finds_no_hidden_count(rows: list[list[int]]) -> None:
    system = table(rows)
    hidden = protect(system, 5)
    assume(hidden.marks)
    found = list(worlds(rows, hidden, most=8))
    assert any(world.counts == system.counts for world in found)
    for key in hidden.marks:
        assert len({world.counts[key] for world in found}) > 1


def test_the_attacker_finds_what_is_hidden_alone() -> None:
    """The attacker works: a small count hidden without company is computed from the row."""
    system = table([[3, 40, 50], [20, 30, 60], [70, 80, 90]])
    alone = Hidden({("t", "0", "0"): Mark.SMALL}, 5)
    assert bounds(system, alone, ("t", "0", "0")) == (3, 3)
    found = list(worlds([[3, 40, 50], [20, 30, 60], [70, 80, 90]], alone, most=90))
    assert [world.counts["t", "0", "0"] for world in found] == [3]


@given(rows=st.lists(st.lists(COUNT, min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_nothing_is_hidden_where_nothing_is_small_and_twice_is_once(rows: list[list[int]]) -> None:
    system = table(rows)
    assert protect(system, 0).marks == {}
    assert protect(system, 5) == protect(system, 5)
    if not any(0 < value < 5 for value in system.counts.values()):
        assert protect(system, 5).marks == {}
