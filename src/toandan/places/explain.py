"""The words for a place that cannot be told: what, where, why, and what to write instead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from toandan.places.errors import AmbiguousPlace, UnknownPlace
from toandan.places.unit import COUNTRY_CODE, Level, Unit, level_of

if TYPE_CHECKING:
    from toandan.places.atlas import Atlas

_SHOWN = 8


def describe(atlas: Atlas, unit: Unit) -> str:
    """A unit as a person would say it: "Xã Gia Phú (02923), Huyện Bảo Thắng, Tỉnh Lào Cai"."""
    above = [one.full_name for one in atlas.line(unit.code)[1:] if one.level is not Level.COUNTRY]
    return ", ".join([f"{unit.full_name} ({unit.code})", *above])


def long_day(day: date) -> str:
    """A day in words that cannot be misread: 30 June 2025."""
    return f"{day.day} {day:%B} {day.year}"


def unknown_code(atlas: Atlas, code: str, level: Level | None) -> UnknownPlace:
    """No unit of this vintage has the code; say where the code existed and what is near."""
    shown = code[:12]
    found = atlas.get(code)
    if found is not None:
        why = f"{describe(atlas, found)} is a {found.level}, not a {level}"
    else:
        why = "; ".join(_elsewhere(atlas, code)) or _shape(code)
    near = _padded(atlas, code)
    do = (
        f"did you mean {describe(atlas, near)}?" if near else "look the place up by name: toandan places NAME"
    )
    return UnknownPlace(
        what=f"no place has the code {shown!r}",
        where=_map(atlas),
        why=why,
        do=do,
        candidates=(near,) if near else (),
    )


def unknown_name(atlas: Atlas, text: str, within: str | None, _: tuple[Unit, ...]) -> UnknownPlace:
    """No unit inside ``within`` has the name; say where it exists and what sounds near."""
    inside = atlas.unit(within or COUNTRY_CODE)
    near = atlas.index(inside.code).near(text)
    elsewhere = atlas.matches(text) if within else ()
    candidates = tuple(dict.fromkeys((*elsewhere, *near)))
    return UnknownPlace(
        what=f"no such place there: {text[:60]!r}",
        where=f"{inside.full_name} ({inside.code}), {_map(atlas)}",
        why="; ".join(_name_elsewhere(atlas, text, elsewhere)) or "no unit carries this name",
        do=_listed("did you mean", atlas, near) or _next_step(elsewhere),
        candidates=candidates,
    )


def ambiguous(atlas: Atlas, text: str, within: str | None, found: tuple[Unit, ...]) -> AmbiguousPlace:
    """Several units carry the name: list them, and say how to ask for one."""
    inside = atlas.unit(within or COUNTRY_CODE)
    return AmbiguousPlace(
        what=f"{len(found)} places are called {text[:60]!r}",
        where=f"{inside.full_name} ({inside.code}), {_map(atlas)}",
        why=_listed("they are", atlas, found),
        do="give the code, or narrow it: the kind before the name (xã, phường, huyện …) or --province",
        candidates=found,
    )


def no_such_rung(atlas: Atlas, code: str, level: Level) -> UnknownPlace:
    """A unit above the rung asked for, such as the province of the country."""
    unit = atlas.unit(code)
    return UnknownPlace(
        what=f"{unit.full_name} lies in no {level}",
        where=_map(atlas),
        why=f"it is a {unit.level}",
        do=f"ask for a {level} or a place inside one",
        candidates=(unit,),
    )


def _next_step(elsewhere: tuple[Unit, ...]) -> str:
    if elsewhere:
        return "ask inside the province it lies in, or for another day"
    return "check the spelling, the province and the day"


def _map(atlas: Atlas) -> str:
    return f"map of {long_day(atlas.vintage)}"


def _elsewhere(atlas: Atlas, code: str) -> list[str]:
    told = []
    for peer in atlas.peers():
        unit = peer.get(code)
        if peer.vintage != atlas.vintage and unit is not None:
            until = "until" if peer.vintage < atlas.vintage else "from"
            told.append(f"{code} was {describe(peer, unit)} {until} {long_day(peer.vintage)}")
    return told


def _name_elsewhere(atlas: Atlas, text: str, elsewhere: tuple[Unit, ...]) -> list[str]:
    told = [_listed("the name exists elsewhere", atlas, elsewhere)] if elsewhere else []
    others = (peer for peer in atlas.peers() if peer.vintage != atlas.vintage)
    told += [_listed(f"on the map of {long_day(peer.vintage)}", peer, peer.matches(text)) for peer in others]
    return [one for one in told if one]


def _shape(code: str) -> str:
    if level_of(code) is None:
        return "a province has 2 digits, a district 3, a commune 5; leading zeros count"
    return "the code is on no map we hold"


def _padded(atlas: Atlas, code: str) -> Unit | None:
    if not (code.isascii() and code.isdigit()):
        return None
    return next((unit for width in (2, 5) if (unit := atlas.get(code.zfill(width)))), None)


def _listed(lead: str, atlas: Atlas, units: tuple[Unit, ...]) -> str:
    if not units:
        return ""
    more = f"; and {len(units) - _SHOWN} more" if len(units) > _SHOWN else ""
    return f"{lead}: " + "; ".join(describe(atlas, unit) for unit in units[:_SHOWN]) + more
