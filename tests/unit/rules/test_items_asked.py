"""The law of the days and provinces asked, looked up once for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest

from toandan.engine import Embedded, open_engine
from toandan.engine.session import Settings
from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.rules.decided import law_asked
from toandan.rules.each import each
from toandan.rules.law_rows import law_rows
from toandan.rules.local_support import items_asked

EVE, DAY = date(2025, 12, 31), date(2026, 7, 1)
ROWS = [(DAY, "15"), (EVE, "15"), (DAY, None), (DAY, "00"), (DAY, "15")]


@pytest.fixture(scope="module")
def engine() -> Iterator[Embedded]:
    with open_engine(Settings(threads=1)) as opened:
        opened.table_of(
            "asked",
            pa.table(
                {
                    "day": pa.array([day for day, _ in ROWS], pa.date32()),
                    "province_code": pa.array([code for _, code in ROWS], pa.string()),
                }
            ),
        )
        yield opened


def test_each_value_is_there_once_and_nothing_stands_for_none(engine: Embedded) -> None:
    codes = engine.fetch(each(engine.backend.table("asked", database="temp.main").province_code))
    assert sorted(codes["province_code"].to_pylist()) == ["00", "15"]


def test_the_law_of_each_day_is_there_once(engine: Embedded) -> None:
    periods = engine.table_of("periods", law_rows(tables_of(shipped())).periods)
    found = engine.fetch(law_asked(engine.backend.table("asked", database="temp.main"), periods))
    salaries = dict(zip(found["day"].to_pylist(), found["base_salary_vnd"].to_pylist(), strict=True))
    assert salaries == {EVE: 2_340_000, DAY: 2_530_000}


def test_every_province_has_a_row_and_items_only_where_and_while_they_hold(engine: Embedded) -> None:
    """Lào Cai's items begin on 1 January 2026; nobody is lost whose province is not known or has none."""
    provinces = engine.table_of("provinces", law_rows(tables_of(shipped())).provinces)
    found = engine.fetch(items_asked(engine.backend.table("asked", database="temp.main"), provinces))
    meant = {(row["day"], row["province"]): row["categories_1"] for row in found.to_pylist()}
    assert len(meant) == found.num_rows
    assert meant.keys() == {(day, code) for day in (EVE, DAY) for code in ("", "00", "15")}
    assert [key for key, categories in meant.items() if categories] == [(DAY, "15")]
