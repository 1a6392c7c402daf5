"""Every worked case of a single rule comes out as the file says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.law.rule_cases import RULES, Case, Row, cases, computed
from tests.repo.tree import PACKAGE

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.schemas.explanation_codes import EXPLANATIONS
from toandan.schemas.rule_codes import RULE_EXPLANATIONS

CASES = cases()
DIGIT = re.compile(r"[0-9]")
DECLARED = {one.code for one in (*EXPLANATIONS, *RULE_EXPLANATIONS)}


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
    assert {row["code"] for row in found.values() if row.get("code")} <= DECLARED
    assert [wrong for one in chosen for wrong in _wrong(one, found[one.id])] == []


def test_cases_can_be_read_by_people() -> None:
    assert len({one.id for one in CASES}) == len(CASES) >= 250
    assert {one.rule for one in CASES} == RULES.keys()
    assert [
        one.id for one in CASES if not one.expected or len(one.why) <= 10 or not DIGIT.search(one.article)
    ] == []


def test_every_code_is_declared_once_and_written_in_a_rule() -> None:
    codes = [one.code for one in (*EXPLANATIONS, *RULE_EXPLANATIONS)]
    assert len(codes) == len(set(codes))
    text = "".join(path.read_text("utf-8") for path in (PACKAGE / "rules").glob("*.py"))
    assert [one.code for one in RULE_EXPLANATIONS if f'"{one.code}"' not in text] == []


def _wrong(case: Case, found: Row) -> list[str]:
    return [
        f"{case.id}: {name} is {found[name]}, expected {value} ({case.article})"
        for name, value in case.expected.items()
        if found[name] != value
    ]
