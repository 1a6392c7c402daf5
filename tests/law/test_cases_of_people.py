"""The worked cases of people (law/cases without a ``rule``) come out of the whole chain as the files say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from tests.facts import outcomes

from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.lawbook.version import LAW
from toandan.lawbook.yaml_text import read
from toandan.pipeline.counter import Counter
from toandan.rules.law_rows import FIGURES
from toandan.schemas.facts import FACTS, OUTCOME
from toandan.schemas.table import Kind, Table

type Row = dict[str, Any]
FILES = {
    path.stem: file
    for path in sorted((LAW / "cases").glob("*.yaml"))
    if isinstance(file := read(path), dict) and "rule" not in file
}


@dataclass(frozen=True, slots=True)
class Case:
    """One person on a day, what is expected, where that is written and why."""

    id: str
    day: date
    facts: Row
    expected: Row
    article: str
    why: str


def _valued(table: Table, values: Row) -> Row:
    days = {column.name for column in table.columns if column.kind is Kind.DATE}
    return {
        name: date.fromisoformat(value) if name in days and value is not None else _plain(value)
        for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


CASES = [
    Case(
        one["id"],
        date.fromisoformat(one["day"]),
        _valued(FACTS, file["usual"] | one["facts"]),
        _valued(OUTCOME, one["expected"]),
        one["article"],
        one["why"],
    )
    for file in FILES.values()
    for one in file["cases"]
]


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Row]]:
    """What the rules say of every case, all asked at once."""
    counter = Counter.open(shipped())
    asked = [one.facts | {"person_id": one.id, "day": one.day} for one in CASES]
    made = outcomes(counter, CASES[0].day, asked)
    yield {row["person_id"]: row for row in made}
    counter.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_case_comes_out_as_written(found: dict[str, Row], case: Case) -> None:
    row = found[case.id]
    assert {name: row[name] for name in case.expected} == case.expected, f"{case.article}: {case.why}"
    if row["premium_month_vnd"] is not None:
        (identity,) = OUTCOME.identities
        assert row[identity.total] == sum(row[part] for part in identity.parts)


def test_cases_can_be_read_by_people() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 200
    assert all(case.expected and len(case.why) > 3 and case.article for case in CASES)


def test_every_change_of_a_figure_has_a_case_on_the_eve_and_on_the_day() -> None:
    """The figures the chain reads, from the first change on; and the categories' terms and existence."""
    asked = {case.day for case in CASES}
    rows = tables_of(shipped())
    figures = rows.figures.select(["law_start", *FIGURES]).to_pylist()
    changed = {
        later["law_start"]
        for before, later in pairwise(figures)
        if any(before[name] != later[name] for name in FIGURES)
    }
    changed |= {row["law_start"] for row in rows.categories.to_pylist()} - {figures[0]["law_start"]}
    changed |= {row["law_start"] for row in rows.local.to_pylist()}
    eves = {date.fromordinal(day.toordinal() - 1) for day in changed}
    assert sorted(changed - asked) == []
    assert sorted(eves - asked) == []
