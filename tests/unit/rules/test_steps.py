"""Steps give on what later steps read or what is wanted, and nothing is missing in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import ibis
import pyarrow as pa
import pytest
from ibis.expr.types import Table

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.registers.columns import arrow_schema
from toandan.rules.chain import COVER, PAYERS, benefit_step, premium_step, province_step, who_steps
from toandan.rules.decided import dated, decided, law_asked, settled
from toandan.rules.law_rows import law_rows
from toandan.rules.law_shape import shape_of_periods
from toandan.rules.local_support import items_asked
from toandan.rules.steps import Step, run
from toandan.schemas.facts import FACTS

LAW = law_rows(tables_of(shipped()))


def unbound(schema: pa.Schema, name: str) -> Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


KNOWN, PERIODS = unbound(arrow_schema(FACTS), "facts"), unbound(LAW.periods.schema, "periods")
PROVINCES, WORDS = unbound(LAW.provinces.schema, "provinces"), unbound(LAW.words.schema, "words")


@pytest.fixture(scope="module")
def engine() -> Iterator[Embedded]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def doubled(rows: Table) -> Table:
    return rows.mutate(double_n=rows.people_n * 2, aside_n=rows.people_n)


def added(rows: Table) -> Table:
    return rows.mutate(sum_n=rows.double_n + rows.people_n)


DOUBLED = Step("doubled", doubled, reads=("people_n",), makes=("double_n", "aside_n"))
ADDED = Step("added", added, reads=("double_n", "people_n"), makes=("sum_n",))


def test_rows_come_out_with_just_what_is_wanted(engine: Embedded) -> None:
    rows = engine.table_of("rows", pa.table({"people_n": [1, 2], "place_7": ["a", "b"], "left_n": [0, 0]}))
    found = run(rows, (DOUBLED, ADDED), ("place_7", "sum_n"))
    assert engine.fetch(found).to_pylist() == [{"place_7": "a", "sum_n": 3}, {"place_7": "b", "sum_n": 6}]


def test_a_column_a_later_step_reads_and_does_not_state_is_missing_at_once() -> None:
    silent = replace(ADDED, reads=("double_n",))
    rows = ibis.table({"people_n": "int64"}, name="rows")
    with pytest.raises(AttributeError, match="people_n"):
        run(rows, (DOUBLED, silent), ("sum_n",))


def test_a_column_that_nobody_makes_is_named() -> None:
    rows = ibis.table({"people_n": "int64"}, name="rows")
    with pytest.raises(ValueError, match="what is handed in gives on no other_n"):
        run(rows, (DOUBLED,), ("other_n",))
    with pytest.raises(ValueError, match="doubled gives on no other_n"):
        run(rows, (replace(DOUBLED, makes=("double_n", "other_n")),), ("other_n",))


SHAPE = shape_of_periods(LAW.periods.column_names)
STEPS = (
    *who_steps(SHAPE),
    benefit_step(SHAPE),
    premium_step(SHAPE),
    COVER,
    province_step(items_asked(KNOWN, PROVINCES)),
    PAYERS,
)


@pytest.mark.parametrize("place", range(len(STEPS)), ids=[step.name for step in STEPS])
def test_every_step_of_the_law_states_all_that_it_reads(place: int) -> None:
    """With the columns it states and no others, it makes what it states."""
    step, rows = STEPS[place], dated(KNOWN, law_asked(KNOWN, PERIODS))
    for before in STEPS[:place]:
        rows = before.make(rows)
    assert set(step.makes) <= set(step.make(rows.select(*step.reads)).columns)


def test_a_column_of_the_law_that_nobody_named_is_an_error() -> None:
    more = unbound(LAW.periods.schema.append(pa.field("support_levels_by_age_1", pa.int64())), "periods")
    with pytest.raises(ValueError, match=r"columns of periods .*support_levels_by_age_1"):
        settled(KNOWN, more, ("person_id",))
    less = unbound(pa.schema([one for one in LAW.periods.schema if one.name != "support_set_2"]), "periods")
    with pytest.raises(ValueError, match=r"columns of periods .*support_set_2"):
        settled(KNOWN, less, ("person_id",))


def test_a_column_of_an_item_that_is_gone_is_an_error() -> None:
    less = unbound(pa.schema([one for one in LAW.provinces.schema if one.name != "level_bp_3"]), "provinces")
    with pytest.raises(ValueError, match=r"columns of provinces .*level_bp_3"):
        decided(KNOWN, PERIODS, less, WORDS)
