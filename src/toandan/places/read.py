"""Reading one folder of place files into typed values; nothing is cached here."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from toandan.places.unit import COUNTRY_CODE, Level, Unit

DATA_FILES = ("links.csv", "units.csv", "vintages.yaml")


@dataclass(frozen=True, slots=True)
class Vintage:
    """One state of the map.

    ``day`` names it and is its key; it is in force from ``first_day`` (None: from the
    beginning of our time) until the next vintage begins. Before ``approximate_before``
    the real map was still moving and this vintage only stands in for it.
    """

    day: date
    first_day: date | None
    approximate_before: date | None
    note: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One line of links.csv: part of an old unit went to a new one."""

    old_vintage: date
    old_code: str
    new_vintage: date
    new_code: str
    is_split: bool
    weight: Fraction


def read_vintages(folder: Path) -> tuple[Vintage, ...]:
    """The vintages of a folder, oldest first."""
    import yaml  # noqa: PLC0415 - keeps the room quick to import

    rows = yaml.safe_load((folder / "vintages.yaml").read_text(encoding="utf-8"))["vintages"]
    vintages = (
        Vintage(row["vintage"], row["first_day"], row.get("approximate_before"), row["note"]) for row in rows
    )
    return tuple(sorted(vintages, key=lambda one: one.day))


def read_units(folder: Path) -> dict[date, list[Unit]]:
    """The units of every vintage, each list led by the country."""
    vintages = {vintage.day.isoformat(): vintage.day for vintage in read_vintages(folder)}
    units = {day: [_country(day)] for day in vintages.values()}
    for row in _rows(folder / "units.csv"):
        day = vintages[row[0]]
        units[day].append(_unit(day, row))
    return units


def read_links(folder: Path) -> list[LinkRow]:
    """Every link between two neighbouring vintages, false ones already left out."""
    days: dict[str, date] = {v.day.isoformat(): v.day for v in read_vintages(folder)}
    return [
        LinkRow(days[old], old_code, days[new], new_code, split == "1", _share(weight))
        for old, old_code, new, new_code, split, weight, _ in _rows(folder / "links.csv")
    ]


def digest(folder: Path) -> str:
    """SHA-256 over the place files of a folder, names and bytes, as hex."""
    total = hashlib.sha256()
    for name in DATA_FILES:
        content = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        total.update(f"{content}  {name}\n".encode())
    return total.hexdigest()


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        yield from reader


_WHOLE = Fraction(1)


def _share(text: str) -> Fraction:
    return _WHOLE if text == "1" else Fraction(text)


def _country(day: date) -> Unit:
    return Unit(
        vintage=day,
        code=COUNTRY_CODE,
        level=Level.COUNTRY,
        kind="quốc gia",
        name="Việt Nam",
        full_name="Việt Nam",
        parent_code=None,
        lat=None,
        lon=None,
        area_km2=None,
    )


def _unit(day: date, row: list[str]) -> Unit:
    _, level, kind, code, name, full_name, parent, lat, lon, area = row
    return Unit(
        day,
        code,
        Level(level),
        kind,
        name,
        full_name,
        parent,
        float(lat) if lat else None,
        float(lon) if lon else None,
        Decimal(area) if area else None,
    )
