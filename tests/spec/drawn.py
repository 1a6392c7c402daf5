"""Tables drawn in a test: a small table in, a small table out.

A drawing has a line of column names and a line per row, cells between bars. A dash is an
empty cell. Columns named
``*_n``, ``age`` and the parts of a fraction hold whole numbers; those of days hold dates; ``is_*`` and
``has_*`` truths; ``person_id``, ``national_id``, ``insurance_no`` the keyed id of whoever is
named. Everything else is text, and ``''`` is the empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pyarrow as pa
from ibis.expr.types import Table
from tests.builders import number, person

from toandan.engine import Engine

EMPTY = "-"
NOTHING = "''"
DAYS = {"vintage", "birth_date", "cover_start", "cover_end", "paid_on", "residence_from", "died_on"}
ARROW = {
    int: pa.int64(),
    date: pa.date32(),
    bool: pa.bool_(),
    str: pa.string(),
    UUID: pa.uuid(),
}
type Row = dict[str, Any]


def kind_of(column: str) -> type:
    """What a column of that name holds."""
    if column.endswith(("_n", "_num", "_den")) or column == "age":
        return int
    if column in DAYS:
        return date
    if column.startswith(("is_", "has_", "in_")) or column == "carried":
        return bool
    return UUID if column in {"person_id", "national_id", "given_id", "linked_id", "insurance_no"} else str


def _uuid(column: str, text: str) -> UUID:
    is_number = column == "insurance_no" or text.startswith("no.")
    return number(text.removeprefix("no.")) if is_number else person(text)


def cell(column: str, text: str) -> Any:
    """The value a cell spells."""
    if text == EMPTY:
        return None
    readers: dict[type, Callable[[str], Any]] = {
        int: int,
        date: date.fromisoformat,
        bool: lambda word: word == "yes",
        str: lambda word: "" if word == NOTHING else word,
        UUID: lambda word: _uuid(column, word),
    }
    return readers[kind_of(column)](text)


def rows(drawing: str, **constant: Any) -> list[Row]:
    """The rows of a drawing, each with the constant columns too."""
    lines = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    split = [[part.strip() for part in line.strip("|").split("|")] for line in lines]
    names = split[0]
    return [
        constant | {name: cell(name, text) for name, text in zip(names, line, strict=True)}
        for line in split[1:]
    ]


def arrow(made: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows as an Arrow table, typed by the names of the columns."""
    return pa.table({name: _column(name, [row[name] for row in made]) for name in made[0]})


def _column(name: str, values: list[Any]) -> pa.Array:
    if kind_of(name) is UUID:
        raw = pa.array([None if value is None else value.bytes for value in values], pa.binary(16))
        return pa.ExtensionArray.from_storage(pa.uuid(), raw)
    return pa.array(values, ARROW[kind_of(name)])


def table(engine: Engine, name: str, drawing: str, **constant: Any) -> Table:
    """A drawing as a table of the engine."""
    return engine.table_of(name, arrow(rows(drawing, **constant)))


def same(engine: Engine, made: Table, drawing: str) -> None:
    """Assert that a table holds exactly the drawn rows in the drawn columns, in any order."""
    expected = rows(drawing)
    names = list(expected[0])
    found = engine.fetch(made.select(*names)).to_pylist()
    assert sorted(_told(row, names) for row in found) == sorted(_told(row, names) for row in expected)


def _told(row: Row, names: Sequence[str]) -> list[str]:
    return [f"{name}: {row[name]}" for name in names]
