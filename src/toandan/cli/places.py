"""toandan places: what a place is, what it became, what it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import click

from toandan.errors import BadInput
from toandan.places.atlas import Atlas
from toandan.places.errors import UnknownPlace
from toandan.places.explain import describe, long_day
from toandan.places.load import atlas_at, place_data_version
from toandan.places.story import Part, became, was
from toandan.places.unit import Level, Unit, level_of
from toandan.values.month import Month

SCHEMA = "toandan/places/1"


@click.command("places")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@click.option("--children", is_flag=True, help="List the units inside the place.")
@click.option("--province", metavar="CODE", help="Look only inside this province (code on the map of --at).")
@click.option(
    "--at", metavar="DATE", help="The day whose map counts, as 2025-06-30 (default: this month's last)."
)
def command(
    *, words: tuple[str, ...], as_json: bool, children: bool, province: str | None, at: str | None
) -> None:
    """Tell a place by its code or name (WORDS): kind, parents, what it became, what it was.

    Codes are those of the map in force on the day of --at: a province 2 digits, a district
    (before July 2025) 3, a commune 5; VN is the whole country.
    """
    day = _day(at)
    place_map = atlas_at(day)
    unit = _asked(place_map, " ".join(words), province)
    answer = _answer(place_map, unit, day, with_children=children)
    click.echo(
        json.dumps(answer, ensure_ascii=False, indent=2)
        if as_json
        else _sentences(place_map, unit, children=children)
    )


def _day(text: str | None) -> date:
    if text is None:
        return Month.of(datetime.now().astimezone().date()).last_day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            what=f"{text!r} is no date",
            where="--at",
            why="a day is written year-month-day",
            do="write it as 2025-06-30",
        ) from None


def _asked(place_map: Atlas, text: str, province: str | None) -> Unit:
    inside = None if province is None else place_map.unit(province, Level.PROVINCE)
    within = inside.code if inside else None
    if level_of(text) is None and not text.isdigit():
        return place_map.find(text, within=within)
    unit = place_map.unit(text)
    if inside is not None and not place_map.contains(inside.code, unit.code):
        raise UnknownPlace(
            what=f"no such place there: {text}",
            where=f"{inside.full_name} ({inside.code}), map of {long_day(place_map.vintage)}",
            why=f"{text} is {describe(place_map, unit)}",
            do="leave --province out, or give the province it lies in",
            candidates=(unit,),
        )
    return unit


def _answer(place_map: Atlas, unit: Unit, day: date, *, with_children: bool) -> dict[str, Any]:
    inside = place_map.children(unit.code) if unit.level is not Level.COMMUNE else ()
    return {
        "schema": SCHEMA,
        "at": day.isoformat(),
        "vintage": place_map.vintage.isoformat(),
        "data_version": place_data_version(),
        "place": _fields(place_map, unit),
        "children_n": len(inside),
        "children": [_fields(place_map, child) for child in inside] if with_children else [],
        "became": [_part(part) for part in became(unit)],
        "was": [_part(part) for part in was(unit)],
    }


def _fields(place_map: Atlas, unit: Unit) -> dict[str, Any]:
    above = {one.level: one.code for one in place_map.line(unit.code)}
    return {
        "vintage": unit.vintage.isoformat(),
        "code": unit.code,
        "level": unit.level.value,
        "kind": unit.kind,
        "name": unit.name,
        "full_name": unit.full_name,
        "parent_code": unit.parent_code,
        "province_code": above.get(Level.PROVINCE),
        "district_code": above.get(Level.DISTRICT),
        "lat": unit.lat,
        "lon": unit.lon,
        "area_km2": None if unit.area_km2 is None else str(unit.area_km2),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "vintage": part.unit.vintage.isoformat(),
        "code": part.unit.code,
        "kind": part.unit.kind,
        "name": part.unit.name,
        "full_name": part.unit.full_name,
        "share": str(part.share),
        "low": str(part.low),
        "high": str(part.high),
        "is_estimated": part.is_estimated,
        "is_whole": part.is_whole,
        "communes_n": part.communes_n,
    }


def _sentences(place_map: Atlas, unit: Unit, *, children: bool) -> str:
    lines = [f"{describe(place_map, unit)} - {unit.kind}, on the map of {long_day(place_map.vintage)}."]
    if unit.area_km2 is not None:
        lines.append(f"Area {unit.area_km2} km².")
    if unit.level is not Level.COMMUNE:
        lines.extend(_inside(place_map, unit, listed=children))
    lines.extend(_became_lines(unit))
    lines.extend(_was_lines(unit))
    return "\n".join(lines)


def _inside(place_map: Atlas, unit: Unit, *, listed: bool) -> Iterator[str]:
    inside = place_map.children(unit.code)
    rung = "provinces" if unit.level is Level.COUNTRY else "communes"
    count = len(inside) or "no"
    yield f"It has {count} {rung}{':' if listed and inside else '.'}"
    if listed:
        yield from (f"  {child.code}  {child.full_name}" for child in inside)


def _became_lines(unit: Unit) -> Iterator[str]:
    parts = became(unit)
    if parts:
        plural = "s" if len(parts) > 1 else ""
        yield f"Today it lies in {len(parts)} commune{plural}:"
        yield from (f"  {part.unit.code}  {part.unit.full_name}: {_forward(unit, part)}" for part in parts)


def _forward(unit: Unit, part: Part) -> str:
    beside = "" if part.is_whole else ", together with communes from outside it"
    if unit.level is not Level.COMMUNE and part.is_estimated:
        return f"{part.communes_n} of its communes{beside}"
    took = f"about {part.share} of it (an estimate)" if part.is_estimated else "all of it"
    return f"{took}{beside}"


def _was_lines(unit: Unit) -> Iterator[str]:
    parts = was(unit)
    if not parts:
        return
    day = long_day(parts[0].unit.vintage)
    if unit.level is not Level.COMMUNE:
        communes = [part for part in parts if level_of(part.unit.code) is Level.COMMUNE]
        split = sum(not part.is_whole for part in communes)
        partly = f", {split} of them only in part" if split else ""
        yield f"On the map of {day} its ground held {len(communes)} communes{partly}."
        return
    old_map = atlas_at(parts[0].unit.vintage)
    yield f"On the map of {day} it was:"
    for part in parts:
        took = "all" if part.is_whole else f"about {part.share} (an estimate)"
        yield f"  {describe(old_map, part.unit)}: {took}"
