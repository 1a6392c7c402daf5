"""The fast rules in the shape the comparison reads: people in, one outcome each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa
from tests.generative.law_comparison import Reading
from tests.reference.law_twin.person import Person

from toandan.pipeline.counter import OUTCOMES, Counter
from toandan.registers.columns import arrow_schema
from toandan.schemas.facts import FACTS


def fast_reading(counter: Counter) -> Reading:
    """The chain of rules as a counter has it compiled, over the law that ships."""

    def reading(people: Sequence[Person]) -> dict[str, dict[str, Any]]:
        facts = pa.Table.from_pylist([asdict(person) for person in people], schema=arrow_schema(FACTS))
        return {row["person_id"]: row for row in counter._query.ask(OUTCOMES, facts).to_pylist()}

    return reading
