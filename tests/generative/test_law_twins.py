"""The fast rules and the plain reading of the law agree on households drawn at random."""

from __future__ import annotations

import platform
from collections import Counter as Tally
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.generative.law_comparison import differences, plain, shrunk
from tests.generative.law_fast import fast_reading
from tests.generative.law_households import households
from tests.reference.law_twin.person import Person

from toandan.lawbook.law import shipped
from toandan.pipeline.counter import Counter
from toandan.schemas.explanation_codes import EXPLANATION

BATCH, BATCHES = 2_000, 10
PROVED = 200_000
PAGE = Path(__file__).parents[2] / "docs" / "proof" / "law-two-readings.md"


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    opened = Counter.open(shipped())
    yield opened
    opened.close()


def _agree(counter: Counter, people: list[Person]) -> None:
    fast = fast_reading(counter)
    found = differences(people, fast)
    assert not found, f"{len(found)} people\n{shrunk(found[0], fast).told()}"


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=BATCHES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_both_readings_agree(counter: Counter, seed: int) -> None:
    _agree(counter, list(chain.from_iterable(households(seed, BATCH))))


@pytest.mark.prove
def test_both_readings_agree_on_many_more(counter: Counter) -> None:
    people, seen, said = 0, Tally[str](), Tally[str]()
    for seed in range(PROVED // BATCH):
        drawn = list(chain.from_iterable(households(seed, BATCH)))
        _agree(counter, drawn)
        people += len(drawn)
        answers = plain(drawn).values()
        seen.update(row["paying"] for row in answers)
        said.update(code for row in answers for code in row["codes"])
    PAGE.write_text(_page(people, seen, said), "utf-8")


def _page(people: int, seen: Tally[str], said: Tally[str]) -> str:
    return "\n".join(
        [
            "# The law read twice",
            "",
            "The rules of health insurance stand here twice: as fast columns over the law's data (`rules/`), and as slow",
            "plain Python with figures of its own (`tests/reference/law_twin`), written from the texts by somebody who had",
            "not seen the first. `make prove` draws households and lets both decide, to the last column and explanation",
            "code. Which code belongs to which plain answer (`codes.py`) was written later, by somebody who had seen both.",
            "",
            "| what | result |",
            "|---|---|",
            f"| households drawn | {PROVED:,} |",
            f"| people | {people:,} |",
            "| people the readings differ about | 0 |",
            f"| categories of payment met | {len(seen)} |",
            f"| rarest of them | {_rarest(seen)} |",
            f"| explanation codes met, of {len(EXPLANATION)} | {len(said)} |",
            f"| rarest of them | {_rarest(said)} |",
            f"| date | {datetime.now(UTC).date()} |",
            f"| machine | {platform.machine()}, Python {platform.python_version()} |",
            "",
            "What two readings cannot find is what both took from the same text wrongly: figures and readings marked",
            "`verified: false` stay so ([how the law is kept](../explanation/law.md)).",
            "",
        ]
    )


def _rarest(seen: Tally[str]) -> str:
    return ", ".join(f"{slug or 'none yet'} {n:,}" for slug, n in sorted(seen.items(), key=_by_count)[:8])


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return item[1], item[0]
