"""Reading the MIT-licensed package vietnamadminunits as plain files, without importing it."""

from __future__ import annotations

import importlib.util
import json
import math
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "vietnamadminunits"
VERSION = "1.0.4"


@dataclass(frozen=True)
class Source:
    """The source's rows and links; old units without communes are keyed by their district code."""

    old: dict[str, dict[str, Any]]
    new: dict[str, dict[str, Any]]
    links: frozenset[tuple[str, str]]


def package_folder(name: str = PACKAGE) -> Path:
    """Where a package is installed; ends with the command to install it when it is not."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed: run `uv sync --group places`")
    return Path(spec.origin).parent


def load() -> Source:
    """The source's units and links, raw."""
    data = package_folder() / "data"
    with sqlite3.connect(data / "dataset.db") as base:
        base.row_factory = sqlite3.Row
        old = [dict(row) for row in base.execute("SELECT * FROM admin_units_legacy")]
        new = [dict(row) for row in base.execute("SELECT * FROM admin_units")]
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    return Source(
        old={row["wardCode"] or row["districtCode"]: row for row in old},
        new={row["wardCode"]: row for row in new},
        links=frozenset(_links(old, new, converter)),
    )


def _links(
    old: list[dict[str, Any]], new: list[dict[str, Any]], converter: dict[str, Any]
) -> set[tuple[str, str]]:
    new_code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    old_codes: dict[str, list[str]] = defaultdict(list)
    for row in old:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        old_codes[key].append(row["wardCode"] or row["districtCode"])
    named = [
        (key, province, ward)
        for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, keys in wards.items()
        for key in keys
    ] + [
        (key, province, part["newWardKey"])
        for province, keys in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for key, parts in keys.items()
        for part in parts
    ]
    return {(code, new_code[province, ward]) for key, province, ward in named for code in old_codes[key]}


def km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (lat, lon) points in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*first, *second))
    chord = (
        math.sin((lat1 - lat2) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon1 - lon2) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(chord))


def point(row: dict[str, Any]) -> tuple[float, float] | None:
    """The source's point of a commune row; for a district without communes its own."""
    lat, lon = row["wardLat"], row["wardLon"]
    if lat is None and row.get("districtLat") is not None:
        lat, lon = row["districtLat"], row["districtLon"]
    return None if lat is None else (lat, lon)
