"""Every worked case of a single rule comes out as the file says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.law.rule_cases import RULES, Case, Row, cases, computed

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings

CASES = cases()


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A session of the real engine."""
    with open_engine(Settings(threads=1)) as opened:
        yield opened


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_case_comes_out_as_written(engine: Engine, rule: str) -> None:
    chosen = [one for one in CASES if one.rule == rule]
    found = computed(engine, rule, chosen)
    assert {one.id for one in chosen} == found.keys()
    assert [wrong for one in chosen for wrong in _wrong(one, found[one.id])] == []


def test_cases_can_be_read_by_people() -> None:
    assert len({one.id for one in CASES}) == len(CASES) >= 90
    assert {one.rule for one in CASES} == RULES.keys()
    assert all(one.expected and len(one.why) > 10 and "Art" in one.article for one in CASES)


def _wrong(case: Case, found: Row) -> list[str]:
    return [
        f"{case.id}: {name} is {found[name]}, expected {value} ({case.article})"
        for name, value in case.expected.items()
        if found[name] != value
    ]
