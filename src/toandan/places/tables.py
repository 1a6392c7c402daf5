"""The places as Arrow tables, for the engine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from toandan.places.atlas import Atlas
from toandan.places.crosswalk import Link, links
from toandan.places.load import atlas
from toandan.places.unit import Unit

if TYPE_CHECKING:
    import pyarrow as pa


def commune_table(vintage: date) -> pa.Table:
    """One row per commune of a vintage, ordered by ``commune_code``.

    Before July 2025 the five island districts without communes stand in it as themselves:
    kind "huyện", their three-digit code in both ``commune_code`` and ``district_code``.
    ``area_km2`` is an exact decimal, null where no area is known.
    """
    import pyarrow as pa  # noqa: PLC0415 - keeps the room quick to import

    schema = pa.schema(
        [
            ("vintage", pa.date32()),
            ("commune_code", pa.string()),
            ("province_code", pa.string()),
            ("district_code", pa.string()),
            ("name", pa.string()),
            ("kind", pa.string()),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
            ("area_km2", pa.decimal128(12, 4)),
        ]
    )
    place_map = atlas(vintage)
    rows = [_commune_row(place_map, unit) for unit in place_map.leaves_under("VN")]
    return pa.Table.from_pylist(rows, schema=schema)


def crosswalk_table(old: date, new: date) -> pa.Table:
    """One row per link between two vintages, ordered by (old_code, new_code).

    The share is ``weight_num`` / ``weight_den``, exact; it is an estimate where ``is_split``.
    """
    import pyarrow as pa  # noqa: PLC0415 - keeps the room quick to import

    schema = pa.schema(
        [
            ("old_code", pa.string()),
            ("new_code", pa.string()),
            ("weight_num", pa.int64()),
            ("weight_den", pa.int64()),
            ("is_split", pa.bool_()),
        ]
    )
    return pa.Table.from_pylist([_link_row(link) for link in links(old, new)], schema=schema)


def _commune_row(place_map: Atlas, unit: Unit) -> dict[str, object]:
    district = place_map.district_of(unit.code)
    return {
        "vintage": unit.vintage,
        "commune_code": unit.code,
        "province_code": place_map.province_of(unit.code).code,
        "district_code": district.code if district else None,
        "name": unit.name,
        "kind": unit.kind,
        "lat": unit.lat,
        "lon": unit.lon,
        "area_km2": unit.area_km2,
    }


def _link_row(link: Link) -> dict[str, object]:
    return {
        "old_code": link.old_code,
        "new_code": link.new_code,
        "weight_num": link.weight.numerator,
        "weight_den": link.weight.denominator,
        "is_split": link.is_split,
    }
