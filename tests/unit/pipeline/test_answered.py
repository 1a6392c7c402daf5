"""Nobody is lost on the way through the rules: a day without law is refused, a person lost breaks the count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from tests.facts import facts

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.errors import BadInput, IdentityBroken
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.pipeline.answered import check_answered
from toandan.pipeline.proposals import difference as proposals
from toandan.rules.figure_rows import figure_rows, with_figures

DAY, BEFORE = date(2026, 7, 1), date(2018, 6, 30)


@pytest.fixture(scope="module")
def engine() -> Iterator[Embedded]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def _two(*days: date) -> pa.Table:
    people: list[dict[str, Any]] = [{"person_id": f"p{n}", "day": day} for n, day in enumerate(days)]
    return facts(DAY, people)


def test_as_many_as_were_asked_about_is_what_must_be_answered() -> None:
    check_answered(0, 0)
    check_answered(3, 3)
    with pytest.raises(IdentityBroken, match="3 people were asked about and 2 answered") as broken:
        check_answered(3, 2)
    assert "hỏi về 3 người" in broken.value.text("vi")


def test_a_comparison_over_a_day_without_law_is_refused_whoever_else_is_asked(engine: Embedded) -> None:
    people = engine.table_of("before", _two(BEFORE, DAY))
    with pytest.raises(BadInput, match="the law of 2018-06-30 is not kept here"):
        proposals.difference(engine, people, shipped(), shipped())


def test_a_comparison_that_loses_somebody_gives_nothing_out(
    engine: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = engine.table_of("two", _two(DAY, DAY))
    compared = proposals.compared

    def lossy(*asked: Any) -> Any:
        return compared(*asked).filter(lambda rows: rows.person_id != "p0")

    monkeypatch.setattr(proposals, "compared", lossy)
    with pytest.raises(IdentityBroken, match="2 people were asked about and 1 answered"):
        proposals.difference(engine, people, shipped(), shipped())


def test_a_day_before_the_first_figures_keeps_its_row(engine: Embedded) -> None:
    figures = engine.table_of("figures", figure_rows(tables_of(shipped())))
    rows = engine.fetch(with_figures(engine.table_of("days", _two(BEFORE, DAY)), figures)).to_pylist()
    found = {row["person_id"]: row["base_salary_vnd"] for row in rows}
    assert found == {"p0": None, "p1": 2_530_000}
