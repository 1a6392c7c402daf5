"""Run with the widened package (``tests/reference/widened.py``): the fast rules beside the plain reading, as JSON.

Arguments: how many categories were added, and a file of pickled people who were drawn without them. They
are asked as they are, and once more with titles of the new categories.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from tests.reference.law_twin import cover, figures, money
from tests.reference.widened import added

SEED = 20_250_701


def taught(more: int) -> None:
    """The plain reading's own figures for the new categories: those of the categories they are modelled on."""
    for slug, model in added(more):
        for table in (figures.SUPPORT, figures.BEGINS):
            if model in table:
                table[slug] = table[model]  # type: ignore[assignment]
    for module, name in ((money, "WAGE_EARNERS"), (money, "SHARED"), (cover, "BY_DECISION")):
        words: frozenset[str] = getattr(module, name)
        setattr(module, name, words | {slug for slug, model in added(more) if model in words})


def main() -> None:
    """Ask and print."""
    more, people = int(sys.argv[1]), pickle.loads(Path(sys.argv[2]).read_bytes())  # noqa: S301  (our own)
    taught(more)
    # Only now: these modules take the plain figures as they are when they are imported.
    from tests.generative.law_comparison import differences, plain  # noqa: PLC0415
    from tests.generative.law_fast import fast_reading  # noqa: PLC0415

    from toandan.lawbook.checks.run import findings  # noqa: PLC0415
    from toandan.lawbook.law import shipped  # noqa: PLC0415
    from toandan.pipeline.counter import Counter  # noqa: PLC0415
    from toandan.schemas.facts import FACTS, OUTCOME  # noqa: PLC0415

    titled = list(with_new_titles(people, more))
    counter = Counter.open(shipped())
    try:
        fast = fast_reading(counter)
        found = differences([*people, *titled], fast)
        said: dict[str, Any] = {
            "checks": [str(one) for one in findings(shipped())],
            "columns": [name for name in (*FACTS.names, *OUTCOME.names) if "_from_" in name],
            "differences": [one.told() for one in found[:3]],
            "outcomes": {key: in_text(row) for key, row in fast(people).items()},
            "paying": sorted({row["paying"] for row in plain(titled).values()}),
        }
    finally:
        counter.close()
    sys.stdout.write(json.dumps(said))


def in_text(row: Mapping[str, Any]) -> dict[str, str]:
    """An outcome as it is kept, sets of categories as their numbers."""
    return {name: str(value) for name, value in row.items() if "_from_" not in name}


def with_new_titles(people: list[Any], more: int) -> Iterator[Any]:
    """The people once more, most with one or two of the new titles known or not known."""
    from toandan.schemas.titles import TITLE  # noqa: PLC0415

    draw = Random(SEED)  # noqa: S311  (test data)
    new = [1 << TITLE[slug].number for slug, _ in added(more)]
    for person in people:
        held, unknown = (sum(draw.sample(new, draw.choice((0, 0, 1, min(2, more))))) for _ in range(2))
        yield replace(
            person,
            person_id=f"{person.person_id} titled",
            titles=person.titles | held,
            titles_unknown=(person.titles_unknown | unknown) & ~(person.titles | held),
        )


if __name__ == "__main__":
    main()
