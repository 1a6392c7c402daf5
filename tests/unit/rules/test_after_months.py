"""Completing months: drawn days, and the counterpart of ``months_between`` over every day of three years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest

from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.rules.after_months import after_months, after_years, last_of
from toandan.rules.calendar import month_index, months_between

FIRST = date(2019, 12, 1)
DRAWN = [
    (date(2020, 2, 29), 12, date(2021, 3, 1)),
    (date(2020, 2, 29), 48, date(2024, 2, 29)),
    (date(2020, 1, 31), 1, date(2020, 3, 1)),
    (date(2020, 12, 15), 1, date(2021, 1, 15)),
    (date(2020, 11, 30), 3, date(2021, 3, 1)),
    (date(2020, 12, 31), 0, date(2020, 12, 31)),
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A session of the real engine."""
    with open_engine(Settings(threads=1)) as opened:
        yield opened


@pytest.mark.parametrize(("start", "months", "day"), DRAWN)
def test_the_day_on_which_months_are_complete(engine: Engine, start: date, months: int, day: date) -> None:
    rows = engine.table_of("drawn", pa.table({"start": [start]}))
    found = rows.select(day=after_months(rows.start, months), last=last_of(month_index(rows.start)))
    assert engine.fetch(found)["day"].to_pylist() == [day]


def test_it_is_the_first_day_with_so_many_whole_months(engine: Engine) -> None:
    starts = [FIRST + timedelta(days=n) for n in range(1200)]
    rows = engine.table_of("starts", pa.table({"start": starts}))
    spans = engine.table_of("spans", pa.table({"months": [0, 1, 6, 11, 12, 60, 72]}))
    rows = rows.cross_join(spans)
    rows = rows.mutate(day=after_months(rows.start, rows.months))
    eve = (rows.day - ibis.interval(days=1)).cast("date")
    wrong = rows.filter(
        (months_between(rows.start, rows.day) < rows.months)
        | (months_between(rows.start, eve) >= rows.months)
    )
    assert engine.count(wrong) == 0


def test_years_and_the_last_day_of_a_month(engine: Engine) -> None:
    rows = engine.table_of("leap", pa.table({"start": [date(2020, 2, 29)], "years": [5]}))
    found = rows.select(five=after_years(rows.start, rows.years), last=last_of(month_index(rows.start)))
    assert engine.fetch(found).to_pylist() == [{"five": date(2025, 3, 1), "last": date(2020, 2, 29)}]
