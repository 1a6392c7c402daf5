"""The counter: one compiled chain, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.facts import facts, outcome, outcomes

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput
from toandan.lawbook.apply import with_reform
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.lawbook.version import LAW
from toandan.pipeline.counter import Counter, chain
from toandan.registers.columns import arrow_schema
from toandan.rules.decided import decided
from toandan.rules.law_rows import law_rows
from toandan.schemas.explanation_codes import EXPLANATION, EXPLANATIONS
from toandan.schemas.facts import FACTS, OUTCOME

DAY = date(2026, 7, 1)
PEOPLE: list[dict[str, Any]] = [
    {"member_n": 1},
    {"titles": ["employee", "deputy"], "wage_vnd": 7_654_321},
    {"living": "near_poor", "province_code": "15", "birth_date": None},
    {"titles": ["student"], "living": None, "chosen": "household"},
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Embedded]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    opened = Counter.open(shipped())
    yield opened
    opened.close()


def test_the_outcome_is_the_declared_table(counter: Counter) -> None:
    found = counter.decide(facts(DAY, PEOPLE[:3]))
    assert found.column_names == list(OUTCOME.names)
    assert found.schema.types == arrow_schema(OUTCOME).types
    codes = {code for row in found.to_pylist() for code in row["codes"].split()}
    assert codes <= EXPLANATION.keys()


def test_the_counter_and_the_country_run_the_same_chain(engine: Embedded, counter: Counter) -> None:
    rows = law_rows(tables_of(shipped()))
    asked = facts(DAY, PEOPLE)
    tables = [
        engine.table_of(name, one)
        for name, one in {
            "people": asked,
            "at": rows.periods,
            "of": rows.provinces,
            "said": rows.words,
        }.items()
    ]
    country = engine.fetch(decided(*tables)).sort_by("person_id").to_pylist()
    assert [row["codes"].count("choice_not_open") for row in country] == [0, 0, 0, 1]
    at_counter = counter.decide(asked.slice(0, 3)).sort_by("person_id").to_pylist()
    assert country[:3] == at_counter


def test_it_answers_again_and_again(counter: Counter) -> None:
    first, second = outcome(counter, DAY, member_n=2), outcome(counter, DAY, member_n=1)
    assert (first["person_vnd"], second["person_vnd"]) == (79_695, 113_850)
    assert outcomes(counter, DAY, []) == []


def test_a_day_before_the_law_is_refused(counter: Counter) -> None:
    with pytest.raises(BadInput, match="2018-06-30"):
        outcome(counter, date(2018, 6, 30))


def test_a_choice_the_law_does_not_open_is_refused(counter: Counter) -> None:
    with pytest.raises(BadInput, match="household"):
        outcome(counter, DAY, titles=["student"], chosen="household")
    with pytest.raises(BadInput, match="near_poor"):
        outcome(counter, DAY, chosen="near_poor")


def test_a_person_asked_twice_is_refused(counter: Counter) -> None:
    with pytest.raises(BadInput, match="twice"):
        outcomes(counter, DAY, [{"person_id": "an"}, {"person_id": "an"}])


def test_a_proposal_is_another_law_beside_this_one(counter: Counter) -> None:
    """Students at 70 percent are a proposal; the law in force stays as it is."""
    proposed = with_reform(shipped(), LAW / "reforms" / "students-70-and-farm-95.yaml")
    day = date(2027, 12, 31)
    beside = Counter.open(proposed)
    assert outcome(beside, day, titles=["student"])["state_share"] == 70
    assert outcome(counter, day, titles=["student"])["state_share"] == 50
    beside.close()


def test_every_explanation_is_said_in_both_languages_with_its_article() -> None:
    assert len(EXPLANATION) == len(EXPLANATIONS)
    assert all(one.sentence and one.sentence_vi and one.article for one in EXPLANATIONS)


def test_every_code_of_the_chain_is_declared_and_every_declared_code_is_given() -> None:
    """Read from the files of the rules: texts that look like codes, beside those that are declared."""
    folder = Path(LAW).parent / "rules"
    written = " ".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    made = {"missing_wage", "missing_pension", "missing_benefit"} | {
        code for code in EXPLANATION if code.startswith(("ladder_", "paid_by_", "cover_"))
    }
    assert sorted(code for code in EXPLANATION.keys() - made if f'"{code}"' not in written) == []


def test_the_chain_holds_no_figure_of_the_law() -> None:
    """Another base salary in the rows is another premium, without another chain."""
    rows = law_rows(tables_of(shipped()))
    other = law_rows(tables_of(with_reform(shipped(), LAW / "reforms" / "premium-5-1-from-2027.yaml")))
    given = arrow_schema(FACTS)
    assert chain(given, rows).equals(chain(given, other))
