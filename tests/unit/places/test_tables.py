"""The Arrow tables the engine reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from toandan.places.tables import commune_table, crosswalk_table

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(("vintage", "rows"), [(OLD, 10040), (NEW, 3321)])
def test_one_row_per_commune_in_order_of_code(vintage: date, rows: int) -> None:
    codes = commune_table(vintage)["commune_code"].to_pylist()
    assert len(codes) == rows
    assert codes == sorted(set(codes))


def test_a_row_now() -> None:
    rows = {row["commune_code"]: row for row in commune_table(NEW).to_pylist()}
    row = rows["02905"]
    assert (row["vintage"], row["province_code"], row["district_code"]) == (NEW, "15", None)
    assert (row["name"], row["kind"], row["area_km2"]) == ("Bảo Thắng", "xã", Decimal("160.4"))
    assert rows["06187"]["area_km2"] is None


def test_an_island_district_stands_as_itself() -> None:
    rows = {row["commune_code"]: row for row in commune_table(OLD).to_pylist()}
    assert (rows["536"]["kind"], rows["536"]["district_code"], rows["536"]["province_code"]) == (
        "huyện",
        "536",
        "51",
    )


def test_crosswalk_rows() -> None:
    table = crosswalk_table(OLD, NEW)
    keys = list(zip(table["old_code"].to_pylist(), table["new_code"].to_pylist(), strict=True))
    assert keys == sorted(set(keys))
    assert table.num_rows == 10569
    assert {row["weight_den"] for row in table.to_pylist() if not row["is_split"]} == {1}
