"""Household by household at a counter, and everybody at once as a closing asks: the same answers to the last column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import batched

import pyarrow as pa
import pytest
from tests.facts import facts
from tests.generative.law_households import households
from tests.law.test_cases_of_people import CASES

from toandan.engine import open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.pipeline.counter import OUTCOMES, Counter
from toandan.registers.columns import arrow_schema
from toandan.rules.decided import decided
from toandan.rules.law_rows import law_rows
from toandan.schemas.facts import FACTS

SEED, HOUSEHOLDS, CASES_AT_ONCE = 20261125, 100, 4


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    opened = Counter.open(shipped())
    yield opened
    opened.close()


def asked() -> Iterator[pa.Table]:
    """Drawn households, then the worked cases of the law a few at a time, whatever their days."""
    for people in households(SEED, HOUSEHOLDS):
        yield pa.Table.from_pylist([asdict(person) for person in people], schema=arrow_schema(FACTS))
    for cases in batched(CASES, CASES_AT_ONCE):
        yield facts(cases[0].day, [case.facts | {"person_id": case.id, "day": case.day} for case in cases])


def country(everybody: pa.Table) -> pa.Table:
    """Everybody's outcome as a closing computes it, in the embedded engine with its optimiser."""
    rows = law_rows(tables_of(shipped()))
    with open_engine(Settings(threads=1)) as engine:
        tables = {
            "people": everybody,
            "periods": rows.periods,
            "provinces": rows.provinces,
            "words": rows.words,
        }
        return engine.fetch(decided(*(engine.table_of(name, table) for name, table in tables.items())))


def test_household_by_household_is_the_country_at_once(counter: Counter) -> None:
    tables = list(asked())
    one_by_one = pa.concat_tables([counter._query.ask(OUTCOMES, table) for table in tables])
    at_once = country(pa.concat_tables(tables))
    assert len(at_once) == sum(len(table) for table in tables) > 400
    assert one_by_one.sort_by("person_id").to_pylist() == at_once.sort_by("person_id").to_pylist()


def test_more_people_than_the_engine_takes_in_one_step_are_answered_too(counter: Counter) -> None:
    """The plan was made over an empty table: it has to hold for many rows, and for few after many."""
    drawn = [asdict(person) for people in households(SEED, 1_500) for person in people]
    everybody = pa.Table.from_pylist(drawn, schema=arrow_schema(FACTS))
    found = counter._query.ask(OUTCOMES, everybody)
    assert len(found) == len(everybody) > 3_000
    few = counter._query.ask(OUTCOMES, everybody.slice(0, 3)).to_pylist()
    by_person = {row["person_id"]: row for row in found.to_pylist()}
    assert [row == by_person[row["person_id"]] for row in few] == [True] * 3
