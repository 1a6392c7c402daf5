"""People and what the law says of them, for the tests of the rules: everything known and false unless said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from toandan.pipeline.counter import Counter
from toandan.registers.columns import arrow_schema
from toandan.schemas.facts import FACTS
from toandan.schemas.set_columns import TITLE_SETS, categories_of
from toandan.schemas.table import Kind
from toandan.schemas.titles import title_set

type Row = dict[str, Any]
SETS = ("titles", "titles_unknown")
ADULT = date(1986, 3, 10)
PLAIN: Row = {
    "birth_date": ADULT,
    "province_code": "01",
    "commune_code": "00004",
    "is_permanent": True,
    "is_ethnic_minority": False,
    "living": "none",
    "place_left_known": True,
    "months": 1,
    "chosen": "",
    "household_id": "household",
    **{
        column.name: False
        for column in FACTS.columns
        if column.kind is Kind.BOOL and column.name.startswith("place_") and column.name != "place_left_known"
    },
}


def facts(day: date, people: Iterable[Mapping[str, Any]]) -> pa.Table:
    """The facts table of some people on a day; titles as words, what is not said as in ``PLAIN``."""
    rows = [_row(day, number, person) for number, person in enumerate(people)]
    return pa.Table.from_pylist(rows, schema=arrow_schema(FACTS))


def outcomes(counter: Counter, day: date, people: Iterable[Mapping[str, Any]]) -> list[Row]:
    """What the law says of them, in their order; sets of categories as words."""
    asked = facts(day, people)
    found = {row["person_id"]: _worded(row) for row in counter.decide(asked).to_pylist()}
    return [found[person] for person in asked["person_id"].to_pylist()]


def outcome(counter: Counter, day: date, **person: Any) -> Row:
    """What the law says of one person."""
    return outcomes(counter, day, [person])[0]


def _row(day: date, number: int, person: Mapping[str, Any]) -> Row:
    row: Row = {"person_id": f"person {number}", "day": day} | PLAIN | dict(person)
    unknown = set(row) - set(FACTS.names)
    assert not unknown, f"no fact is called {sorted(unknown)}"
    for name in SETS:
        row |= TITLE_SETS.row(name, title_set(row.get(name, ())))
    return row


def _worded(row: Row) -> Row:
    sets = ("fits", "unknown", "may_choose", "missing")
    return row | {name: categories_of(row, name) for name in sets}
