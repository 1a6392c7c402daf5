"""Which extracts are linked together."""

from __future__ import annotations

import pytest

from toandan.linkage import parts as module
from toandan.linkage.bucket import EVERYBODY, Bucket
from toandan.linkage.parts import Extract, Part, parts


@pytest.fixture(autouse=True)
def ten_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of at most ten rows."""
    monkeypatch.setattr(module, "ROWS_IN_ONE", 10)


def _extracts(**rows: int) -> list[Extract]:
    return [Extract(ground, rows_n) for ground, rows_n in rows.items()]


def test_whole_provinces_go_together_until_a_part_is_full() -> None:
    people, cards = _extracts(a=2, b=3, c=4, d=1), _extracts(d=1, c=3, b=3, a=2)
    assert parts(people, cards) == (
        Part((0, 1), (2, 3), EVERYBODY),
        Part((2, 3), (0, 1), EVERYBODY),
    )


def test_a_large_province_is_cut_into_ranges_of_people() -> None:
    assert parts(_extracts(a=2, b=20), _extracts(a=1, b=4)) == (
        Part((0,), (0,), EVERYBODY),
        *(Part((1,), (1,), Bucket(n, 3)) for n in range(3)),
    )


@pytest.mark.parametrize("cards", [{"a": 1, "b": 1}, {"a": 1}, {"all": 2}])
def test_registers_of_other_grounds_are_one_part(cards: dict[str, int]) -> None:
    assert parts(_extracts(a=1, c=1), _extracts(**cards)) == (
        Part((0, 1), tuple(range(len(cards))), EVERYBODY),
    )
