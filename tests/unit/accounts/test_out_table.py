"""A published table in memory: grouped and added up as the engine does, exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toandan.accounts.out_table import OutTable
from toandan.engine import Engine, open_engine
from toandan.engine.session import Settings
from toandan.errors import IdentityBroken

COMMUNES, GROUPS = ("02905", "02923", "10000"), ("", "GD", "HS")
row = st.tuples(
    st.sampled_from(COMMUNES), st.sampled_from(GROUPS), st.integers(0, 100), st.integers(0, 2**52)
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(Settings(threads=1)) as opened:
        yield opened


def _rows(rows: list[tuple[str, str, int, int]]) -> pa.Table:
    names = ("commune_code", "group_code", "age", "people_n")
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    kinds = (pa.string(), pa.string(), pa.int64(), pa.int64())
    return pa.table([pa.array(one, kind) for one, kind in zip(columns, kinds, strict=True)], names=names)


@given(rows=st.lists(row, max_size=30), inside=st.none() | st.sets(st.sampled_from([*COMMUNES, "20000"])))
@settings(max_examples=30, deadline=None)
def test_sums_are_those_of_the_engine(
    engine: Engine, rows: list[tuple[str, str, int, int]], inside: set[str] | None
) -> None:
    """In any order of rows, for any communes, for sums beyond what a float holds."""
    table = engine.table_of("drawn", _rows(rows))
    wanted = table if inside is None else table.filter(table.commune_code.isin([*inside, "none"]))
    grouped = wanted.group_by("group_code", "age").agg(people_n=wanted.people_n.sum().cast("int64"))
    expected = {(one["group_code"], one["age"]): one["people_n"] for one in engine.fetch(grouped).to_pylist()}
    cells = OutTable.of(_rows(rows)).cells
    found = cells.sums([cells.coded("group_code"), cells.coded("age")], ["people_n"], inside)
    assert {key: counts["people_n"] for key, counts in found} == expected


def test_rows_told_by_whether_they_hold_a_value() -> None:
    rows = [("02905", "", 1, 2), ("02905", "HS", 1, 3), ("02923", "GD", 1, 5), ("02923", "", 1, 7)]
    cells, found = OutTable.of(_rows(rows)).cells, defaultdict[bool, int](int)
    for (is_empty,), counts in cells.sums([cells.coded("group_code").equal("")], ["people_n"]):
        found[is_empty] = counts["people_n"]
    assert found == {True: 9, False: 8}
    assert cells.coded("group_code").equal("XX").codes.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "values",
    [
        [date(2025, 10, 31), date(1969, 12, 31), date(2025, 10, 31)],
        [Decimal("0.950000"), Decimal("4"), Decimal("0.95")],
        [3, -7, 1 << 40],
        ["b", "a", "ă"],
        [True, False, True],
    ],
    ids=["days", "decimals", "far apart", "texts", "truths"],
)
def test_columns_of_any_kind_keep_their_values_and_order(values: list[object]) -> None:
    coded = OutTable.of(pa.table({"x": values})).coded("x")
    assert [coded.values[code] for code in coded.codes] == values
    ranks = coded.ranks().tolist()
    assert sorted(range(3), key=lambda n: (ranks[n], n)) == sorted(range(3), key=lambda n: (values[n], n))


def test_a_number_that_is_missing_is_refused() -> None:
    with pytest.raises(IdentityBroken, match="1 rows of a published table lack a value"):
        OutTable.of(pa.table({"people_n": [1, None]})).numbers("people_n")
