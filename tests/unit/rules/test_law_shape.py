"""Laws that take turns under the same rules get the same columns."""

from __future__ import annotations

from dataclasses import replace

from toandan.lawbook.law import shipped
from toandan.lawbook.tables import tables_of
from toandan.rules.law_rows import LawRows, law_rows
from toandan.rules.law_shape import shape_of


def narrower(rows: LawRows) -> LawRows:
    """The law without its last level of support and without the last item of a province."""
    periods, provinces = rows.periods, rows.provinces
    gone = [name for name in periods.column_names if name.startswith("support_") and name.endswith("_4")]
    items = [name for name in provinces.column_names if name.endswith("_7")]
    assert gone
    assert items
    return replace(rows, periods=periods.drop_columns(gone), provinces=provinces.drop_columns(items))


def test_what_a_law_does_not_have_is_there_and_empty() -> None:
    whole = law_rows(tables_of(shipped()))
    less = narrower(whole)
    shape = shape_of([less, whole])
    assert shape == shape_of([less]).widened(whole)
    wide, same = shape.of(less), shape.of(whole)
    assert (wide.periods.schema, wide.provinces.schema) == (same.periods.schema, same.provinces.schema)
    assert set(wide.periods["support_set_4"].to_pylist()) == {0}
    assert set(wide.periods["support_level_4"].to_pylist()) == {None}
    assert set(wide.provinces["item_7"].to_pylist()) == {None}
    assert same.periods.select(whole.periods.column_names).equals(whole.periods)


def test_a_law_in_its_own_shape_is_itself() -> None:
    rows = law_rows(tables_of(shipped()))
    found = shape_of([rows]).of(rows)
    assert found.periods.equals(rows.periods)
    assert found.provinces.equals(rows.provinces)
