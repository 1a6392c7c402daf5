"""A question compiled once: its plan is kept, its rows are not."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
import pyarrow as pa
import pytest

from toandan.engine.compiled import Compiled, compiled

GIVEN = pa.schema([("person", pa.string()), ("member", pa.int64())])
WORDS = pa.table({"member": pa.array([1, 2], pa.int64()), "word": ["first", "second"]})


@pytest.fixture
def query() -> Iterator[Compiled]:
    people = ibis.table(ibis.Schema.from_pyarrow(GIVEN), name="people")
    words = ibis.table(ibis.Schema.from_pyarrow(WORDS.schema), name="words")
    questions = {
        "named": people.inner_join(words, "member").select("person", "word"),
        "counted": people.aggregate(people_n=people.count()),
    }
    opened = compiled(questions, asked="people", given=GIVEN, fixed={"words": WORDS})
    yield opened
    opened.close()


def _rows(*members: int) -> pa.Table:
    return pa.Table.from_pylist(
        [{"person": f"p{n}", "member": member} for n, member in enumerate(members)], schema=GIVEN
    )


def test_every_call_answers_for_its_own_rows_alone(query: Compiled) -> None:
    assert query.ask("named", _rows(2, 1))["word"].to_pylist() == ["second", "first"]
    assert query.ask("counted", _rows(1, 1, 9)).to_pylist() == [{"people_n": 3}]
    assert query.ask("named", _rows(1))["word"].to_pylist() == ["first"]
    nobody = query.ask("named", _rows())
    assert (nobody.num_rows, nobody.column_names) == (0, ["person", "word"])


def test_no_row_stays_in_the_session(query: Compiled) -> None:
    query.ask("named", _rows(1, 2))
    assert query._connection.execute('SELECT count(*) FROM "people"').fetchall() == [(0,)]


def test_rows_of_another_shape_leave_the_next_call_as_it_was(query: Compiled) -> None:
    with pytest.raises(KeyError):
        query.ask("named", pa.table({"person": ["p0"]}))
    assert query.ask("named", _rows(1))["word"].to_pylist() == ["first"]


def test_the_plan_is_kept_between_calls(query: Compiled) -> None:
    """A temporary table hides one of the same name: a statement planned anew would read it and find nobody."""
    query.ask("named", _rows(1))
    query._connection.execute('CREATE TEMP TABLE "words" AS SELECT * FROM main."words" WHERE false')
    fresh = "SELECT word FROM (SELECT 1 AS member) JOIN words USING (member)"
    assert query._connection.execute(fresh).fetchall() == []
    assert query.ask("named", _rows(1))["word"].to_pylist() == ["first"]
