"""The place of a figure, read from codes and checked against the map of its day."""

from __future__ import annotations

from datetime import date

from toandan.accounts.figures.figure import Area
from toandan.lawbook.fields import Fields, as_code, problem
from toandan.places.atlas import Atlas
from toandan.places.errors import UnknownPlace
from toandan.places.load import atlas_at
from toandan.places.unit import Level


def read_area(fields: Fields, day: date) -> Area:
    """The area of ``place`` (a code, or a list of commune codes) with ``name`` and ``former`` if given.

    Raises BadInput for a code that does not exist on that day, or communes named twice.
    """
    atlas = atlas_at(day)
    codes = _codes(fields)
    for code in codes:
        known_place(atlas, code, fields.at("place"), Level.COMMUNE if len(codes) > 1 else None)
    if len(set(codes)) != len(codes):
        raise problem(fields.at("place"), "a commune is named twice", "name each commune once")
    former, former_vintage = _former(fields)
    canonical = tuple(atlas.unit(code).code for code in codes)
    name = _name(fields, atlas, canonical)
    name_vi = fields.text("name_vi") if fields.has("name_vi") else name
    return Area(atlas.vintage, canonical, name, former, former_vintage, name_vi)


def low_communes(fields: Fields, day: date, area: Area) -> tuple[str, ...]:
    """The communes named as low; raises BadInput for one that is not in the area."""
    atlas = atlas_at(day)
    codes = fields.codes("low_communes")
    for code in codes:
        known_place(atlas, code, fields.at("low_communes"), Level.COMMUNE)
        if not lies_in(area, Area(area.vintage, (code,), "")):
            raise problem(
                fields.at("low_communes"), f"{code} does not lie in {area.name}", "check code and place"
            )
    return codes


def lies_in(outer: Area, inner: Area) -> bool:
    """Whether an area lies in another of the same map."""
    atlas = atlas_at(inner.vintage)
    return outer.vintage == inner.vintage and all(
        any(code == one or atlas.contains(one, code) for one in outer.codes) for code in inner.codes
    )


def known_place(atlas: Atlas, code: str, where: str, level: Level | None) -> None:
    """Nothing for a code of the map; raises UnknownPlace naming the field otherwise."""
    try:
        atlas.unit(code, level)
    except UnknownPlace as found:
        raise UnknownPlace(
            what=found.what, where=where, why=found.why, do=found.do, candidates=found.candidates
        ) from None


def _codes(fields: Fields) -> tuple[str, ...]:
    if isinstance(fields.data.get("place"), list):
        return fields.codes("place")
    return (fields.code("place"),)


def _name(fields: Fields, atlas: Atlas, codes: tuple[str, ...]) -> str:
    if fields.has("name"):
        return fields.text("name")
    return ", ".join(atlas.unit(code).name for code in codes)


def _former(fields: Fields) -> tuple[str, date | None]:
    if not fields.has("former"):
        return "", None
    former = Fields.of(fields.data["former"], fields.at("former")).only(("code", "date"))
    atlas = atlas_at(former.day("date"))
    code = as_code(former.data.get("code"), former.at("code"))
    known_place(atlas, code, former.at("code"), None)
    return code, atlas.vintage
