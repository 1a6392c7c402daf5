"""The fast rules in the shape the comparison reads: people in, one outcome each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa
from tests.generative.law_comparison import Reading
from tests.reference.law_twin.person import Person

from toandan.pipeline.counter import OUTCOMES, Counter
from toandan.registers.columns import arrow_schema
from toandan.rules.chain import OUTCOME_SETS
from toandan.schemas.facts import FACTS
from toandan.schemas.set_columns import CATEGORY_SETS, TITLE_SETS


def row_of(person: Person) -> dict[str, Any]:
    """The facts of a person as a row, sets in their columns."""
    sets = ("titles", "titles_unknown")
    return asdict(person) | {
        column: value
        for name in sets
        for column, value in TITLE_SETS.row(name, getattr(person, name)).items()
    }


def whole(row: Mapping[str, Any]) -> dict[str, Any]:
    """An outcome with every set as one number."""
    return dict(row) | {name: CATEGORY_SETS.bits(row, name) for name in OUTCOME_SETS}


def fast_reading(counter: Counter) -> Reading:
    """The chain of rules as a counter has it compiled, over the law that ships."""

    def reading(people: Sequence[Person]) -> dict[str, dict[str, Any]]:
        facts = pa.Table.from_pylist([row_of(person) for person in people], schema=arrow_schema(FACTS))
        return {row["person_id"]: whole(row) for row in counter._query.ask(OUTCOMES, facts).to_pylist()}

    return reading
