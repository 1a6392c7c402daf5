"""More categories and titles than there are today: the package as a new decree would have it, edited and run."""

from __future__ import annotations

import json
import pickle
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from tests.generative.law_fast import fast_reading
from tests.generative.law_households import households
from tests.generative.widened_people import SEED, in_text
from tests.reference.law_twin.person import Person
from tests.reference.widened import added, run_widened, widened

from toandan.lawbook.law import shipped
from toandan.pipeline.counter import Counter

ASKED = 400
PEOPLE: list[Person] = list(islice(chain.from_iterable(households(SEED, ASKED)), ASKED))


@pytest.fixture(scope="module")
def today() -> dict[str, dict[str, str]]:
    """What the law says of the people today, as it is kept."""
    counter = Counter.open(shipped())
    found = {key: in_text(row) for key, row in fast_reading(counter)(PEOPLE).items()}
    counter.close()
    return found


def _asked(folder: Path, more: int) -> dict[str, Any]:
    people = folder / "people"
    people.write_bytes(pickle.dumps(PEOPLE))
    said: dict[str, Any] = json.loads(
        run_widened(widened(folder, more), "tests.generative.widened_people", str(more), str(people))
    )
    assert said["checks"] == []
    return said


# 59 categories and 54 titles stand in one column each; 69 and 64 in two, 139 and 134 in three.
@pytest.mark.parametrize(("more", "columns"), [(1, ()), (10, ("63",)), (80, ("63", "126"))])
def test_a_category_in_the_middle_changes_nothing_for_others_and_there_may_be_any_number(
    tmp_path: Path, today: dict[str, dict[str, str]], more: int, columns: tuple[str, ...]
) -> None:
    said = _asked(tmp_path, more)
    sets = ("titles", "titles_unknown", "fits", "unknown", "may_choose", "missing")
    assert said["columns"] == [f"{name}_from_{first}" for name in sets for first in columns]
    # The new categories are asked and paid under, and the plain reading agrees about everybody.
    assert said["differences"] == []
    assert set(said["paying"]) & {slug for slug, _ in added(more)}
    # Who has none of the new titles is answered as today, the numbers of every set of categories included.
    assert said["outcomes"] == today


def test_what_registers_state_worked_cases_and_a_closing_hold_with_80_more(tmp_path: Path) -> None:
    """The tests of the facts of residents, of the worked cases of the law and of a closing, in the wider package."""
    run_widened(
        widened(tmp_path, 80),
        *("pytest", "-n", "0", "-p", "no:cacheprovider"),
        "tests/generative/test_facts_twin.py",
        "tests/law/test_cases_of_people.py",
        "tests/unit/pipeline/test_close_household.py",
    )
