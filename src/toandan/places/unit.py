"""What a place is: one province, district or commune as it stood in one vintage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

COUNTRY_CODE = "VN"
COMMUNE_DIGITS = 5
COUNTRY_ALIASES = frozenset({"VN", "vn", "00"})


class Level(StrEnum):
    """The rungs of the administrative ladder; districts end on 30 June 2025."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


_LEVEL_BY_DIGITS = {2: Level.PROVINCE, 3: Level.DISTRICT, COMMUNE_DIGITS: Level.COMMUNE}


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit; its key is (vintage, code), never the code alone.

    ``name`` is bare ("Bảo Thắng"), ``full_name`` carries the kind ("Xã Bảo Thắng");
    numbered units keep the kind in both ("Phường 1"). ``lat`` and ``lon`` are degrees
    of a point inside or near the unit, good enough for a circle on a map and no more.
    ``parent_code`` is the unit one rung up in the same vintage; the country has none.
    """

    vintage: date
    code: str
    level: Level
    kind: str
    name: str
    full_name: str
    parent_code: str | None
    lat: float | None
    lon: float | None
    area_km2: Decimal | None


def level_of(code: str) -> Level | None:
    """The level a code belongs to by its length (2, 3 or 5 digits); None if it is no code."""
    if code in COUNTRY_ALIASES:
        return Level.COUNTRY
    is_digits = code.isascii() and code.isdigit()
    return _LEVEL_BY_DIGITS.get(len(code)) if is_digits else None
